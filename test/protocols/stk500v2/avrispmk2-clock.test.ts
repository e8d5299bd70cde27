import { expect, test } from 'vitest';
import { sckDuration, sckPeriod } from '../../../src/protocols/stk500v2/avrispmk2-clock.ts';

test.each([
  [1e-7, 0],
  [1 / 8e6, 0],
  [1e-6, 3],
  [8e-6, 6],
  [8.1e-6, 7],
  [10e-6, 7],
  [0.019, 163],
  [0.02, undefined],
])('a period of %f s is clock %s', (seconds, duration) => {
  expect(sckDuration(seconds)).toBe(duration);
});

test('clocks fall and end', () => {
  const periods = Array.from({ length: 165 }, (_, duration) => sckPeriod(duration));
  expect(periods[0]).toBe(1 / 8e6);
  expect(periods[163]).toBe(1 / 51.1);
  expect(periods[164]).toBeUndefined();
  for (let i = 1; i < 164; i++) expect(periods[i]).toBeGreaterThan(periods[i - 1]!);
});
