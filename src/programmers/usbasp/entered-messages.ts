import { general } from '../../model/printed-number.ts';
import { defineMessage } from '../../output/words.ts';

/** Where avrdude's driver of a USBasp is, at `-v -v -v` (usbasp.c of the releases). */

/** What is done, and avrdude's function for it. */
const functions = {
  open: 'usbasp_open',
  initialize: 'usbasp_initialize',
  close: 'usbasp_close',
  'enable-programming': 'usbasp_program_enable',
  'erase-chip': 'usbasp_chip_erase',
  'set-clock': 'usbasp_spi_set_sck_period',
  'read-page': 'usbasp_program_paged_load',
  'write-page': 'usbasp_program_paged_write',
  'tpi-enable-programming': 'usbasp_tpi_program_enable',
  'tpi-erase': 'usbasp_tpi_chip_erase',
  'tpi-read-byte': 'usbasp_tpi_read_byte',
  'tpi-write-byte': 'usbasp_tpi_write_byte',
  'tpi-read-page': 'usbasp_tpi_paged_load',
  'tpi-write-page': 'usbasp_tpi_paged_write',
} as const;

/** A place in a memory. */
interface Place {
  readonly memory: string;
  readonly address: number;
}

/** Something that is begun, with what it is done to. */
export type Entered =
  | { readonly operation: 'initialize' | 'close' | 'enable-programming' | 'erase-chip' }
  | { readonly operation: 'tpi-enable-programming' }
  | { readonly operation: 'open'; readonly port: string }
  /** Seconds. */
  | { readonly operation: 'set-clock'; readonly period: number }
  | { readonly operation: 'tpi-erase'; readonly what: 'chip' | 'section' }
  | (Place & { readonly operation: 'tpi-read-byte' })
  | (Place & { readonly operation: 'tpi-write-byte'; readonly value: number })
  | (Place & {
      readonly operation: 'read-page' | 'write-page' | 'tpi-read-page' | 'tpi-write-page';
      readonly length: number;
    });

export const entered = defineMessage<Entered>('usbasp/entered', {
  '6.4': (facts) => ({
    level: 'debug',
    lead: 'program',
    text: `${functions[facts.operation]}(${enteredWith(facts)})${facts.operation === 'tpi-erase' ? ` - ${facts.what} erase` : ''}\n`,
  }),
});

function enteredWith(facts: Entered): string {
  if (facts.operation === 'open') return `"${facts.port}"`;
  if (facts.operation === 'set-clock') return general(facts.period);
  if (!('memory' in facts)) return '';
  const place = `"${facts.memory}", 0x${facts.address.toString(16)}`;
  if ('value' in facts) return `${place}, 0x${facts.value.toString(16).padStart(2, '0')}`;
  return 'length' in facts ? `${place}, ${facts.length}` : place;
}
