import { defineMessage } from '../../output/words.ts';

/** What avrdude says of the memories that it reads and writes over UPDI (`serialupdi.c` of the three releases). */

export const invalidMemory = defineMessage<{
  memory: string;
  pageSize: number;
  address: number;
  length: number;
}>('serialupdi/invalid-memory', {
  '6.4': (p) => ({ level: 'info', lead: 'program', text: `${notPaged(p, 'invalid memory type:')}\n` }),
  '7.1': (p) => ({
    level: 'error',
    lead: 'program',
    text: `${notPaged(p, 'invalid memory type:')}\n`,
    where: 'serialupdi_paged_write() serialupdi.c',
  }),
  '8.2': (p) => ({
    level: 'error',
    lead: 'program',
    text: `${notPaged(p, 'invalid memory:')}\n`,
    where: 'serialupdi_paged_write() serialupdi.c',
  }),
});

function notPaged(
  p: { memory: string; pageSize: number; address: number; length: number },
  complaint: string,
): string {
  const hex = (value: number, digits: number) =>
    `0x${value.toString(16).toUpperCase().padStart(digits, '0')}`;
  return `${complaint} <${p.memory}:${p.pageSize}>, ${hex(p.address, 6)}, ${p.length} (${hex(p.length, 4)})`;
}

/** 8.2 shows single bytes at `-v -v -v`. */
export const byteRead = defineMessage<{ memory: string; address: number }>('serialupdi/byte-read', {
  '8.2': (p) => ({
    level: 'debug',
    lead: 'program',
    text: `serialupdi_read_byte(${p.memory}, 0x${p.address.toString(16).padStart(4, '0')})\n`,
  }),
});
export const byteWritten = defineMessage<{ memory: string; address: number; value: number }>(
  'serialupdi/byte-written',
  {
    '8.2': (p) => ({
      level: 'debug',
      lead: 'program',
      text: `serialupdi_write_byte(${p.memory}, 0x${p.address.toString(16).padStart(4, '0')}, 0x${p.value.toString(16).padStart(2, '0')})\n`,
    }),
  },
);

export const fusesByBytes = defineMessage('serialupdi/fuses-by-bytes', {
  '6.4': () => ({
    level: 'debug',
    lead: 'program',
    text: 'page write operation requested for fuses, falling back to byte-level write\n',
  }),
});
