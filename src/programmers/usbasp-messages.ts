import { general } from '../model/printed-number.ts';
import { defineMessage, type Words } from '../output/words.ts';

/** What a USBasp has to say while it works. Words from usbasp.c of the releases. */

const where = (name: string): string => `${name}() usbasp.c`;

const hex = (value: number): string => value.toString(16);

const byte = (value: number): string => `0x${hex(value).padStart(2, '0')}`;

const debug = (text: string): Words => ({ level: 'debug', lead: 'program', text });

/** Debugging: a function of avrdude's is entered. */
export const entered = defineMessage<{ call: string }>({ '6.4': ({ call }) => debug(`${call}\n`) });

export const wrongResponseSize = defineMessage<{ where: string }>({
  '6.4': () => ({ level: 'info', lead: 'program', text: 'error: wrong response size\n' }),
  '7.1': (facts) => ({
    level: 'error',
    lead: 'program',
    where: where(facts.where),
    text: 'wrong response size\n',
  }),
});

/** An instruction is sent at `-vvv`; at `-vvvv` the transfer itself is shown between it and its answer. */
export const commandSent = defineMessage<{ instruction: Uint8Array; traced: boolean }>({
  '6.4': ({ instruction, traced }) => debug(`usbasp_spi_cmd(${list(instruction)})${traced ? '...\n' : ''}`),
  '7.1': ({ instruction, traced }) => debug(`usbasp_spi_cmd(${list(instruction)})${traced ? ' ...\n' : ''}`),
});

export const commandAnswered = defineMessage<{ answer: Uint8Array }>({
  '6.4': ({ answer }) => [
    { level: 'trace', lead: 'program', text: 'usbasp_spi_cmd()' },
    { level: 'debug', text: ` => ${list(answer)}\n` },
  ],
});

/** @param answer what ENABLEPROG gave, 0 if nothing */
export const targetSilent = defineMessage<{ answer: number }>({
  '6.4': ({ answer }) => ({
    level: 'info',
    lead: 'program',
    text: `error: program enable: target doesn't answer. ${hex(answer)} \n`,
  }),
  '7.1': ({ answer }) => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_spi_program_enable'),
    text: `program enable: target does not answer (${byte(answer)})\n`,
  }),
});

/** Our own: a target too slow for the usual clock answers at this one. */
export const slowerClockFound = defineMessage<{ hertz: number }>({
  '6.4': ({ hertz }) => ({
    level: 'info',
    lead: 'program',
    text: `target is slow; set SCK frequency to ${hertz} Hz\n`,
  }),
});

/** @param count as the C program prints it: hexadecimal, and -1 if the transfer failed */
export const wrongReadCount = defineMessage<{ count: number; where: string }>({
  '6.4': ({ count }) => ({
    level: 'info',
    lead: 'program',
    text: `error: wrong reading bytes ${hex(count >>> 0)}\n`,
  }),
  '7.1': (facts) => ({
    level: 'error',
    lead: 'program',
    where: where(facts.where),
    text: `wrong reading bytes ${hex(facts.count >>> 0)}\n`,
  }),
});

export const wrongWriteCount = defineMessage<{ count: number; where: string }>({
  '6.4': ({ count }) => ({
    level: 'info',
    lead: 'program',
    text: `error: wrong count at writing ${hex(count >>> 0)}\n`,
  }),
  '7.1': (facts) => ({
    level: 'error',
    lead: 'program',
    where: where(facts.where),
    text: `wrong count at writing ${hex(facts.count >>> 0)}\n`,
  }),
});

export const clockChosenByFirmware = defineMessage({
  '6.4': () => ({
    level: 'notice',
    lead: 'program',
    text: 'auto set sck period (because given equals null)\n',
  }),
  '8.2': () => ({ level: 'notice2', lead: 'program', text: 'auto set sck period\n' }),
});

export const clockAskedFor = defineMessage<{ seconds: number; hertz: number; sck3Mhz: boolean }>({
  '6.4': ({ seconds, hertz, sck3Mhz }) => [
    {
      level: 'notice2',
      lead: 'program',
      text: `try to set SCK period to ${general(seconds)} s (= ${hertz} Hz)\n`,
    },
    {
      level: 'notice2',
      lead: 'program',
      text: `connected USBasp is ${sck3Mhz ? 'capable' : 'not cabable'} of 3 MHz SCK\n`,
    },
  ],
});

export const clockSet = defineMessage<{ hertz: number }>({
  '6.4': ({ hertz }) => ({ level: 'info', lead: 'program', text: `set SCK frequency to ${hertz} Hz\n` }),
});

export const clockRefused = defineMessage({
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: 'warning: cannot set sck period. please check for usbasp firmware update.\n',
  }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where: where('usbasp_spi_set_sck_period'),
    text: 'cannot set sck period; please check for usbasp firmware update\n',
  }),
});

function list(bytes: Uint8Array): string {
  return Array.from(bytes, byte).join(', ');
}
