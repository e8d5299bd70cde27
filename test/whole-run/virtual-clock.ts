import type { Clock } from '../../src/model/clock.ts';

/** Time as fake timers have it. The real clock spins at the end of a short wait, which takes for ever where time stands still. */
export const virtualClock: Clock = {
  now: () => performance.now(),
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds))),
};

/** Everything that travels takes a millisecond: where no time passed, what waits for time would wait for ever. */
export function travelled(): Promise<void> {
  return virtualClock.sleep(1);
}
