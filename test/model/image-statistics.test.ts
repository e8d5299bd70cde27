import { expect, test } from 'vitest';
import { imageStatistics } from '../../src/model/image-statistics.ts';
import { blankImage } from '../../src/model/memory-image.ts';

function image(size: number, ...runs: readonly (readonly [number, number])[]) {
  const made = blankImage(size);
  for (const [address, length] of runs) made.known.fill(1, address, address + length);
  return made;
}

// The first three are what avrdude 7.1 prints for the images small.hex, trailing-ff.hex and eegap.hex of the recorded cases.
test.each([
  ['one section', image(0x8000, [0, 300]), 300, 128, [300, 1, 3, 84, 0, 0, 0x12b]],
  ['trailing 0xff cut off', image(0x8000, [0, 600]), 200, 128, [200, 1, 2, 56, 400, 0, 0x257]],
  ['two sections', image(0x400, [3, 5], [100, 9]), 109, 4, [14, 2, 5, 6, 0, 3, 0x6c]],
  ['nothing', image(0x100), 0, 16, [0, 0, 0, 0, 0, 0, -1]],
  ['nothing but trailing 0xff', image(0x100, [0, 32]), 0, 16, [0, 0, 0, 0, 32, 0, 31]],
  ['a memory without pages', image(8, [2, 3]), 5, 0, [3, 1, 3, 0, 0, 2, 4]],
  ['a last page that reaches beyond the memory', image(20, [18, 1]), 19, 16, [1, 1, 1, 15, 0, 18, 18]],
] as const)(
  '%s',
  (_name, made, size, pageSize, [bytes, sections, pages, padBytes, trailing, first, last]) => {
    expect(imageStatistics(made, size, pageSize)).toEqual({
      bytes,
      sections,
      pages,
      padBytes,
      trailing,
      first,
      last,
    });
  },
);
