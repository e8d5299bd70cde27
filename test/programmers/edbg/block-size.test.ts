import { expect, test } from 'vitest';
import { cheapestBlock } from '../../../src/programmers/edbg/block-size.ts';
import { piecesOf } from '../../../src/protocols/edbg/cmsis-dap.ts';

test('a block fills its reports: one more byte would cost a report, one fewer wastes room', () => {
  // An answer has 7 bytes besides its data.
  const reports = (size: number) => (length: number) => piecesOf(length + 7, size);
  expect(cheapestBlock(2, reports(512))).toBe(500);
  expect(cheapestBlock(128, reports(512))).toBe(384);
  expect(cheapestBlock(256, reports(512))).toBe(512);
  expect(cheapestBlock(2, () => 1)).toBe(512);
  // What is larger than a tool reads at a time is read in what it does read.
  expect(cheapestBlock(1024, reports(512))).toBe(512);
});
