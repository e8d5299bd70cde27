import { expect, test } from 'vitest';
import { pipelined } from '../../../src/programmers/pages/pipeline.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('keeps so many under way, and hands results on in order', async () => {
  let underWay = 0;
  let most = 0;
  const results: string[] = [];
  await pipelined(
    [5, 1, 4, 2, 3],
    3,
    async (item) => {
      most = Math.max(most, ++underWay);
      await pause(item * 3);
      underWay--;
      return item * 10;
    },
    (item, result) => results.push(`${item}:${result}`),
  );
  expect(results).toEqual(['5:50', '1:10', '4:40', '2:20', '3:30']);
  expect(most).toBe(3);
});

test('after a failure nothing is begun, and what is under way is waited for', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const run = pipelined(
    [1, 2, 3, 4, 5],
    2,
    async (item) => {
      begun.push(item);
      await pause(item === 2 ? 1 : 10);
      ended.push(item);
      if (item === 2) throw new Error('two');
    },
    () => {},
  );
  await expect(run).rejects.toThrow('two');
  expect(ended.sort()).toEqual(begun);
  expect(begun).toEqual([1, 2]);
});
