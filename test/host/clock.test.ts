import { expect, test } from 'vitest';
import { createClock } from '../../src/host/clock.ts';

test.each([0.3, 4.5, 9, 25.5])('a sleep of %d ms is never shorter', async (milliseconds) => {
  const clock = createClock();
  for (let round = 0; round < 10; round++) {
    const start = performance.now();
    await clock.sleep(milliseconds);
    expect(performance.now() - start).toBeGreaterThanOrEqual(milliseconds);
  }
});
