import { fixed } from '../../model/printed-number.ts';
import { defineMessage, more, said, type Words } from '../../output/words.ts';
import { info, since7 } from '../../protocols/jtagmkii/frames-messages.ts';
import { functionOf, type Operation } from '../../protocols/jtagmkii/operation-messages.ts';

/** What avrdude says of programming with a JTAGICE mkII beyond the protocol (`jtagmkII.c` of the three releases). */

function remarked(level: 'notice2' | 'debug', func: string, text: string): Words {
  return said(level, `${text}\n`, `${func}() jtagmkII.c`);
}

function remarkedOf(operation: Operation, level: 'notice2' | 'debug', text: string): Words {
  const func = functionOf(operation);
  return remarked(level, func, `${func}${text}`);
}

/** Ways to open it, and avrdude's functions for them; 8.2 tells those of `jtagmkII.c` which port it is. */
const openings = {
  open: 'jtagmkII_open',
  'open-dragon': 'jtagmkII_dragon_open',
  'open-pdi': 'jtagmkII_open_pdi',
  'open-dragon-pdi': 'jtagmkII_dragon_open_pdi',
  'open-dw': 'jtagmkII_open_dw',
  'open-dragon-dw': 'jtagmkII_dragon_open_dw',
  'open-avr32': 'jtagmkII_open32',
  'open-dragon-hv': 'stk500v2_dragon_hv_open',
  'open-isp': 'stk500v2_jtagmkII_open',
  'open-dragon-isp': 'stk500v2_dragon_isp_open',
} as const;
export type Opening = keyof typeof openings;

export const opening = defineMessage<{ operation: Opening; port: string }>('jtagmkii/opening', {
  '6.4': (p) => openingText(p.operation, ''),
  '8.2': (p) => openingText(p.operation, openings[p.operation].startsWith('jtagmkII') ? `"${p.port}"` : ''),
});

function openingText(operation: Opening, port: string): Words {
  const func = openings[operation];
  return remarked('notice2', func, `${func}(${port})`);
}

export const notInSync = defineMessage<{ operation: Opening }>('jtagmkii/not-in-sync', {
  '6.4': () => info('failed to sync with the JTAG ICE mkII in ISP mode'),
  '7.1': (p) => ({
    ...since7(openings[p.operation], 'unable to sync with the JTAG ICE mkII in ISP mode'),
    where: `${openings[p.operation]}() stk500v2.c`,
  }),
});

export const highVoltageNotInSync = defineMessage<{ operation: Opening }>('jtagmkii/hv-not-in-sync', {
  '6.4': () => info('failed to sync with the AVR Dragon in HV mode'),
  '7.1': (p) => ({
    ...since7(openings[p.operation], 'unable to sync with the AVR Dragon in HV mode'),
    where: `${openings[p.operation]}() stk500v2.c`,
  }),
});

export const closing = defineMessage('jtagmkii/closing', {
  '6.4': () => remarked('notice2', 'jtagmkII_close', 'jtagmkII_close()'),
});

export const closingIsp = defineMessage('jtagmkii/closing-isp', {
  '6.4': () => said('notice2', 'stk500v2_jtagmkII_close()\n', 'stk500v2_jtagmkII_close() stk500v2.c'),
});

const initialise = 'jtagmkII_initialize';

export const noInterface = defineMessage<{ part: string; name: string }>('jtagmkii/no-interface', {
  '6.4': (p) => info(`${initialise}(): part ${p.part} has no ${p.name} interface`),
  '7.1': (p) => since7(initialise, `part ${p.part} has no ${p.name} interface`),
});

export const rateUnsupported = defineMessage<{ rate: number }>('jtagmkii/rate-unsupported', {
  '6.4': (p) => info(`${initialise}(): unsupported baudrate ${p.rate}`),
  '7.1': (p) => since7(initialise, `unsupported baudrate ${p.rate}`),
});

export const tryingRate = defineMessage<{ rate: number }>('jtagmkii/trying-rate', {
  '6.4': (p) => remarked('notice2', initialise, `${initialise}(): trying to set baudrate to ${p.rate}`),
});

export const bitClockUnexpected = defineMessage('jtagmkii/bit-clock-unexpected', {
  '8.2': () =>
    since7(initialise, 'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features', 'warning'),
});

/** avrdude means microseconds and shows seconds. */
export const tryingClock = defineMessage<{ seconds: number }>('jtagmkii/trying-clock', {
  '6.4': (p) =>
    remarked(
      'notice2',
      initialise,
      `${initialise}(): trying to set JTAG clock period to ${fixed(p.seconds, 1)} us`,
    ),
});

export const chainNotSet = defineMessage('jtagmkii/chain-not-set', {
  '6.4': () => info(`${initialise}(): Failed to setup JTAG chain`),
  '7.1': () => since7(initialise, 'unable to setup JTAG chain'),
});

export const noOcd = defineMessage('jtagmkii/no-ocd', {
  '6.4': () =>
    info(`${initialise}(): warning: OCDEN fuse not programmed, single-byte EEPROM updates not possible`),
  '7.1': () =>
    since7(initialise, 'OCDEN fuse not programmed, single-byte EEPROM updates not possible', 'warning'),
});

export const retryingWithReset = defineMessage('jtagmkii/retrying-with-reset', {
  '6.4': () => info('retrying with external reset applied'),
  '7.1': () => since7('jtagmkII_program_enable', 'retrying with external reset applied', 'warning'),
});

export const jtagDisabled = defineMessage('jtagmkii/jtag-disabled', {
  '6.4': () => info('JTAGEN fuse disabled?'),
  '7.1': () => since7('jtagmkII_program_enable', 'JTAGEN fuse disabled?'),
});

/** A byte is read or written. `since82`: the address that 8.2 names, where that is another. */
export const byteAsked = defineMessage<{
  operation: Operation;
  memory: string;
  address: number;
  since82?: number;
}>('jtagmkii/byte-asked', {
  '6.4': (p) => byteText(functionOf(p.operation), p.memory, p.address),
  '8.2': (p) => byteText(functionOf(p.operation), p.memory, p.since82 ?? p.address),
});

function byteText(func: string, memory: string, address: number): Words {
  return remarked('notice2', func, `${func}(.., ${memory}, 0x${address.toString(16)}, ...)`);
}

export const pageAsked = defineMessage<{
  operation: Operation;
  memory: string;
  pageSize: number;
  length: number;
}>('jtagmkii/page-asked', {
  '6.4': (p) => remarkedOf(p.operation, 'notice2', `(.., ${p.memory}, ${p.pageSize}, ${p.length})`),
});

export const blockAsked = defineMessage<{ operation: Operation; address: number; length: number }>(
  'jtagmkii/block-asked',
  {
    '6.4': (p) => remarkedOf(p.operation, 'debug', `(): block_size at addr ${p.address} is ${p.length}`),
  },
);

export const unknownMemory = defineMessage<{ operation: Operation; memory: string }>(
  'jtagmkii/unknown-memory',
  {
    '8.2': (p) => since7(functionOf(p.operation), `unknown memory ${p.memory}`),
  },
);

export const clockNotRead = defineMessage('jtagmkii/clock-not-read', {
  '8.2': () => since7('jtagmkII_get_sck_period', 'cannot read JTAG clock speed'),
});

const parse = 'jtagmkII_parseextparms';

export const chainInvalid = defineMessage<{ text: string }>('jtagmkii/chain-invalid', {
  '6.4': (p) => info(`${parse}(): invalid JTAG chain '${p.text}'`),
  '7.1': (p) => since7(parse, `invalid JTAG chain '${p.text}'`),
  '8.2': (p) => since7(parse, `invalid JTAG chain in -x ${p.text}`),
});

export const chainParsed = defineMessage<{ numbers: readonly number[] }>('jtagmkii/chain-parsed', {
  '6.4': ({ numbers }) => [
    remarked('notice2', parse, `${parse}(): JTAG chain parsed as:`),
    more('notice2', ` ${chainText(numbers)}\n`),
  ],
  '7.1': ({ numbers }) => [
    remarked('notice2', parse, `${parse}(): JTAG chain parsed as:`),
    more('notice2', `${chainText(numbers)}\n`),
  ],
});

function chainText([unitsBefore, unitsAfter, bitsBefore, bitsAfter]: readonly number[]): string {
  return `${unitsBefore} units before, ${unitsAfter} units after, ${bitsBefore} bits before, ${bitsAfter} bits after`;
}

export const unsupportedPart = defineMessage<{ id: string; part: string }>('jtagmkii/unsupported-part', {
  '6.4': (p) => info(`${initialise}(): part ${p.part} has no PDI interface`),
  '7.1': (p) => since7(initialise, `part ${p.part} has no PDI interface`),
  '8.2': (p) => ({ level: 'error', text: `programmer ${p.id} does not support target ${p.part}\n\n` }),
});

export const bitClockIgnored = defineMessage<{ id: string }>('jtagmkii/bit-clock-ignored', {
  '8.2': (p) =>
    since7(
      initialise,
      `-c ${p.id} is not known to support adjustable bitclock speed; ignoring -B`,
      'warning',
    ),
});

export const pageEraseAsked = defineMessage<{ memory: string; address: number }>(
  'jtagmkii/page-erase-asked',
  {
    '6.4': (p) =>
      remarked(
        'notice2',
        'jtagmkII_page_erase',
        `jtagmkII_page_erase(.., ${p.memory}, 0x${p.address.toString(16)})`,
      ),
  },
);

/** Where PDI has the production signature row, as the programmer is told. */
export const productionRowPlace = defineMessage<{ address: number }>('jtagmkii/production-row-place', {
  '8.2': (p) =>
    remarked(
      'notice2',
      'jtagmkII_set_xmega_params',
      `prod_sig_offset addr 0x${p.address.toString(16).padStart(5, '0')}`,
    ),
});

export const revisionReceived = defineMessage<{ revision: number }>('jtagmkii/revision-received', {
  '8.2': (p) =>
    remarked(
      'debug',
      'jtagmkII_read_chip_rev',
      `jtagmkII_read_chip_rev(): received chip silicon revision: 0x${p.revision.toString(16).padStart(2, '0')}`,
    ),
});

export const siliconRevision = defineMessage<{ revision: number }>('jtagmkii/silicon-revision', {
  '8.2': ({ revision }) =>
    said('notice', `silicon revision: ${(revision >> 4).toString(16)}.${(revision & 0x0f).toString(16)}\n`),
});

export const sigrowAsked = defineMessage<{ value: boolean; address: number }>('jtagmkii/sigrow-asked', {
  '8.2': (p) =>
    remarked(
      'notice2',
      'jtagmkII_read_byte',
      `${p.value ? 'in' : 'is'}_sigrow addr 0x${p.address.toString(16).padStart(5, '0')}`,
    ),
});

/** The last look at the target, which only 8.2 takes, has failed: the look, and with it the end of programming. */
export const endingFailed = defineMessage<{ address: number }>('jtagmkii/ending-failed', {
  '8.2': ({ address }) => [
    {
      level: 'error',
      lead: 'program',
      text: `unable to read byte at address 0x${address.toString(16).padStart(4, '0')}\n`,
      where: 'avr_read_mem() avr.c',
    },
    {
      level: 'error',
      lead: 'program',
      text: 'could not end programming, aborting\n',
      where: 'main() main.c',
    },
  ],
});

/** Our own: what avrdude can do and we cannot. */
export const firmwareUnknown = defineMessage<{ major: number }>('jtagmkii/firmware-unknown', {
  '6.4': (p) => info(`this program does not know firmware ${p.major} of a programmer for UPDI`),
  '7.1': (p) => since7(initialise, `this program does not know firmware ${p.major} of a programmer for UPDI`),
});

export const noChipErase = defineMessage('jtagmkii/no-chip-erase', {
  '6.4': () => info('Chip erase not supported in debugWire mode'),
  '7.1': () => said('info', 'chip erase not supported in debugWire mode\n'),
});

export const notOverDebugWire = defineMessage<{ memory: string }>('jtagmkii/not-over-debug-wire', {
  '8.2': (p) => since7('jtagmkII_write_byte', `unsupported memory ${p.memory} in debugWIRE mode`),
});
