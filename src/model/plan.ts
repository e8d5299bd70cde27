import type { Memory } from './part.ts';
import type { Update } from './update.ts';

/** What an update works on, found in the part before anything is opened. */
export type MemoryTarget =
  | { readonly kind: 'memory'; readonly memory: Memory }
  | { readonly kind: 'unknown'; readonly name: string }
  /** Several memories in one file (8.x lists); `unknown` are names that the part has no memory for. */
  | {
      readonly kind: 'list';
      readonly memories: readonly Memory[];
      readonly name: string;
      readonly unknown: readonly string[];
    };

/** One thing the session does, in order. */
export type Step =
  | {
      readonly kind: 'update';
      readonly update: Update;
      readonly target: MemoryTarget;
      readonly verifyWrite: boolean;
      /** It verifies what the step before it has written, without having been asked for. */
      readonly ofWrite?: boolean;
    }
  | { readonly kind: 'terminal' }
  | { readonly kind: 'command'; readonly line: string };

/** Whether and why the chip is erased before the steps. */
export type EraseDecision =
  | { readonly kind: 'none' }
  /** Auto-erase would be due, but flash may have to be read first (8.x). */
  | { readonly kind: 'withheld' }
  | { readonly kind: 'asked' }
  /** `asked`: the memory as `-U` named it. */
  | { readonly kind: 'auto'; readonly memory: string; readonly asked: string }
  /** The programmer erases page by page while it writes (PDI, UPDI). `flash`: flash is among what is written. */
  | { readonly kind: 'pages'; readonly flash: boolean };

/** Everything a run does once the programmer is open: made before, as data. */
export interface Plan {
  readonly erase: EraseDecision;
  /** `-n`. */
  readonly noWrite: boolean;
  /** `-F`. */
  readonly force: boolean;
  /** `-O`. */
  readonly calibrate: boolean;
  readonly safemode: 'off' | 'ask' | 'silent';
  /** `-A`. */
  readonly keepTrailingFf: boolean;
  readonly steps: readonly Step[];
}
