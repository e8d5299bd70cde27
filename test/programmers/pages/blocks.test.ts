import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blocksOf } from '../../../src/programmers/pages/blocks.ts';

test('blocks cross pages, not gaps', () => {
  const run = [0, 128, 256, 1024].map((address) => ({ address, length: 128 }));
  expect(blocksOf(run, 200)).toEqual([
    { address: 0, length: 200, startsSpan: true, completes: [0] },
    { address: 200, length: 184, startsSpan: false, completes: [1, 2] },
    { address: 1024, length: 128, startsSpan: true, completes: [3] },
  ]);
});

test('whatever the run, every byte is in one block and every page ends in one', () => {
  const pages = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
  fc.assert(
    fc.property(pages, fc.integer({ min: 1, max: 300 }), (numbers, size) => {
      const run = numbers.sort((a, b) => a - b).map((n) => ({ address: n * 64, length: 64 }));
      const blocks = blocksOf(run, size);
      const covered = blocks.flatMap(({ address, length }) => Array.from({ length }, (_, i) => address + i));
      expect(covered).toEqual(
        run.flatMap(({ address }) => Array.from({ length: 64 }, (_, i) => address + i)),
      );
      expect(blocks.flatMap(({ completes }) => completes)).toEqual(run.map((_, index) => index));
      expect(blocks.every(({ length }) => length <= size)).toBe(true);
    }),
  );
});

test('at a border a block ends and another span begins', () => {
  const run = [0xff80, 0x10000, 0x10080].map((address) => ({ address, length: 128 }));
  expect(blocksOf(run, 256, 0x10000)).toEqual([
    { address: 0xff80, length: 128, startsSpan: true, completes: [0] },
    { address: 0x10000, length: 256, startsSpan: true, completes: [1, 2] },
  ]);
});
