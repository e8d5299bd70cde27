import type { Clock } from '../model/clock.ts';
import { AvrdudeError, endsRun } from '../model/errors.ts';
import type { Programmer } from '../programmers/programmer.ts';

/** How often a boot loader is told that somebody is still there (ms): its watchdog would start the application (urboot: 0.5 s at least). */
const interval = 100;

/**
 * Waits for somebody to type, and keeps the target from leaving meanwhile. One that does not answer is left alone.
 * @returns what was waited for
 */
export async function keptAlive<Typed>(
  typed: Promise<Typed>,
  programmer: Programmer,
  clock: Pick<Clock, 'sleep'>,
): Promise<Typed> {
  if (!programmer.keepAlive) return typed;
  let waiting = true;
  const end = typed.then(
    () => {
      waiting = false;
    },
    () => {
      waiting = false;
    },
  );
  for (;;) {
    await Promise.race([end, clock.sleep(interval)]);
    if (!waiting) return typed;
    try {
      await programmer.keepAlive();
    } catch (error) {
      if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
      return typed;
    }
  }
}
