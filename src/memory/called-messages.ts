import { addressText } from '../model/address-text.ts';
import type { Memory } from '../model/part.ts';
import { defineMessage, said } from '../output/words.ts';

/** What is done with a device, as 8.x names it at `-v -v -v` (`avr.c`). */

/** What is done, and avrdude's function for it. */
const functions = {
  'erase-chip': 'avr_chip_erase',
  'read-signature': 'avr_signature',
  'read-memory': 'avr_read_mem',
  'write-memory': 'avr_write_mem',
  verify: 'avr_verify_mem',
  'read-byte': 'avr_read_byte_default',
  'write-byte': 'avr_write_byte_default',
  'write-one-byte': 'avr_write_byte',
  'update-byte': 'avr_update_byte',
  'write-page': 'avr_write_page',
} as const;

/** Something that is done, and what with. */
export type Deed =
  | { readonly operation: 'erase-chip' | 'read-signature' }
  /** `chosen`: only what is to be compared. */
  | { readonly operation: 'read-memory'; readonly memory: Memory; readonly chosen: boolean }
  | {
      readonly operation: 'write-memory';
      readonly memory: Memory;
      readonly size: number;
      readonly erases: boolean;
    }
  | { readonly operation: 'verify'; readonly memory: Memory; readonly size: number }
  | { readonly operation: 'read-byte' | 'write-page'; readonly memory: Memory; readonly address: number }
  | {
      readonly operation: 'write-byte' | 'write-one-byte' | 'update-byte';
      readonly memory: Memory;
      readonly address: number;
      readonly value: number;
    };

/** The programmer by its id, and the part. */
export type Called = Deed & {
  readonly programmer: string;
  readonly part: { readonly id: string; readonly desc: string };
};

export const called = defineMessage<Called>('memory/called', {
  '8.2': (facts) => {
    const { operation, programmer, part } = facts;
    return said('debug', `${functions[operation]}(${[programmer, part.id, ...rest(facts)].join(', ')})\n`);
  },
});

function rest(facts: Called): readonly string[] {
  if (!('memory' in facts)) return [];
  const { name, size } = facts.memory;
  switch (facts.operation) {
    case 'read-memory':
      return [name, facts.chosen ? facts.part.desc : 'NULL'];
    case 'write-memory':
      return [name, addressText(facts.size, size), `auto_erase = ${facts.erases ? 1 : 0}`];
    case 'verify':
      return [facts.part.id, name, addressText(facts.size, size)];
    case 'read-byte':
    case 'write-page':
      return [name, addressText(facts.address, size)];
    default:
      return [name, addressText(facts.address, size), `0x${facts.value.toString(16).padStart(2, '0')}`];
  }
}
