import type { Clock } from '../model/clock.ts';
import type { Host } from '../model/host.ts';
import type { Emit } from '../output/events.ts';
import type { Openers } from '../programmers/programmer.ts';

/** All that a run has of the world: streams and files, time, and the ways to programmers. Only `main.ts` makes a real one. */
export interface Machine extends Host {
  readonly clock: Clock;
  /** @param emit hears what there is to be said when a library cannot be loaded */
  readonly openers: (emit: Emit) => Openers;
  /** Lets what has happened meanwhile be heard, above all a signal. Absent where nothing happens but what the run waits for. */
  readonly breathe?: () => Promise<void>;
  /**
   * Lets the user's shell run a line, and waits for it; it has the terminal meanwhile. Absent where there is no shell.
   * @throws InterruptedError
   */
  readonly runShell?: (line: string, interrupted: AbortSignal) => Promise<void>;
}
