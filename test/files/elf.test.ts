import { expect, test } from 'vitest';
import { codecs } from '../../src/files/codecs.ts';
import type { DecodeContext } from '../../src/files/decoding.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import { buildElf } from './elf-builder.ts';
import { behaviourOf, memory, part, said } from './fixtures.ts';

const flash = memory('flash', 0x100, { pageSize: 64 });
const eeprom = memory('eeprom', 0x40);
const fuses = ['lfuse', 'hfuse', 'efuse', 'lock', 'calibration'].map((name) => memory(name, 1));
const signature = memory('signature', 3);
const memories = [flash, eeprom, ...fuses, signature];

function decode(
  bytes: Uint8Array,
  name: string,
  release: ReleaseId = '7.1',
  more: Partial<DecodeContext> = {},
) {
  const target = memories.find((one) => one.name === name) ?? flash;
  const decoding = codecs.e?.decode?.(bytes, {
    file: 'f.elf',
    part: part(memories),
    memory: target,
    behaviour: behaviourOf(release).files,
    limit: target.size,
    offset: 0,
    tolerant: false,
    force: false,
    detail: false,
    ...more,
  });
  const contents =
    decoding?.kind === 'contents'
      ? decoding.chunks
          .map(({ address, data }) => `${address.toString(16)}:${Buffer.from(data).toString('hex')}`)
          .join(' ')
      : 'unusable';
  return [
    contents,
    ...said(decoding?.events ?? [], release).filter((text) => !/^(notice2|debug)/.test(text)),
  ];
}

const bytes = (...values: number[]) => Uint8Array.from(values);
const program = buildElf([
  { name: '.text', address: 0, data: bytes(1, 2, 3) },
  { name: '.data', address: 3, data: bytes(4, 5) },
  { name: '.eeprom', address: 0x810000, data: bytes(6, 7) },
  { name: '.fuse', address: 0x820000, data: bytes(0x62, 0xd9, 0xfd) },
  { name: '.lock', address: 0x830000, data: bytes(0xfc) },
  { name: '.signature', address: 0x840000, data: bytes(0x0f, 0x95, 0x1e) },
]);

test.each([
  ['flash', '0:010203 3:0405'],
  ['eeprom', '0:0607'],
  ['lfuse', '0:62'],
  ['hfuse', '0:d9'],
  ['efuse', '0:fd'],
  ['lock', '0:fc'],
  ['signature', '0:0f951e'],
])('%s of a program', (name, contents) => {
  expect(decode(program, name)).toEqual([contents]);
});

test('7.1 and 6.4 tell what they find at -v -v', () => {
  const one = buildElf([{ name: '.text', address: 0x10, data: bytes(1, 2) }]);
  const context = {
    file: 'f',
    part: part(memories),
    memory: flash,
    limit: 0x100,
    offset: 0,
    tolerant: false,
    force: false,
    detail: false,
  };
  const events = codecs.e?.decode?.(one, { ...context, behaviour: behaviourOf('7.1').files })?.events ?? [];
  expect(said(events, '7.1')).toEqual([
    'notice2: considering PT_LOAD program header entry #0\n',
    'notice2+: p_vaddr 0x10, p_paddr 0x10, p_filesz 2\n',
    'notice2: found section .text, LMA 0x10, sh_size 2\n',
    'debug+: writing 2 bytes to mem offset 0x10\n',
  ]);
  expect(said(events, '6.4')).toEqual([
    'notice2: Considering PT_LOAD program header entry #0:\n    p_vaddr 0x10, p_paddr 0x10, p_filesz 2\n',
    'notice2: Found section ".text", LMA 0x10, sh_size 2\n',
    'debug:     Writing 2 bytes to mem offset 0x10\n',
  ]);
});

test.each<[string, Uint8Array, string, string]>([
  [
    'no ELF file',
    bytes(1, 2, 3),
    'ERROR: Cannot use "f.elf" as an ELF input file\n',
    'cannot use f.elf as an ELF input file\n',
  ],
  [
    'a 64-bit file',
    buildElf([], { bits: 2 }),
    'ERROR: ELF file "f.elf" is not a 32-bit, big-endian file that was expected\n',
    'ELF file f.elf is not a 32-bit, big-endian file that was expected\n',
  ],
  [
    'the other byte order',
    buildElf([], { order: 2 }),
    'ERROR: ELF file "f.elf" is not a 32-bit, big-endian file that was expected\n',
    'ELF file f.elf is not a 32-bit, big-endian file that was expected\n',
  ],
  [
    'an object file',
    buildElf([], { type: 1 }),
    'ERROR: ELF file "f.elf" is not an executable file\n',
    'ELF file f.elf is not an executable file\n',
  ],
  [
    'another machine',
    buildElf([], { machine: 40 }),
    'ERROR: ELF file "f.elf" is not for machine AVR\n',
    'ELF file f.elf is not for machine AVR\n',
  ],
  [
    'a header cut off',
    program.slice(0, 40),
    'ERROR: Cannot use "f.elf" as an ELF input file\n',
    'cannot use f.elf as an ELF input file\n',
  ],
  [
    'segments cut off',
    program.slice(0, 60),
    'ERROR: Error reading program header table of "f.elf": invalid data\n',
    'unable to read program header table of f.elf: invalid data\n',
  ],
  [
    'no segments',
    program.map((byte, i) => (i === 44 ? 0 : byte)),
    'ERROR: Error reading program header table of "f.elf": file has no program header\n',
    'unable to read program header table of f.elf: file has no program header\n',
  ],
  [
    'another machine, and segments cut off',
    buildElf([], { machine: 40 }).slice(0, 60),
    'ERROR: ELF file "f.elf" is not for machine AVR\n',
    'ELF file f.elf is not for machine AVR\n',
  ],
  [
    'neither byte order',
    program.map((byte, i) => (i === 5 ? 3 : byte)),
    'ERROR: Cannot use "f.elf" as an ELF input file\n',
    'cannot use f.elf as an ELF input file\n',
  ],
  [
    'sections cut off',
    program.slice(0, -1),
    'ERROR: Error reading section #0 header: truncated file\n',
    'unable to read section #0 header: truncated file\n',
  ],
  [
    'a section that is too large',
    buildElf([{ name: '.text', address: 0, data: new Uint8Array(0x101) }]),
    'ERROR: section ".text" does not fit into "flash" memory:\n    0x0 + 257 > 256\n',
    'section .text of size 257 does not fit into flash of size 256\n',
  ],
  [
    'a section that reaches too far',
    buildElf([{ name: '.text', address: 0xff, data: bytes(1, 2) }]),
    'ERROR: section ".text" does not fit into "flash" memory:\n    0xff + 2 > 256\n',
    'section .text [0x00ff, 0x0100] does not fit into flash [0, 0x00ff]\n',
  ],
])('%s', (_name, file, old, later) => {
  expect(decode(file, 'flash', '6.4')).toEqual(['unusable', `info: ${old}`]);
  expect(decode(file, 'flash', '7.1')).toEqual(['unusable', `error: ${later}`]);
});

test('memories that ELF files do not hold, and files that do not hold the memory', () => {
  expect(decode(program, 'calibration', '6.4')).toEqual([
    'unusable',
    'info: ERROR: Cannot handle "calibration" memory region from ELF file\n',
  ]);
  const text = buildElf([{ name: '.text', address: 0, data: bytes(1) }]);
  expect(decode(text, 'eeprom')).toEqual(['', 'hint: f.elf holds nothing for eeprom.']);
});

test('section contents beyond the end of the file', () => {
  const file = buildElf([{ name: '.text', address: 0, data: bytes(1, 2, 3, 4) }]);
  const view = new DataView(file.buffer);
  const table = view.getUint32(32, true);
  view.setUint32(52 + 16, 0x7fffffff, true);
  view.setUint32(table + 40 + 16, file.length, true);
  expect(decode(file, 'flash')).toEqual([
    'unusable',
    'error: unable to read section #1 header: truncated file\n',
  ]);
});

test('65535 sections in 65534 segments do not take for ever', () => {
  const file = new Uint8Array(52 + 32 * 65534 + 40 * 65535);
  const view = new DataView(file.buffer);
  file.set(program.subarray(0, 52));
  view.setUint32(28, 52, true);
  view.setUint32(32, 52 + 32 * 65534, true);
  view.setUint16(44, 65534, true);
  view.setUint16(48, 65535, true);
  for (let at = 52; at < 52 + 32 * 65534; at += 32) {
    view.setUint32(at, 1, true);
    view.setUint32(at + 16, 0xffffffff, true);
  }
  expect(decode(file, 'flash')).toEqual([
    'unusable',
    'error: unable to read program header table of f.elf: too many\n',
  ]);
});
