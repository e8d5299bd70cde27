import { describe, expect, test } from 'vitest';
import { byteAccess } from '../../src/memory/byte-access.ts';
import { bitsInUse } from '../../src/model/bits-in-use.ts';
import type { Memory } from '../../src/model/part.ts';
import type { Event } from '../../src/output/events.ts';
import { releases } from '../../src/releases/all.ts';
import { m32u4, memory } from '../programmers/parts.ts';

const efuse = memory({ name: 'efuse', bitmask: 0x0f, initval: 0xf3 });
const wide = memory({ name: 'bootsize', size: 2, bitmask: 0x3fff });
const fuses = memory({ name: 'fuses', size: 10 });
const part = { ...m32u4, memories: [efuse, wide, fuses] };

test.each([
  [efuse, 0, 0x0f],
  [wide, 0, 0xff],
  [wide, 1, 0x3f],
  [fuses, 9, 0x3f],
  [fuses, 2, 0x0f],
  [fuses, 5, 0xff],
  [memory({ name: 'eeprom', size: 64 }), 3, 0xff],
] as const)('bits in use', (where: Memory, address, bits) => {
  expect(bitsInUse(part, where, address)).toBe(bits);
});

/** What reaches a programmer that moves bytes by itself, and what is said. */
async function written(where: Memory, value: number, holds: number, always?: 'always') {
  const said: Event[] = [];
  const deeds: string[] = [];
  const access = byteAccess({
    programmer: {
      open: async () => {},
      initialize: async () => {},
      disable: async () => {},
      close: async () => {},
      chipErase: async () => {},
      readByte: async () => holds,
      writeByte: async (_, address, byte) => void deeds.push(`${address}: ${byte.toString(16)}`),
    },
    part,
    behaviour: releases['8.2'].behaviour,
    clock: { now: () => 0, sleep: async () => {} },
    emit: (event) => said.push(event),
  });
  const failed = await access.write(where, 0, value, always).then(
    () => false,
    () => true,
  );
  return { deeds, failed, complaints: said.filter(({ kind }) => kind === 'notice').length };
}

describe('a byte', () => {
  test('is left alone if it is right in the bits that count', async () => {
    expect(await written(efuse, 0xc3, 0xf3)).toEqual({ deeds: [], failed: false, complaints: 0 });
  });

  test('is written all the same where that is asked for', async () => {
    const deeds = ['0: f3'];
    expect(await written(efuse, 0xc3, 0xf3, 'always')).toEqual({ deeds, failed: false, complaints: 0 });
  });

  test('is completed with the bits it left the factory with', async () => {
    expect(await written(efuse, 0xc1, 0xf3)).toEqual({ deeds: ['0: f1'], failed: false, complaints: 0 });
  });

  test('of a memory that can only be read is refused, unless it is there already', async () => {
    const signature = memory({ name: 'signature', size: 3 });
    expect(await written(signature, 0x1e, 0x1e)).toEqual({ deeds: [], failed: false, complaints: 0 });
    expect(await written(signature, 0x1e, 0x1f)).toEqual({ deeds: [], failed: true, complaints: 1 });
  });
});
