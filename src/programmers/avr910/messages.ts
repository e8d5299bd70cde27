import { hexByte as hex } from '../../model/hex-text.ts';
import { rawText } from '../../model/raw-text.ts';
import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says while it gets to know an AVR910 programmer (`avr910.c` of the three releases). */

const raw = (level: Words['level'], text: string): Words => ({ level, text });
const character = (code: number | undefined): string => rawText(Uint8Array.of(code ?? 0));
const where = (func: string): string => `${func}() avr910.c`;

export const found = defineMessage<{
  id: string;
  type: number;
  software: Uint8Array;
  hardware: Uint8Array;
}>('avr910/found', {
  '6.4': (p) => [
    raw('info', `Found programmer: Id = "${p.id}"; type = ${character(p.type)}\n`),
    raw('info', `    Software Version = ${character(p.software[0])}.${character(p.software[1])}; `),
    raw('info', `Hardware Version = ${character(p.hardware[0])}.${character(p.hardware[1])}\n`),
  ],
  '7.1': (p) => [
    raw('notice', `Programmer id    = ${p.id}; type = ${character(p.type)}\n`),
    raw('notice', `Software version = ${character(p.software[0])}.${character(p.software[1])}; `),
    raw('notice', `Hardware version = ${character(p.hardware[0])}.${character(p.hardware[1])}\n`),
  ],
});

export const autoIncrement = defineMessage('avr910/auto-increment', {
  '6.4': () => raw('info', 'Programmer supports auto addr increment.\n'),
  '7.1': () => raw('notice', 'programmer supports auto addr increment\n'),
});

export const blockMode = defineMessage<{ size: number }>('avr910/block-mode', {
  '6.4': (p) =>
    raw('info', `Programmer supports buffered memory access with buffersize = ${p.size} bytes.\n`),
  '7.1': (p) =>
    raw('notice', `programmer supports buffered memory access with buffersize = ${p.size} bytes\n`),
});

export const devicesListed = defineMessage('avr910/devices-listed', {
  '6.4': () => raw('info', '\nProgrammer supports the following devices:\n'),
  '7.1': () => raw('notice2', '\nProgrammer supports the following devices:\n'),
});

/** Up to 7.x codes from 0x80 come out as negative numbers and have no name. */
export const deviceListed = defineMessage<{ deviceCode: number; name: string | undefined }>(
  'avr910/device-listed',
  {
    '6.4': (p) => raw('info', oldLine(p.deviceCode, p.name)),
    '7.1': (p) => raw('notice2', oldLine(p.deviceCode, p.name)),
    '8.2': (p) =>
      raw(
        'notice2',
        `    Device code: ${hex(p.deviceCode)} = ${(p.deviceCode < 0x80 && p.name) || '(unknown)'}\n`,
      ),
  },
);

function oldLine(deviceCode: number, name: string | undefined): string {
  return deviceCode < 0x80
    ? `    Device code: ${hex(deviceCode)} = ${name ?? '(unknown)'}\n`
    : `    Device code: 0xffffff${deviceCode.toString(16)} = (unknown)\n`;
}

export const devicesEnd = defineMessage('avr910/devices-end', {
  '6.4': () => raw('info', '\n'),
  '7.1': () => raw('notice2', '\n'),
});

export const notSupported = defineMessage<{ part: string; desc: string; id: string; forced: boolean }>(
  'avr910/not-supported',
  {
    '6.4': (p) => ({
      level: 'info',
      lead: 'program',
      text: `${p.forced ? 'warning' : 'error'}: selected device is not supported by programmer: ${p.part}\n`,
    }),
    '7.1': (p) => ({
      level: p.forced ? 'warning' : 'error',
      lead: 'program',
      text: `selected device is not supported by programmer ${p.part}\n`,
      where: where('avr910_initialize'),
    }),
    '8.2': (p) => ({
      level: p.forced ? 'warning' : 'error',
      lead: 'program',
      text: `selected device ${p.desc} is not supported by programmer ${p.id}\n`,
      where: where('avr910_initialize'),
    }),
  },
);

export const deviceSelected = defineMessage<{ deviceCode: number }>('avr910/device-selected', {
  '6.4': (p) => ({
    level: 'notice',
    lead: 'program',
    text: `avr910_devcode selected: ${hex(p.deviceCode)}\n`,
    where: where('avr910_initialize'),
  }),
});

export const invalidDevcode = defineMessage<{ text: string }>('avr910/invalid-devcode', {
  '6.4': (p) => ({
    level: 'info',
    lead: 'program',
    text: `avr910_parseextparms(): invalid devcode '${p.text}'\n`,
  }),
  '7.1': (p) => ({
    level: 'error',
    lead: 'program',
    text: `invalid devcode '${p.text}'\n`,
    where: where('avr910_parseextparms'),
  }),
  '8.2': (p) => ({
    level: 'error',
    lead: 'program',
    text: `invalid device code in -x ${p.text}\n`,
    where: where('avr910_parseextparms'),
  }),
});

export const devcodeOverwritten = defineMessage<{ deviceCode: number }>('avr910/devcode-overwritten', {
  '6.4': (p) => ({
    level: 'notice2',
    lead: 'program',
    text: `avr910_parseextparms(): devcode overwritten as ${hex(p.deviceCode)}\n`,
    where: where('avr910_parseextparms'),
  }),
});

export const blockModeNotTested = defineMessage('avr910/block-mode-not-tested', {
  '6.4': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'avr910_parseextparms(-x): no testing for Blockmode\n',
    where: where('avr910_parseextparms'),
  }),
});
