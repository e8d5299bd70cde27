import type { Memory } from '../../model/part.ts';
import { defineMessage, said } from '../../output/words.ts';

/** What is done with the programmer that is none, as 8.2 tells it at `-v -v -v` (`dryrun.c`). */

/** What is done, and avrdude's function for it. */
const functions = {
  create: 'initpgm',
  'set-up': 'setup',
  enable: 'enable',
  initialize: 'initialize',
  'enable-programming': 'program_enable',
  'erase-chip': 'chip_erase',
  'erase-page': 'page_erase',
  'send-instruction': 'cmd',
  'read-signature': 'read_sig_bytes',
  'read-byte': 'read_byte',
  'write-byte': 'write_byte',
  'read-page': 'paged_load',
  'write-page': 'paged_write',
  disable: 'disable',
  close: 'close',
  'tear-down': 'teardown',
} as const;

/** Something that is done, and what with. */
export type Call =
  | {
      readonly operation:
        | 'create'
        | 'set-up'
        | 'enable'
        | 'initialize'
        | 'enable-programming'
        | 'erase-chip'
        | 'read-signature'
        | 'disable'
        | 'close'
        | 'tear-down';
    }
  | { readonly operation: 'send-instruction'; readonly instruction: Uint8Array }
  | { readonly operation: 'erase-page' | 'read-byte'; readonly memory: Memory; readonly address: number }
  | {
      readonly operation: 'write-byte';
      readonly memory: Memory;
      readonly address: number;
      readonly value: number;
    }
  | {
      readonly operation: 'read-page' | 'write-page';
      readonly memory: Memory;
      readonly address: number;
      readonly length: number;
    };

/** A call; one that gives something goes on in its line. */
export const called = defineMessage<Call>('dryrun/called', {
  '8.2': (call) => {
    const gives = call.operation === 'read-byte' || call.operation === 'read-signature';
    return said('debug', `dryrun_${functions[call.operation]}(${given(call)})${gives ? '' : '\n'}`);
  },
});

/** What a call has given. */
export const returned = defineMessage<{ bytes: Uint8Array }>('dryrun/returned', {
  '8.2': ({ bytes }) => ({ level: 'debug', text: ` returns 0x${[...bytes].map(byteText).join('')}\n` }),
});

/** A fuse is written while the chip is filled, which no run of its own has asked for. */
export const fuseWritten = defineMessage<{
  programmer: string;
  part: string;
  memory: Memory;
  address: number;
  value: number;
}>('dryrun/fuse-written', {
  '8.2': ({ programmer, part, memory, address, value }) =>
    said(
      'debug',
      `led_write_byte(${programmer}, ${part}, ${memory.name}, ${address}, 0x${byteText(value)})\n`,
    ),
});

/** A light goes on or off: ready, error, access, verification. */
export type Light = 'rdy' | 'err' | 'pgm' | 'vfy';

export const lit = defineMessage<{ light: Light; on: boolean }>('dryrun/lit', {
  '8.2': ({ light, on }) => said('debug', `dryrun_${light}_led(${on ? 1 : 0})\n`),
});

function given(call: Call): string {
  if (call.operation === 'send-instruction')
    return [...call.instruction].map((byte) => `0x${byteText(byte)}`).join(' ');
  if (!('memory' in call)) return '';
  const { name, pageSize } = call.memory;
  const address = `0x${call.address.toString(16).padStart(4, '0')}`;
  switch (call.operation) {
    case 'erase-page':
    case 'read-byte':
      return [name, address].join(', ');
    case 'write-byte':
      return [name, address, `0x${byteText(call.value)}`].join(', ');
    case 'read-page':
    case 'write-page':
      return [name, pageSize, address, call.length].join(', ');
  }
}

function byteText(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
