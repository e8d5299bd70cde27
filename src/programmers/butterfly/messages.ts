import { hexByte as hex } from '../../model/hex-text.ts';
import { rawText } from '../../model/raw-text.ts';
import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says while it gets to know an AVR109 boot loader (`butterfly.c` of the three releases). */

const raw = (level: Words['level'], text: string): Words => ({ level, text });
const where = (func: string): string => `${func}() butterfly.c`;
const character = (code: number | undefined): string => rawText(Uint8Array.of(code ?? 0));
export const connecting = defineMessage('butterfly/connecting', {
  '6.4': () => raw('info', 'Connecting to programmer: '),
  '7.1': () => raw('notice', 'connecting to programmer: '),
});

/** 6.4 writes its dots past every rule of verbosity. */
export const dot = defineMessage('butterfly/dot', {
  '6.4': () => raw('ext-error', '.'),
  '7.1': () => raw('notice', '.'),
});

export const connected = defineMessage('butterfly/connected', {
  '6.4': () => raw('ext-error', '\n'),
  '7.1': () => raw('notice', '\n'),
});

export const connectionFailed = defineMessage('butterfly/connection-failed', {
  '6.4': () => raw('info', '\nConnection FAILED.'),
  '7.1': () => [
    raw('error', '\n'),
    { level: 'error', lead: 'program', text: 'connection failed', where: where('butterfly_initialize') },
  ],
});

export const found = defineMessage<{
  id: string;
  type: number;
  software: Uint8Array;
  hardware: Uint8Array | undefined;
}>('butterfly/found', {
  '6.4': (p) => [
    raw('info', `Found programmer: Id = "${p.id}"; type = ${character(p.type)}\n`),
    raw('info', `    Software Version = ${character(p.software[0])}.${character(p.software[1])}; `),
    raw(
      'info',
      p.hardware
        ? `Hardware Version = ${character(p.hardware[0])}.${character(p.hardware[1])}\n`
        : 'No Hardware Version given.\n',
    ),
  ],
  '7.1': (p) => [
    raw('notice', `Programmer id    = ${p.id}; type = ${character(p.type)}\n`),
    raw('notice', `Software version = ${character(p.software[0])}.${character(p.software[1])}; `),
    raw(
      'notice',
      p.hardware
        ? `Hardware version = ${character(p.hardware[0])}.${character(p.hardware[1])}\n`
        : 'no hardware version given\n',
    ),
  ],
});

export const autoIncrement = defineMessage('butterfly/auto-increment', {
  '6.4': () => raw('info', 'Programmer supports auto addr increment.\n'),
  '7.1': () => raw('notice', 'programmer supports auto addr increment\n'),
});

export const noBlockMode = defineMessage('butterfly/no-block-mode', {
  '6.4': () => ({
    level: 'info',
    lead: 'program',
    text: "error: buffered memory access not supported. Maybe it isn't\na butterfly/AVR109 but a AVR910 device?\n",
  }),
  '7.1': () => ({
    level: 'notice',
    lead: 'program',
    text: "buffered memory access not supported; maybe it isn't\na butterfly/AVR109 but a AVR910 device?\n",
    where: where('butterfly_initialize'),
  }),
});

export const blockMode = defineMessage<{ size: number }>('butterfly/block-mode', {
  '6.4': (p) => raw('info', `Programmer supports buffered memory access with buffersize=${p.size} bytes.\n`),
  '7.1': (p) => raw('notice', `programmer supports buffered memory access with buffersize=${p.size} bytes\n`),
});

export const devicesListed = defineMessage('butterfly/devices-listed', {
  '6.4': () => raw('info', '\nProgrammer supports the following devices:\n'),
  '7.1': () => raw('notice2', '\nProgrammer supports the following devices:\n'),
});

export const deviceListed = defineMessage<{ deviceCode: number }>('butterfly/device-listed', {
  '6.4': (p) => raw('info', `    Device code: ${hex(p.deviceCode)}\n`),
  '7.1': (p) => raw('notice2', `    Device code: ${hex(p.deviceCode)}\n`),
});

export const devicesEnd = defineMessage('butterfly/devices-end', {
  '6.4': () => raw('info', '\n'),
  '7.1': () => raw('notice2', '\n'),
});

export const deviceSelected = defineMessage<{ deviceCode: number }>('butterfly/device-selected', {
  '6.4': (p) => ({
    level: 'notice',
    lead: 'program',
    text: `devcode selected: ${hex(p.deviceCode)}\n`,
    where: where('butterfly_initialize'),
  }),
});

export const resetToggled = defineMessage('butterfly/reset-toggled', {
  '8.2': () => ({
    level: 'notice2',
    lead: 'program',
    text: 'toggling the DTR/RTS lines to trigger a hardware reset\n',
    where: where('butterfly_open'),
  }),
});
