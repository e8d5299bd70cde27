import { addressText } from '../model/address-text.ts';
import { hex4 } from '../model/hex-text.ts';
import type { Memory } from '../model/part.ts';
import { defineMessage, more, raw, said } from '../output/words.ts';

/** What moving a memory has to say, in each release's words. */

const inReadMemory = 'avr_read_mem() avr.c';

export const pageSkipped = defineMessage<{ operation: 'read' | 'write'; page: number }>(
  'memory/page-skipped',
  {
    '6.4': ({ operation, page }) =>
      said('debug', `avr_${operation}(): skipping page ${page}: no interesting data\n`),
    '7.1': ({ operation, page }) =>
      said('debug', `avr_${operation}_mem(): skipping page ${page}: no interesting data\n`),
  },
);

export const byteUnreadable = defineMessage<{ memory: string; address: number; supported: boolean }>(
  'memory/byte-unreadable',
  {
    '6.4': ({ memory, address, supported }) =>
      raw(
        'info',
        `avr_read(): error reading address 0x${hex4(address)}\n` +
          `    read operation ${supported ? 'failed' : 'not supported'} for memory "${memory}"\n`,
      ),
    '7.1': ({ memory, address, supported }) => {
      return [
        said('error', `unable to read byte at address 0x${hex4(address)}\n`, inReadMemory),
        said(
          'error',
          `read operation ${supported ? 'failed' : 'not supported'} for memory ${memory}\n`,
          inReadMemory,
        ),
      ];
    },
    '8.2': ({ memory, address, supported }) => {
      return [
        said('error', `unable to read byte at address 0x${hex4(address)}\n`, inReadMemory),
        ...(supported ? [said('error', `read operation failed for memory ${memory}\n`, inReadMemory)] : []),
      ];
    },
  },
);

/** Bytes of a page that the file does not set come from the device. */
export const pagePadded = defineMessage<{ memory: string; first: number; last: number; readable: boolean }>(
  'memory/page-padded',
  {
    '7.1': (facts) => said('notice2', padding(facts)),
    '8.2': (facts) => said('debug', padding(facts)),
  },
);

function padding(facts: { memory: string; first: number; last: number; readable: boolean }): string {
  const range = `${facts.memory} [0x${hex4(facts.first)}, 0x${hex4(facts.last)}]`;
  return facts.readable ? `padding ${range}\n` : `cannot read ${range} to pad page\n`;
}

export const byteFailed = defineMessage('memory/byte-failed', {
  '6.4': () => raw('info', ' ***failed;  \n'),
  '7.1': () => raw('error', ' ***failed;\n'),
  '8.2': () => raw('error', ' *** failed\n'),
});

/** `page` counts the memory's pages, `last` is the address at which the page was to be written. */
export const pageFailed = defineMessage<{ page: number; pageSize: number; last: number }>(
  'memory/page-failed',
  {
    '6.4': ({ pageSize, last }) =>
      raw(
        'info',
        ` *** page ${last % pageSize} (addresses 0x${hex4(last - pageSize + 1)} - 0x${hex4(last)}) failed to write\n\n`,
      ),
    '7.1': ({ page, pageSize, last }) =>
      raw(
        'error',
        ` *** page ${page} (addresses 0x${hex4(last - pageSize + 1)} - 0x${hex4(last)}) failed to write\n\n`,
      ),
    '8.2': ({ page, pageSize, last }) =>
      raw('error', ` *** failed to write page ${page} [0x${hex4(last - pageSize + 1)}, 0x${hex4(last)}]\n`),
  },
);

export const memoryReadOnly = defineMessage<{
  memory: string;
  part: string;
  kind: 'read-only' | 'write-protected';
  /** A byte of a programmer that writes bytes itself is looked at before. */
  operation: 'update' | 'write';
}>('memory/memory-read-only', {
  '8.2': ({ memory, part, kind, operation }) =>
    said('error', `cannot write to ${kind} memory ${memory} of ${part}\n`, `avr_${operation}_byte() avr.c`),
});

/** Where in the signature row a byte lies, as 8.x works it out for whatever memory. */
export const placeWorkedOut = defineMessage<{ part: string; memory: Memory; address: number; place: number }>(
  'memory/place-worked-out',
  {
    '8.2': ({ part, memory, address, place }) =>
      said(
        'trace',
        `avr_sigrow_offset(${part}, ${memory.name}, ${addressText(address, memory.size)}) returns ${addressText(place, 0x10000)}\n`,
      ),
  },
);

/** Where flash ends when trailing 0xff do not count, as 8.x works it out. */
export const endFound = defineMessage<{ memory: Memory; length: number }>('memory/end-found', {
  '8.2': ({ memory, length }) =>
    said('trace', `avr_mem_hiaddr(${memory.name}) returns ${addressText(length, memory.size)}\n`),
});

export const imageLargerThanMemory = defineMessage<{ size: number; memorySize: number }>(
  'memory/image-larger-than-memory',
  {
    '6.4': ({ size, memorySize }) => [
      said('info', `WARNING: ${size} bytes requested, but memory region is only ${memorySize}bytes\n`),
      more('info', `Only ${memorySize} bytes will actually be written\n`),
    ],
    '7.1': ({ size, memorySize }) => [
      said(
        'warning',
        `${size} bytes requested, but memory region is only ${memorySize} bytes\n`,
        'avr_write_mem() avr.c',
      ),
      more('warning', `Only ${memorySize} bytes will actually be written\n`),
    ],
    '8.2': ({ size, memorySize }) => [
      said(
        'warning',
        `${size} bytes requested, but memory region is only ${memorySize} bytes;\n`,
        'avr_write_mem() avr.c',
      ),
      more('warning', `only ${memorySize} bytes will actually be written\n`),
    ],
  },
);

/** What has to be written at once is no power of two, which 7.x and 8.x take for a fault of the configuration. */
export const pagesImplausible = defineMessage<{ size: number }>('memory/pages-implausible', {
  '7.1': ({ size }) => said('error', `effective page size ${size} implausible\n`, 'avr_write_mem() avr.c'),
});

/** The part is programmed over TPI, the programmer sends ISP instructions alone. `verb`: of avrdude's function. */
export const noTpi = defineMessage<{ type: string; verb: 'read' | 'write' }>('memory/no-tpi', {
  '6.4': ({ type }) => said('info', `Error: ${type} programmer does not support TPI\n`),
  '7.1': ({ type, verb }) =>
    said('error', `${type} programmer does not support TPI\n`, `avr_${verb}_byte_default() avr.c`),
});

/** A page of which the bytes have been sent cannot be written: that takes an instruction. */
export const pageWithoutInstructions = defineMessage<{ type: string }>('memory/page-without-instructions', {
  '6.4': ({ type }) => [
    said('info', `Error: ${type} programmer uses avr_write_page() but does not\n`),
    raw('info', 'provide a cmd() method.\n'),
  ],
  '7.1': ({ type }) => [
    said('error', `${type} programmer uses avr_write_page() but does not\n`, 'avr_write_page() avr.c'),
    more('error', 'provide a cmd() method\n'),
  ],
  '8.2': ({ type }) =>
    said(
      'error',
      `${type} programmer uses avr_write_page() without providing a cmd() method\n`,
      'avr_write_page() avr.c',
    ),
});
