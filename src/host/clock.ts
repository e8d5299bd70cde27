import type { Clock } from '../model/clock.ts';

/** Waits up to this long hold the thread, since a timer of Node is out by a millisecond either way. In milliseconds. */
const exactUpTo = 12;
/** The last bit of such a wait is spent looking at the clock, since waking up takes a while too. In milliseconds. */
const spinFor = 0.4;

/** The real time. A wait is never shorter than asked for: chips are busy for just as long as their data sheet says. */
export function createClock(): Clock {
  const never = new Int32Array(new SharedArrayBuffer(4));
  return {
    now: () => performance.now(),
    async sleep(milliseconds) {
      const end = performance.now() + milliseconds;
      if (milliseconds > exactUpTo) await new Promise((resolve) => setTimeout(resolve, milliseconds));
      for (let left = end - performance.now(); left > 0; left = end - performance.now()) {
        if (left > spinFor) Atomics.wait(never, 0, 0, left - spinFor);
      }
    },
  };
}
