import { expect, test } from 'vitest';
import { ProtocolError } from '../../src/model/errors.ts';
import type { Programmer } from '../../src/programmers/programmer.ts';
import { keptAlive } from '../../src/terminal/kept-alive.ts';

/** Somebody who types after so many beats, and a clock that only counts. */
function bench(beats: number, fails = Number.POSITIVE_INFINITY) {
  const log: string[] = [];
  let type = (_: string): void => {};
  const typed = new Promise<string>((resolve) => {
    type = resolve;
  });
  const clock = { sleep: async (ms: number) => void log.push(`${ms} ms`) };
  let alive = 0;
  const programmer = {
    keepAlive: async () => {
      log.push('alive');
      if (++alive === beats || alive === fails) type('quit');
      if (alive === fails) throw new ProtocolError('nobody there');
    },
  } as Programmer;
  return { log, typed, clock, programmer, type };
}

test('a loader is kept alive until something is typed', async () => {
  const { log, typed, clock, programmer } = bench(3);
  expect(await keptAlive(typed, programmer, clock)).toBe('quit');
  expect(log.slice(0, 6)).toEqual(['100 ms', 'alive', '100 ms', 'alive', '100 ms', 'alive']);
  expect(log.filter((line) => line === 'alive')).toHaveLength(3);
});

test('one that does not answer is left alone', async () => {
  const { log, typed, clock, programmer } = bench(9, 2);
  expect(await keptAlive(typed, programmer, clock)).toBe('quit');
  expect(log).toEqual(['100 ms', 'alive', '100 ms', 'alive']);
});

test('what has no such means is waited for in peace', async () => {
  const { log, clock } = bench(1);
  expect(await keptAlive(Promise.resolve('quit'), {} as Programmer, clock)).toBe('quit');
  expect(log).toEqual([]);
});
