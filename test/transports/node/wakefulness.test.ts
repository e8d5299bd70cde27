import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Wakefulness } from '../../../src/transports/node/wakefulness.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['setImmediate', 'performance'] }));
afterEach(() => vi.useRealTimers());

/** Lets a millisecond pass and the loop turn once. @returns whether it would have turned again by itself */
const turn = (): boolean => {
  vi.advanceTimersByTime(1);
  return vi.getTimerCount() > 0;
};

test('keeps the loop turning until the answer is there', () => {
  const wakefulness = new Wakefulness();
  wakefulness.begin();
  wakefulness.begin();
  expect(turn()).toBe(true);
  wakefulness.end();
  expect(turn()).toBe(true);
  wakefulness.end();
  expect(turn()).toBe(false);
});

test('sleeps through what takes longer', () => {
  const wakefulness = new Wakefulness();
  wakefulness.begin();
  const turns = Array.from({ length: 8 }, turn);
  expect(turns[0]).toBe(true);
  expect(turns.at(-1)).toBe(false);
  wakefulness.begin();
  expect(turn()).toBe(true);
});
