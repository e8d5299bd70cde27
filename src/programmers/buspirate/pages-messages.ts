import { addressText } from '../../model/address-text.ts';
import type { Memory } from '../../model/part.ts';
import { defineMessage, said } from '../../output/words.ts';
import { failure, raw, since7 } from './base-messages.ts';

/** What avrdude says while pages go over a Bus Pirate (`buspirate.c` of the three releases). */

export const pageRead = defineMessage<{ memory: string; pageSize: number; address: number; length: number }>(
  'buspirate/page-read',
  {
    '6.4': (p) =>
      raw('notice', `BusPirate: buspirate_paged_load(..,${p.memory},${p.pageSize},${p.address},${p.length})`),
    '7.1': (p) =>
      raw('notice', `buspirate_paged_load(..,${p.memory},${p.pageSize},${p.address},${p.length})`),
    '8.2': (p) => raw('debug', `buspirate_paged_load(..,${p.memory},${p.pageSize},${p.address},${p.length})`),
  },
);

/** Avrdude's call that has the target write a page, after its bytes. @param address of the last of them */
export const pageWritten = defineMessage<{
  programmer: string;
  part: string;
  memory: Memory;
  address: number;
}>('buspirate/page-written', {
  '8.2': ({ programmer, part, memory, address }) => {
    const place = addressText(address, memory.size);
    return said('debug', `avr_write_page(${programmer}, ${part}, ${memory.name}, ${place})\n`);
  },
});

/** Instructions that a page cannot do without, and what avrdude calls them. */
const instructions = { loadpage_lo: 'AVR_OP_LOADPAGE_LO', loadpage_hi: 'AVR_OP_LOADPAGE_HI' } as const;
export type NeededInstruction = keyof typeof instructions;

export const instructionMissing = defineMessage<{ instruction: NeededInstruction; part: string }>(
  'buspirate/instruction-missing',
  {
    '6.4': (p) => ({
      level: 'info',
      lead: 'raw',
      text: `avrdude failure: ${instructions[p.instruction]} command not defined for ${p.part}\n`,
    }),
    '7.1': (p) =>
      since7(
        'error',
        'buspirate_paged_write',
        `${instructions[p.instruction]} command not defined for ${p.part}`,
      ),
  },
);

export const readReturnedZero = defineMessage('buspirate/read-returned-zero', {
  '6.4': () => raw('info', 'BusPirate: Paged Read command returned zero.'),
  '7.1': () => since7('error', 'buspirate_paged_load', 'Paged Read command returned zero'),
  '8.2': () => since7('error', 'buspirate_paged_load', 'paged read command returned zero'),
});
export const writeThenReadFailed = failure(
  'buspirate/write-then-read-failed',
  'buspirate_paged_write',
  raw('info', 'BusPirate: Fatal error: Write Then Read did not succeed.'),
  'write then read did not succeed',
);
