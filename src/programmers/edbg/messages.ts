import { fixed } from '../../model/printed-number.ts';
import { defineMessage, more, raw, said, type Words } from '../../output/words.ts';

/** What avrdude says of programming with a JTAGICE3 or its kin beyond the protocol (`jtag3.c` of the three releases). */

const where = (func: string): string => `${func}() jtag3.c`;
const initialise = 'jtag3_initialize';
const at = where(initialise);

/** The packets of a JTAGICE3 are small. `forced`: by `-F`. */
export const brokenOnUsb11 = defineMessage<{ firmware: readonly number[]; forced: boolean }>(
  'edbg/broken-on-usb-11',
  {
    '6.4': ({ firmware, forced }) => [
      said('info', `the JTAGICE3's firmware ${firmware.join('.')} is broken on USB 1.1 connections, sorry\n`),
      ...(forced
        ? [said('info', "forced to continue by option -F; THIS PUTS THE DEVICE'S DATA INTEGRITY AT RISK!\n")]
        : []),
    ],
    '7.1': (p) => broken(p, "THIS PUTS THE DEVICE'S DATA INTEGRITY AT RISK!"),
    '8.2': (p) => broken(p, "this puts the device's data integrity at risk!"),
  },
);

function broken(
  { firmware, forced }: { firmware: readonly number[]; forced: boolean },
  risk: string,
): readonly Words[] {
  const text = `JTAGICE3's firmware ${firmware.join('.')} is broken on USB 1.1 connections\n`;
  return forced
    ? [said('warning', text, at), more('warning', `forced to continue by option -F; ${risk}\n`)]
    : [said('error', text, at)];
}

export const noInterface = defineMessage<{ part: string; name: string }>('edbg/no-interface', {
  '6.4': (p) => said('info', `jtag3_initialize(): part ${p.part} has no ${p.name} interface\n`),
  '7.1': (p) => said('error', `part ${p.part} has no ${p.name} interface\n`, at),
});

export const bitClockUnexpected = defineMessage('edbg/bit-clock-unexpected', {
  '8.2': () =>
    said('warning', 'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features\n', at),
});

/** @param kilohertz as avrdude cuts it */
export const tryingClock = defineMessage<{ kilohertz: number }>('edbg/trying-clock', {
  '6.4': (p) => said('notice2', `jtag3_initialize(): trying to set JTAG clock to ${p.kilohertz} kHz\n`, at),
});

export const tryingChain = defineMessage<{ chain: Uint8Array }>('edbg/trying-chain', {
  '6.4': (p) =>
    said('notice2', `jtag3_initialize(): trying to set JTAG daisy-chain info to ${p.chain.join(',')}\n`, at),
});

export const revisionGuessed = defineMessage<{ part: string; revision: number }>('edbg/revision-guessed', {
  '6.4': (p) => said('info', `part definition for ${p.part} lacks "ocdrev"; guessing ${p.revision}\n`),
  '7.1': (p) => said('warning', `part definition for ${p.part} lacks ocdrev; guessing ${p.revision}\n`, at),
});

export const highVoltageSent = defineMessage<{ pin: string }>('edbg/high-voltage-sent', {
  '6.4': (p) => said('notice', `sending HV pulse to targets ${p.pin} pin\n`, at),
});

export const noHighVoltage = defineMessage<{ tool: string; part: string }>('edbg/no-high-voltage', {
  '6.4': (p) => said('info', `${p.tool} does not support sending HV pulse to target ${p.part}\n`),
  '7.1': (p) => said('error', `${p.tool} does not support sending HV pulse to target ${p.part}\n`, at),
});

/** Some of what the tool is told of a UPDI part; a byte for each place. 6.4 forgets the last line's value. */
export const updiTold = defineMessage<{ descriptor: Uint8Array }>('edbg/updi-told', {
  '6.4': ({ descriptor: d }) => raw('notice2', updiText(d, '\t')),
  '7.1': ({ descriptor: d }) => raw('notice2', updiText(d, `\txd->address_mode=${hex(d[46])}\n`)),
});

const hex = (value = 0): string => value.toString(16);

function updiText(d: Uint8Array, last: string): string {
  return [
    'UPDI SET: ',
    `\txd->prog_base_msb=${hex(d[44])}`,
    `\txd->prog_base=${hex(d[0])} ${hex(d[1])}`,
    `\txd->flash_page_size_msb=${hex(d[45])}`,
    `\txd->flash_page_size=${hex(d[2])}`,
    `\txd->eeprom_page_size=${hex(d[3])}`,
    `\txd->nvmctrl=${hex(d[4])} ${hex(d[5])}`,
    `\txd->ocd=${hex(d[6])} ${hex(d[7])}`,
    last,
  ].join('\n');
}

export const retryingWithReset = defineMessage('edbg/retrying-with-reset', {
  '6.4': () => said('info', 'retrying with external reset applied\n'),
  '7.1': () => said('notice', 'retrying with external reset applied\n', at),
});

/** The target has not been met. 6.4 suspects the fuse whatever way it was tried. */
export const notMet = defineMessage<{ overJtag: boolean }>('edbg/not-met', {
  '6.4': () => said('info', 'JTAGEN fuse disabled?\n'),
  '7.1': (p) => (p.overJtag ? said('error', 'JTAGEN fuse disabled?\n', at) : undefined),
});

/** The target has been met, and tells who it is. */
export const identified = defineMessage<{ id: Uint8Array; family: boolean }>('edbg/identified', {
  '6.4': (p) => said('notice', `${p.family ? `Partial ${familyText(p.id)}` : idText(p.id)}\n`, at),
  '7.1': (p) => said('notice', `${p.family ? `partial ${familyText(p.id)}` : idText(p.id)}\n`, at),
});

const familyText = (id: Uint8Array): string => `Family_ID returned: "${String.fromCharCode(...id)}"`;
const idText = (id: Uint8Array): string =>
  `JTAG ID returned: ${Array.from(id, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ')}`;

export const sibUnreadable = defineMessage<{ part: string }>('edbg/sib-unreadable', {
  '8.2': (p) => said('warning', `cannot read SIB string from target ${p.part}\n`, at),
});

export const sibReceived = defineMessage<{ sib: string }>('edbg/sib-received', {
  '6.4': (p) => said('debug', `jtag3_read_sib(): Received SIB: "${p.sib}"\n`, where('jtag3_read_sib')),
  '7.1': (p) => said('debug', `jtag3_read_sib(): received SIB: ${p.sib}\n`, where('jtag3_read_sib')),
});

export const noIoMemory = defineMessage('edbg/no-io-memory', {
  '8.2': () =>
    said('error', 'cannot locate io memory; is avrdude.conf up to date?\n', where('jtag3_read_chip_rev')),
});

export const revisionReceived = defineMessage<{ revision: number }>('edbg/revision-received', {
  '8.2': (p) =>
    said(
      'debug',
      `jtag3_read_chip_rev(): received chip silicon revision: 0x${hex(p.revision).padStart(2, '0')}\n`,
      where('jtag3_read_chip_rev'),
    ),
});

export const siliconRevision = defineMessage<{ revision: number }>('edbg/silicon-revision', {
  '8.2': (p) => said('notice', `silicon revision: ${hex(p.revision >> 4)}.${hex(p.revision & 0xf)}\n`, at),
});

export const noChipErase = defineMessage('edbg/no-chip-erase', {
  '6.4': () => said('info', 'Chip erase not supported in debugWire mode\n'),
  '7.1': () => said('error', 'chip erase not supported in debugWire mode\n', where('jtag3_chip_erase_dw')),
});

export const noClock = defineMessage('edbg/no-clock', {
  '6.4': () => said('info', 'No backend to set the SCK period for\n'),
  '7.1': () => said('error', 'no backend to set the SCK period for\n', where('jtag3_set_sck_period')),
});

export const clockNotRead = defineMessage<{ what: string }>('edbg/clock-not-read', {
  '8.2': (p) => said('error', `cannot read ${p.what} clock speed\n`, where('jtag3_get_sck_period')),
});

export const clockIsNone = defineMessage('edbg/clock-is-none', {
  '8.2': () => said('error', 'cannot calculate programmer clock speed\n', where('jtag3_get_sck_period')),
});

export const voltageChanging = defineMessage<{ before: number; after: number }>('edbg/voltage-changing', {
  '7.1': (p) => said('info', voltageText(p), where('jtag3_set_vtarget')),
  '8.2': (p) => said('notice2', voltageText(p), where('jtag3_set_vtarget')),
});

function voltageText({ before, after }: { before: number; after: number }): string {
  return `jtag3_set_vtarget(): changing V[target] from ${fixed(before, 1)} to ${fixed(after, 1)}\n`;
}

export const voltageNotSet = defineMessage('edbg/voltage-not-set', {
  '7.1': () => said('error', 'cannot confirm new V[target] value\n', where('jtag3_set_vtarget')),
});

export const voltageUnknown = defineMessage('edbg/voltage-unknown', {
  '7.1': () => said('warning', 'cannot obtain V[target]\n', where('jtag3_set_vtarget')),
});

export const voltageNotRead = defineMessage('edbg/voltage-not-read', {
  '7.1': () => said('error', 'cannot read target voltage\n', where('jtag3_get_vtarget')),
});

/** Which kinds of high voltage for UPDI the tool has. */
export const highVoltageSupport = defineMessage<{ variants: readonly number[] }>(
  'edbg/high-voltage-support',
  {
    '7.1': ({ variants }) =>
      said(
        'notice2',
        `HV UPDI support:${variants.map((variant) => ` ${variant}`).join('')}\n`,
        where('jtag3_open_updi'),
      ),
  },
);
