import { defineMessage, more, raw, said } from '../../output/words.ts';

/** What avrdude says of TPI through a JTAGICE3 or its kin (`jtag3.c` of 7.1 and 8.2; 6.4 did not know it). */

const where = (func: string): string => `${func}() jtag3.c`;
const hex = (value: number): string => value.toString(16);
const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

export const starting = defineMessage('edbg/tpi-starting', {
  '6.4': () => said('notice2', 'jtag3_initialize_tpi() start\n', where('jtag3_initialize_tpi')),
});

export const nothingToEnable = defineMessage('edbg/tpi-nothing-to-enable', {
  '6.4': () =>
    said('notice2', 'jtag3_enable_tpi() is empty. No action necessary.\n', where('jtag3_enable_tpi')),
});

export const nothingToClose = defineMessage('edbg/tpi-nothing-to-close', {
  '6.4': () =>
    said('notice2', 'jtag3_close_tpi() is empty. No action necessary.\n', where('jtag3_close_tpi')),
});

export const noFlash = defineMessage<{ part: string }>('edbg/tpi-no-flash', {
  '6.4': (p) => said('info', `no flash memory for part ${p.part}\n`),
  '7.1': (p) => said('error', `no flash memory for part ${p.part}\n`, where('jtag3_chip_erase_tpi')),
});

export const byteAsked = defineMessage<{ memory: string; address: number }>('edbg/tpi-byte-asked', {
  '6.4': (p) => [
    raw('notice2', '\n'),
    said(
      'notice2',
      `jtag3_read_byte_tpi(.., ${p.memory}, 0x${hex(p.address)}, ...)\n`,
      where('jtag3_read_byte_tpi'),
    ),
  ],
});

const functions = { 'read-page': 'jtag3_paged_load_tpi', 'write-page': 'jtag3_paged_write_tpi' } as const;
export type PageOperation = keyof typeof functions;

export const pageAsked = defineMessage<{
  operation: PageOperation;
  memory: string;
  pageSize: number;
  address: number;
  length: number;
  offset: number;
}>('edbg/tpi-page-asked', {
  '6.4': (p) => [
    raw('notice2', '\n'),
    said(
      'notice2',
      `${functions[p.operation]}(.., ${p.memory}, ${p.pageSize}, 0x${hex4(p.address)}, ${p.length})\n`,
      where(functions[p.operation]),
    ),
    ...(p.offset === 0 ? [] : [more('notice2', `mapped to address: 0x${hex4(p.address + p.offset)}\n`)]),
  ],
});

export const shortReply = defineMessage('edbg/tpi-short-reply', {
  '6.4': () => said('info', 'wrong/short reply to read memory command\n'),
  '7.1': () => said('error', 'wrong/short reply to read memory command\n', where('jtag3_paged_load_tpi')),
});

export const readOnly = defineMessage<{ memory: string; part: string }>('edbg/tpi-read-only', {
  '8.2': (p) =>
    said(
      'error',
      `cannot write to read-only memory ${p.memory} of ${p.part}\n`,
      where('jtag3_write_byte_tpi'),
    ),
});
