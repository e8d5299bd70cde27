import type { Part } from '../model/part.ts';
import type { MessageDefinition } from './words.ts';

/**
 * The facts of a run, in the order in which they happen. Each release words those it has words for; the rest pass in silence.
 * Add a fact here when a room has something to say that more than one release or listener cares about; what only one back end
 * has to say is a message (see `words.ts`).
 */
export interface RunFacts {
  'programmer-opened': Record<never, never>;
  initialising: Record<never, never>;
  initialised: Record<never, never>;
  'initialisation-failed': { rc: number; forced: boolean };
  'signature-unreadable': { rc: number };
  'signature-undefined': { part: Part };
  'signature-read': {
    signature: Uint8Array;
    probably: readonly Part[];
    attempt: number;
    retrying: boolean;
    blank: boolean;
    part: Part;
    forced: boolean;
  };
  'signature-invalid': { forced: boolean };
  'signature-mismatch': { part: Part; signature: Uint8Array; forced: boolean };
  'auto-erase-announced': { memory: string };
  'page-erase-announced': Record<never, never>;
  'erase-conflicts-with-no-write': Record<never, never>;
  erasing: { reason: 'asked' | 'auto' };
  done: { status: number };
  /** A bar begins, moves or ends. `done` of `total` in the unit of the work; a title starts a new bar. */
  progress: { done: number; total: number; title?: string };
}

export type RunFact = { [K in keyof RunFacts]: { readonly kind: K } & Readonly<RunFacts[K]> }[keyof RunFacts];

/** What one back end or room has to say, with its facts. */
export interface Notice<Facts = unknown> {
  readonly kind: 'notice';
  readonly message: MessageDefinition<Facts>;
  readonly facts: Facts;
}

/** What is probably wrong and what to do; shown only under the rule for hints. */
export interface Hint {
  readonly kind: 'hint';
  readonly text: string;
}

/** The terminal's `verbose` and `quell` change how loud the rest of the run is. */
export interface Loudness {
  readonly kind: 'verbosity';
  readonly verbosity?: number;
  readonly quell?: number;
}

export type Event = RunFact | Notice | Hint | Loudness;
export type Emit = (event: Event) => void;

/** A message with its facts, ready to be emitted. */
export function notice(message: MessageDefinition<void>): Event;
export function notice<Facts>(message: MessageDefinition<Facts>, facts: Facts): Event;
export function notice(message: MessageDefinition<never>, facts?: unknown): Event {
  return { kind: 'notice', message: message as MessageDefinition<unknown>, facts };
}
