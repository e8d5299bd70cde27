import type { Emit } from '../../output/events.ts';
import type { Stk500v2Link } from '../../protocols/stk500v2/link.ts';

/** A board whose voltages and clocks are set. */
export interface ControlledBoard {
  /** Hertz. */
  readonly xtal: number;
  readonly emit: Emit;
  link(): Stk500v2Link;
  /** Does something that can be done only while the target is not in programming mode. */
  outside(work: () => Promise<void>): Promise<void>;
}
