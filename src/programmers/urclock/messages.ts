import { hex2 } from '../../model/hex-text.ts';
import { defineMessage } from '../../output/words.ts';
import { spoken } from './base-messages.ts';

/** What avrdude says of urboot boot loaders (`urclock.c`; it came with 7.1). */

export const notInSync = spoken<{ attempt: number; of: number }>(
  'urclock/not-in-sync',
  'warning',
  'urclock_getsync',
  (p) => `attempt ${p.attempt} of ${p.of}: not in sync`,
);

/** `advice`: nothing at all has been heard. */
export const noAnswer = spoken<{ advice: boolean }>(
  'urclock/no-answer',
  'warning',
  'urclock_recv',
  (p) => `programmer is not responding${p.advice ? '; try -xstrict and/or vary -xdelay=100' : ''}`,
  (p) => `programmer is not responding${p.advice ? '; try -x strict and/or vary -x delay=100' : ''}`,
);

/** What a loader is asked for, and avrdude's function that asks. */
const functions = {
  'enable-programming': 'urclock_program_enable',
  disable: 'urclock_disable',
  'keep-alive': 'urclock_term_keep_alive',
  'erase-chip': 'urclock_chip_erase',
  'read-page': 'urclock_paged_load',
  'read-piece': 'ur_readEF',
  'write-page': 'urclock_paged_write',
} as const;
export type Operation = keyof typeof functions;

interface Refusal {
  readonly what: 'OK' | 'sync';
  readonly expected: number;
  readonly got: number;
  readonly operation: Operation;
}

export const refused = spoken<Refusal>(
  'urclock/refused',
  'error',
  'urclock_res_check',
  (p) =>
    `protocol expects ${p.what} byte 0x${hex2(p.expected)} but got 0x${hex2(p.got)} in ${functions[p.operation]}()`,
);

export const speaksStk500 = spoken(
  'urclock/speaks-stk500',
  'error',
  'urclock_getsync',
  () => 'the boot loader speaks STK500 version 1: use -c arduino',
);

export const chipUnknown = spoken<{ mcuid: number }>(
  'urclock/chip-unknown',
  'warning',
  'set_uP',
  (p) => `uP_table does not know mcuid ${p.mcuid}`,
);

export const wrongPart = spoken<{ connected: string; part: string }>(
  'urclock/wrong-part',
  'error',
  'urclock_read_sig_bytes',
  (p) =>
    `connected part ${p.connected} differs in signature from -p ${p.part} (override with -F or use -p ${p.connected})`,
);

export const interactive = spoken(
  'urclock/interactive',
  'notice2',
  'urclock_initpgm',
  () => 'libreadline is used; avrdude -t -c urclock should work interactively',
);

export const protocol = defineMessage<{ part: string }>('urclock/protocol', {
  '6.4': (p) => ({ level: 'info', lead: 'indent', text: `Urboot protocol for ${p.part}\n` }),
  '8.2': () => ({ level: 'info', lead: 'indent', text: 'Protocol              : Urprotocol\n' }),
});

export const erasing = spoken(
  'urclock/erasing',
  'notice2',
  'urclock_chip_erase',
  () => 'chip erase via urprotocol',
);

/** In what two parts of one signature differ: flash and its pages in bytes. */
export interface PartDifference {
  readonly what: 'flash size' | 'flash page size' | 'number of interrupts';
  readonly there: number;
  readonly here: number;
}

export const unlikePart = spoken<{ connected: string; part: string } & PartDifference>(
  'urclock/unlike-part',
  'error',
  'ur_initstruct',
  ({ connected, part, what, there, here }) => {
    const hex = (value: number) => `0x${value.toString(16).padStart(4, '0')}`;
    const [theirs, ours] = what === 'flash size' ? [hex(there), hex(here)] : [`${there}`, `${here}`];
    const told = what === 'number of interrupts' ? `number ${theirs} of interrupts` : `${what} ${theirs}`;
    return `connected ${connected}'s ${told} differs from -p ${part}'s (${ours}); use correct -p ... or override with -F`;
  },
);
