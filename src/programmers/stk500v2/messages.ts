import { fixed, general } from '../../model/printed-number.ts';
import { defineMessage } from '../../output/words.ts';
import { old, plain, since7 } from '../../protocols/stk500v2/messages.ts';

/** What avrdude says of an STK500 with firmware 2.x beyond the protocol (`stk500v2.c` of the three releases). */

/** What was being done, and avrdude's function for it. */
const functions = {
  'read-byte': 'stk500isp_read_byte',
  'write-byte': 'stk500isp_write_byte',
  'read-page': 'stk500v2_paged_load',
  'write-page': 'stk500v2_paged_write',
  'high-voltage-read-byte': 'stk500hv_read_byte',
  'high-voltage-write-byte': 'stk500hv_write_byte',
  'high-voltage-read-page': 'stk500hv_paged_load',
  'high-voltage-write-page': 'stk500hv_paged_write',
} as const;
export type Operation = keyof typeof functions;

/** Something that a part's definition lacks. `oldText` and `text` say what; the part's description ends the line. */
function lacking(name: string, func: string, oldText: string, text: string) {
  return defineMessage<{ part: string }>(name, {
    '6.4': (p) => old(`${oldText} not defined for part "${p.part}"`),
    '7.1': (p) => since7(func, `${text} not defined for part ${p.part}`),
  });
}

export const noChipErase = lacking(
  'stk500v2/no-chip-erase',
  'stk500v2_chip_erase',
  'stk500v2_chip_erase: chip erase instruction',
  'chip erase instruction',
);
export const noProgramEnable = lacking(
  'stk500v2/no-program-enable',
  'stk500v2_program_enable',
  'stk500v2_program_enable(): program enable instruction',
  'program enable instruction',
);
export const noLoadPage = lacking(
  'stk500v2/no-load-page',
  'stk500v2_paged_write',
  'stk500v2_paged_write: loadpage instruction',
  'loadpage instruction',
);
export const noWritePage = lacking(
  'stk500v2/no-write-page',
  'stk500v2_paged_write',
  'stk500v2_paged_write: write page instruction',
  'write page instruction',
);
export const noWrite = lacking(
  'stk500v2/no-write',
  'stk500v2_paged_write',
  'stk500v2_paged_write: write instruction',
  'write instruction',
);

export const noRead = defineMessage<{ part: string; memory: string; operation: Operation }>(
  'stk500v2/no-read',
  {
    '6.4': (p) => old(`${functions[p.operation]}: read instruction not defined for part "${p.part}"`),
    '7.1': (p) => since7(functions[p.operation], `read instruction not defined for part ${p.part}`),
    '8.2': (p) =>
      since7(functions[p.operation], `read instruction not defined for memory ${p.memory} of part ${p.part}`),
  },
);

export const noControlStack = defineMessage<{ part: string; mode: string }>('stk500v2/no-control-stack', {
  '6.4': (p) =>
    old(`stk500hv_initialize(): ${p.mode} programming control stack not defined for part "${p.part}"`),
  '7.1': (p) =>
    since7('stk500hv_initialize', `${p.mode} programming control stack not defined for part ${p.part}`),
});

export const controlStackRefused = plain(
  'stk500v2/control-stack-refused',
  'stk500hv_initialize',
  'stk500hv_initalize(): failed to set control stack',
  'unable to set control stack',
);

export const leaveFailed = plain(
  'stk500v2/leave-failed',
  'stk500v2_disable',
  'stk500v2_disable(): failed to leave programming mode',
  'unable to leave programming mode',
);
export const leaveHvFailed = plain(
  'stk500v2/leave-hv-failed',
  'stk500hv_disable',
  'stk500hv_disable(): failed to leave programming mode',
  'unable to leave programming mode',
);

export const writeFailed = defineMessage<{ operation: Operation }>('stk500v2/write-failed', {
  '6.4': (p) => old(`${functions[p.operation]}: write command failed`),
  '7.1': (p) => since7(functions[p.operation], 'write command failed'),
});
export const readFailed = defineMessage<{ operation: Operation }>('stk500v2/read-failed', {
  '6.4': (p) => old(`${functions[p.operation]}: read command failed`),
  '7.1': (p) => since7(functions[p.operation], 'read command failed'),
});

export const byteFailed = defineMessage<{ operation: Operation }>('stk500v2/byte-failed', {
  '6.4': (p) => old(`${functions[p.operation]}(): timeout/error communicating with programmer`),
  '7.1': (p) => since7(functions[p.operation], 'timeout/error communicating with programmer'),
});

export const byteAsked = defineMessage<{ operation: Operation; memory: string; address: number }>(
  'stk500v2/byte-asked',
  {
    '6.4': (p) => ({
      level: 'notice2',
      lead: 'program',
      text: `${functions[p.operation]}(.., ${p.memory}, 0x${p.address.toString(16)}, ...)\n`,
      where: `${functions[p.operation]}() stk500v2.c`,
    }),
  },
);

export const byteCommandSent = defineMessage<{ operation: Operation; verb: 'read' | 'write' }>(
  'stk500v2/byte-command-sent',
  {
    '6.4': (p) => ({
      level: 'notice2',
      lead: 'program',
      text: `${functions[p.operation]}(): Sending ${p.verb} memory command: `,
      where: `${functions[p.operation]}() stk500v2.c`,
    }),
    '7.1': (p) => ({
      level: 'notice2',
      lead: 'program',
      text: `${functions[p.operation]}(): sending ${p.verb} memory command: `,
      where: `${functions[p.operation]}() stk500v2.c`,
    }),
  },
);

export const unsupportedMemory = defineMessage<{ memory: string }>('stk500v2/unsupported-memory', {
  '6.4': (p) => old(`stk500hv_write_byte(): unsupported memory type: ${p.memory}`),
  '7.1': (p) => since7('stk500hv_write_byte', `unsupported memory type: ${p.memory}`),
  '8.2': (p) => since7('stk500hv_write_byte', `unsupported memory ${p.memory}`),
});

/** To read one, earlier releases send whatever was left in their buffer. */
export const unsupportedIspMemory = defineMessage<{ operation: Operation; memory: string }>(
  'stk500v2/unsupported-isp-memory',
  {
    '6.4': (p) =>
      p.operation === 'write-byte'
        ? old(`${functions[p.operation]}(): unsupported memory type: ${p.memory}`)
        : undefined,
    '7.1': (p) =>
      p.operation === 'write-byte'
        ? since7(functions[p.operation], `unsupported memory type: ${p.memory}`)
        : undefined,
    '8.2': (p) => since7(functions[p.operation], `unsupported memory ${p.memory}`),
  },
);

export const badPageSize = defineMessage<{ size: number }>('stk500v2/bad-page-size', {
  '6.4': (p) => old(`stk500v2_mode_for_pagesize(): invalid pagesize: ${p.size}`),
  '7.1': (p) => since7('stk500v2_mode_for_pagesize', `invalid pagesize: ${p.size}`),
});

export const bitClockUnexpected = defineMessage('stk500v2/bit-clock-unexpected', {
  '8.2': () =>
    since7(
      'stk500v2_open',
      'setting bitclock despite HAS_BITCLOCK_ADJ missing in pgm->extra_features',
      'warning',
    ),
});

/** Our own: avrdude programs such parts by the XPROG commands, which we do not have. */
export const noXprog = defineMessage<{ part: string; interface: string }>('stk500v2/no-xprog', {
  '6.4': (p) =>
    old(`${p.part} is programmed over ${p.interface}, which is not there yet with this programmer`),
  '7.1': (p) =>
    since7(
      'stk500v2_initialize',
      `${p.part} is programmed over ${p.interface}, which is not there yet with this programmer`,
    ),
});

/** No clock of the AVRISP mkII is so slow. */
export const sckPeriodInvalid = defineMessage<{ seconds: number }>('stk500v2/sck-period-invalid', {
  '6.4': (p) => old(`stk500v2_set_sck_period_mk2(): invalid SCK period: ${general(p.seconds)}`),
  '7.1': (p) => since7('stk500v2_set_sck_period_mk2', `invalid SCK period: ${general(p.seconds)}`),
});

export const sckPeriodUsed = defineMessage<{ microseconds: number; duration: number }>(
  'stk500v2/sck-period-used',
  {
    '6.4': (p) => ({
      level: 'notice2',
      text: `Using p = ${fixed(p.microseconds, 2)} us for SCK (param = ${p.duration})\n`,
    }),
    '8.2': (p) => ({
      level: 'notice2',
      text: `Using p = ${fixed(p.microseconds, 2)} us for SCK (i = ${p.duration})\n`,
    }),
  },
);

/** The target's lines, after it would not be programmed; undefined where the programmer does not tell. */
export const connectionStatus = defineMessage<{ status: number | undefined }>('stk500v2/connection-status', {
  '6.4': (p) =>
    old(
      p.status === undefined
        ? 'stk500v2_program_enable(): cannot get connection status'
        : `stk500v2_program_enable(): bad AVRISPmkII connection status: ${connectionText(p.status, 'MOSI')}`,
    ),
  '7.1': (p) =>
    since7(
      'stk500v2_program_enable',
      p.status === undefined
        ? 'cannot get connection status'
        : `bad AVRISPmkII connection status: ${connectionText(p.status, 'SDO')}`,
    ),
});

/** Bits of STATUS_TGT_CONN (AVR069). */
function connectionText(status: number, dataOut: 'MOSI' | 'SDO'): string {
  const names = [
    [0x01, `${dataOut} fail`],
    [0x02, 'RST fail'],
    [0x04, 'SCK fail'],
    [0x10, 'Target not detected'],
    [0x20, 'Target reverse inserted'],
  ] as const;
  const set = names.filter(([bit]) => (status & bit) !== 0).map(([, name]) => name);
  return set.join(', ') || `Unknown status 0x${status.toString(16).padStart(2, '0')}`;
}

export const calibrationFailed = plain(
  'stk500v2/calibration-failed',
  'stk500v2_perform_osccal',
  'stk500v2_perform_osccal(): failed',
  'unable to perform oscillator calibaration',
);
