import { describe, expect, test } from 'vitest';
import * as ur from '../../../src/protocols/urboot/commands.ts';
import {
  encodeJump,
  encodeResetJump,
  isVectorTable,
  jumpTarget,
} from '../../../src/protocols/urboot/vector-patch.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

test.each([
  // 20 * 2040 + 119: an ATmega328P whose loader reads flash and erases the chip.
  [160, 119, { mcuid: 119, features: 20 }],
  [0x14, 0x10, { mcuid: undefined, features: 4 }],
  // The pair that stands for 0x14, 0x10 as a number: 20 * 255 + 16.
  [255, 254, { mcuid: 5116 % 2040, features: 2 }],
])('the answer %d, %d to sync', (inSync, ok, expected) => {
  expect(ur.decodeIdentity(inSync, ok)).toMatchObject(expected);
});

test.each([
  ['small', { wide: false, longPages: false }, '0300018020', '02000102aabb20'],
  ['beyond 64 KiB', { wide: true, longPages: false }, '030001008020', '0200010002aabb20'],
  ['with long pages', { wide: true, longPages: true }, '03000100008020', '020001000002aabb20'],
])('commands for a %s chip', (_, format, read, write) => {
  expect(hex(ur.encodeRead('flash', 0x100, 0x80, format))).toBe(read);
  expect(hex(ur.encodeWrite('flash', 0x100, Uint8Array.of(0xaa, 0xbb), format))).toBe(write);
});

describe('jumps', () => {
  test.each([
    ['0c943400', 0, 32768, 0x68],
    ['0d940000', 0, 262144, 0x20000],
    ['05c0', 0, 8192, 12],
    ['ffcf', 0x10, 8192, 0x10],
    ['ffce', 0, 32768, 0x7e00],
    ['0000', 0, 8192, undefined],
  ])('%s at %d of %d leads to %s', (code, at, flashSize, target) => {
    const bytes = new Uint8Array(64);
    bytes.set(Buffer.from(code, 'hex'), at);
    expect(jumpTarget(bytes, at, flashSize)).toBe(target);
  });

  test('are found where they have been made to lead', () => {
    for (const flashSize of [4096, 8192, 32768, 131072, 262144])
      for (const to of [0x40, 0x600, flashSize / 2, flashSize - 512]) {
        expect(jumpTarget(encodeJump(0, to, flashSize), 0, flashSize)).toBe(to);
        expect(jumpTarget(encodeResetJump(flashSize - 512, flashSize), 0, flashSize)).toBe(flashSize - 512);
      }
  });
});

test('a reset vector leaves room for a signature on large parts that are a power of two', () => {
  expect(hex(encodeResetJump(0x7e00, 32768))).toBe('ffce');
  expect(hex(encodeResetJump(0x7e00, 32768, true))).toBe('ffce7572');
  expect(hex(encodeResetJump(0x1e00, 8192, true))).toBe('ffce');
  expect(hex(encodeResetJump(0x9e00, 40960, true))).toBe('0c94004f');
});

test('a vector table is a jump in each place', () => {
  const table = Buffer.from('0c943400'.repeat(26), 'hex');
  expect(isVectorTable(table, 26, 32768)).toBe(true);
  expect(isVectorTable(table, 27, 32768)).toBe(false);
  table[100] = 0;
  expect(isVectorTable(table, 26, 32768)).toBe(false);
});
