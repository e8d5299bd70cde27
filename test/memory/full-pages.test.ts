import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fullPages } from '../../src/memory/full-pages.ts';
import { blankImage, type MemoryImage } from '../../src/model/memory-image.ts';
import { memory } from '../programmers/parts.ts';

const eeprom = memory({ name: 'eeprom', size: 64, pageSize: 4, numPages: 16 });

function image(set: Readonly<Record<number, number>>): MemoryImage {
  const made = blankImage(eeprom.size);
  for (const [address, value] of Object.entries(set)) {
    made.data[Number(address)] = value;
    made.known[Number(address)] = 1;
  }
  return made;
}

/** Which pages are asked for, and what comes of it. */
async function filled(given: MemoryImage, length: number, pagesPerErase: number, readable = true) {
  const asked: number[] = [];
  const whole = await fullPages(eeprom, given, length, pagesPerErase, async (page) => {
    asked.push(page.address);
    return readable ? new Uint8Array(page.length).fill(0xdd) : undefined;
  });
  const known = [...whole.known.keys()].filter((address) => whole.known[address]);
  return { asked, known, data: known.map((address) => whole.data[address]) };
}

describe('holes in a page', () => {
  test('are read where there are any', async () => {
    const set = { 0: 1, 1: 2, 2: 3, 3: 4, 9: 5 };
    expect(await filled(image(set), 10, 1)).toEqual({
      asked: [8],
      known: [0, 1, 2, 3, 8, 9, 10, 11],
      data: [1, 2, 3, 4, 0xdd, 5, 0xdd, 0xdd],
    });
  });

  test('are filled in all pages that are erased together', async () => {
    expect(await filled(image({ 0: 1, 1: 2, 2: 3, 3: 4 }), 4, 4)).toEqual({
      asked: [4, 8, 12],
      known: [...Array(16).keys()],
      data: [1, 2, 3, 4, ...new Array(12).fill(0xdd)],
    });
  });

  test('stay if they cannot be read', async () => {
    expect(await filled(image({ 5: 7 }), 6, 1, false)).toEqual({ asked: [4], known: [5], data: [7] });
  });

  test('beyond what is written are nobody’s', async () => {
    expect(await filled(image({ 0: 1, 40: 2 }), 1, 1)).toEqual({
      asked: [0],
      known: [0, 1, 2, 3, 40],
      data: [1, 0xdd, 0xdd, 0xdd, 2],
    });
  });
});

test('what is set is never changed', async () => {
  const sets = fc.dictionary(fc.integer({ min: 0, max: 63 }).map(String), fc.integer({ min: 0, max: 255 }));
  await fc.assert(
    fc.asyncProperty(sets, fc.constantFrom(1, 2, 4), async (set, pagesPerErase) => {
      const { known, data } = await filled(image(set), 64, pagesPerErase);
      for (const [address, value] of Object.entries(set)) {
        expect(data[known.indexOf(Number(address))]).toBe(value);
      }
      expect(known.length % 4).toBe(0);
    }),
    { seed: 1 },
  );
});
