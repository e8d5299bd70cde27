import { defineMessage, more, raw, said, type Words } from '../../output/words.ts';

/** What avrdude says of memories behind a JTAGICE3 or its kin (`jtag3.c`). */

/** What is done, and avrdude's function that does it. */
const functions = {
  'read-byte': 'jtag3_read_byte',
  'write-byte': 'jtag3_write_byte',
  'read-page': 'jtag3_paged_load',
  'write-page': 'jtag3_paged_write',
} as const;
export type ByteOperation = 'read-byte' | 'write-byte';
export type PageOperation = 'read-page' | 'write-page';

const where = (func: string): string => `${func}() jtag3.c`;
const whereOf = (operation: keyof typeof functions): string => where(functions[operation]);
const hex = (value: number): string => value.toString(16);

interface ByteAsked {
  readonly operation: ByteOperation;
  readonly memory: string;
  readonly address: number;
  /** Where it is for the tool. */
  readonly mapped: number;
}

function byteText(p: ByteAsked): Words {
  return said(
    'notice2',
    `${functions[p.operation]}(.., ${p.memory}, 0x${hex(p.address)}, ...)\n`,
    whereOf(p.operation),
  );
}

export const byteAsked = defineMessage<ByteAsked>('edbg/byte-asked', {
  '6.4': (p) => [
    byteText(p),
    ...(p.mapped === p.address ? [] : [raw('notice2', `          mapped to address: 0x${hex(p.mapped)}\n`)]),
  ],
  '8.2': (p) => [byteText(p), ...(p.mapped === p.address ? [] : [mapped82(p)])],
});

function mapped82(p: ByteAsked): Words {
  return p.operation === 'read-byte'
    ? more('debug', `addr 0x${hex(p.address)} mapped to address 0x${hex(p.mapped)}\n`)
    : more('notice2', `mapped to address: 0x${hex(p.mapped)}\n`);
}

interface PageAsked {
  readonly operation: PageOperation;
  readonly memory: string;
  readonly pageSize: number;
  readonly address: number;
  readonly length: number;
  readonly mapped: number;
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

export const pageAsked = defineMessage<PageAsked>('edbg/page-asked', {
  '6.4': (p) => [
    pageText(p, hex(p.address)),
    ...(p.mapped === p.address ? [] : [raw('notice2', `          mapped to address: 0x${hex(p.mapped)}\n`)]),
  ],
  '7.1': (p) => [
    pageText(p, hex4(p.address)),
    ...(p.mapped === p.address ? [] : [raw('notice2', `          mapped to address: 0x${hex4(p.mapped)}\n`)]),
  ],
  '8.2': (p) => [
    pageText(p, hex4(p.address)),
    ...(p.mapped === p.address ? [] : [more('notice2', `mapped to address: 0x${hex4(p.mapped)}\n`)]),
  ],
});

function pageText(p: PageAsked, address: string): Words {
  return said(
    'notice2',
    `${functions[p.operation]}(.., ${p.memory}, ${p.pageSize}, 0x${address}, ${p.length})\n`,
    whereOf(p.operation),
  );
}

export const blockAsked = defineMessage<{ operation: PageOperation; address: number; length: number }>(
  'edbg/block-asked',
  {
    '6.4': (p) =>
      said(
        'debug',
        `${functions[p.operation]}(): block_size at addr ${p.address} is ${p.length}\n`,
        whereOf(p.operation),
      ),
  },
);

export const shortReply = defineMessage<{ operation: ByteOperation | PageOperation }>('edbg/short-reply', {
  '6.4': () => said('info', 'wrong/short reply to read memory command\n'),
  '7.1': (p) => said('error', 'wrong/short reply to read memory command\n', whereOf(p.operation)),
});

export const unknownMemory = defineMessage<{ memory: string }>('edbg/unknown-memory', {
  '8.2': (p) => said('error', `unknown memory ${p.memory}\n`, where('jtag3_read_byte')),
});

export const beyondDebugger = defineMessage<{ memory: string }>('edbg/beyond-debugger', {
  '8.2': (p) =>
    said(
      'error',
      `debugWire interface does not support writing to memory ${p.memory}\n`,
      where('jtag3_write_byte'),
    ),
});

export const readOnly = defineMessage<{ memory: string; part: string }>('edbg/read-only', {
  '8.2': (p) =>
    said('error', `cannot write to read-only memory ${p.memory} of ${p.part}\n`, where('jtag3_write_byte')),
});

export const pageErase = defineMessage<{ memory: string; address: number }>('edbg/page-erase', {
  '6.4': (p) =>
    said('notice2', `jtag3_page_erase(.., ${p.memory}, 0x${hex(p.address)})\n`, where('jtag3_page_erase')),
});
