import { expect, test } from 'vitest';
import { ProtocolError } from '../../../src/model/errors.ts';
import { rewritePages } from '../../../src/programmers/edbg/rewrite.ts';

const page = (address: number, value: number) => ({ address, data: new Uint8Array(2).fill(value) });

/** Carries out a run over what is there, by its value a page. */
async function rewritten(there: readonly (number | undefined)[], values: readonly number[], together = 2) {
  const log: string[] = [];
  const done: number[] = [];
  const run = values.map((value, i) => page(i * 2, value));
  await rewritePages(
    run,
    together,
    {
      read: async (ranges) => {
        log.push(`read ${ranges.map(({ address }) => address).join()}`);
        return ranges.map(({ address }) => {
          const value = there[address / 2];
          if (value === undefined) throw new ProtocolError('locked');
          return new Uint8Array(2).fill(value);
        });
      },
      erase: async ({ address }) => void log.push(`erase ${address}`),
      write: async ({ address }) => void log.push(`write ${address}`),
    },
    (index) => done.push(index),
  );
  expect(done).toEqual(values.map((_, i) => i));
  return log;
}

test('a blank page is written, one that is right is left, one that lacks bits is erased first', async () => {
  expect(await rewritten([0xff, 0x12, 0x00, 0x33], [0x12, 0x12, 0x12, 0x12])).toEqual([
    ...['read 0,2', 'write 0'],
    ...['read 4,6', 'erase 4', 'write 4', 'write 6'].slice(0, 3),
    ...['write 6'],
  ]);
});

test('when a look has spared nothing, the rest is erased unseen', async () => {
  expect(await rewritten([0, 0, 0xff, 0xff], [1, 2, 3, 4])).toEqual([
    ...['read 0,2', 'erase 0', 'write 0', 'erase 2', 'write 2'],
    ...['erase 4', 'write 4', 'erase 6', 'write 6'],
  ]);
});

test('what cannot be looked at, or is not to be, is erased', async () => {
  const unseen = ['erase 0', 'write 0', 'erase 2', 'write 2'];
  expect(await rewritten([undefined, undefined], [1, 2])).toEqual(['read 0,2', ...unseen]);
  expect(await rewritten([0xff, 0xff], [1, 2], 0)).toEqual(unseen);
});
