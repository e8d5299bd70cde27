import { general } from '../../model/printed-number.ts';
import { defineMessage, raw, said, type Words } from '../../output/words.ts';

/** What a USBasp has to say while it works. Words from usbasp.c of the releases. */

const where = (name: string): string => `${name}() usbasp.c`;

/** What was being done, and avrdude's function for it. */
const functions = {
  'exchange-instruction': 'usbasp_spi_cmd',
  'write-block': 'usbasp_spi_paged_write',
  'read-block': 'usbasp_spi_paged_load',
  'tpi-receive-byte': 'usbasp_tpi_recv_byte',
  'tpi-read-byte': 'usbasp_tpi_read_byte',
  'tpi-read-block': 'usbasp_tpi_paged_load',
  'tpi-write-block': 'usbasp_tpi_paged_write',
} as const;
export type UsbaspOperation = keyof typeof functions;

const hex = (value: number): string => value.toString(16);

const byte = (value: number): string => `0x${hex(value).padStart(2, '0')}`;

const debug = (text: string): Words => ({ level: 'debug', lead: 'program', text });

export const wrongResponseSize = defineMessage<{ operation: UsbaspOperation }>('usbasp/wrong-response-size', {
  '6.4': () => said('info', 'error: wrong response size\n'),
  '7.1': (facts) => said('error', 'wrong response size\n', where(functions[facts.operation])),
});

/** An instruction is sent at `-vvv`; at `-vvvv` the transfer itself is shown between it and its answer. */
export const commandSent = defineMessage<{ instruction: Uint8Array; traced: boolean }>(
  'usbasp/command-sent',
  {
    '6.4': ({ instruction, traced }) => debug(`usbasp_spi_cmd(${list(instruction)})${traced ? '...\n' : ''}`),
    '7.1': ({ instruction, traced }) =>
      debug(`usbasp_spi_cmd(${list(instruction)})${traced ? ' ...\n' : ''}`),
  },
);

export const commandAnswered = defineMessage<{ answer: Uint8Array }>('usbasp/command-answered', {
  '6.4': ({ answer }) => [said('trace', 'usbasp_spi_cmd()'), raw('debug', ` => ${list(answer)}\n`)],
});

/** @param answer what ENABLEPROG gave, 0 if nothing */
export const targetSilent = defineMessage<{ answer: number }>('usbasp/target-silent', {
  '6.4': ({ answer }) => said('info', `error: program enable: target doesn't answer. ${hex(answer)} \n`),
  '7.1': ({ answer }) =>
    said(
      'error',
      `program enable: target does not answer (${byte(answer)})\n`,
      where('usbasp_spi_program_enable'),
    ),
});

/** Our own: a target too slow for the usual clock answers at this one. */
export const slowerClockFound = defineMessage<{ hertz: number }>('usbasp/slower-clock-found', {
  '6.4': ({ hertz }) => said('info', `target is slow; set SCK frequency to ${hertz} Hz\n`),
});

/** @param count as the C program prints it: hexadecimal, and -1 if the transfer failed */
export const wrongReadCount = defineMessage<{ count: number; operation: UsbaspOperation }>(
  'usbasp/wrong-read-count',
  {
    '6.4': ({ count }) => said('info', `error: wrong reading bytes ${hex(count >>> 0)}\n`),
    '7.1': (facts) =>
      said('error', `wrong reading bytes ${hex(facts.count >>> 0)}\n`, where(functions[facts.operation])),
  },
);

export const wrongWriteCount = defineMessage<{ count: number; operation: UsbaspOperation }>(
  'usbasp/wrong-write-count',
  {
    '6.4': ({ count }) => said('info', `error: wrong count at writing ${hex(count >>> 0)}\n`),
    '7.1': (facts) =>
      said('error', `wrong count at writing ${hex(facts.count >>> 0)}\n`, where(functions[facts.operation])),
  },
);

export const clockChosenByFirmware = defineMessage('usbasp/clock-chosen-by-firmware', {
  '6.4': () => said('notice', 'auto set sck period (because given equals null)\n'),
  '8.2': () => said('notice2', 'auto set sck period\n'),
});

export const clockAskedFor = defineMessage<{ seconds: number; hertz: number; sck3Mhz: boolean }>(
  'usbasp/clock-asked-for',
  {
    '6.4': ({ seconds, hertz, sck3Mhz }) => [
      said('notice2', `try to set SCK period to ${general(seconds)} s (= ${hertz} Hz)\n`),
      said('notice2', `connected USBasp is ${sck3Mhz ? 'capable' : 'not cabable'} of 3 MHz SCK\n`),
    ],
  },
);

export const clockSet = defineMessage<{ hertz: number }>('usbasp/clock-set', {
  '6.4': ({ hertz }) => said('info', `set SCK frequency to ${hertz} Hz\n`),
});

export const clockRefused = defineMessage('usbasp/clock-refused', {
  '6.4': () => said('info', 'warning: cannot set sck period. please check for usbasp firmware update.\n'),
  '7.1': () =>
    said(
      'error',
      'cannot set sck period; please check for usbasp firmware update\n',
      where('usbasp_spi_set_sck_period'),
    ),
});

function list(bytes: Uint8Array): string {
  return Array.from(bytes, byte).join(', ');
}
