import type { RunFact, RunFacts } from '../output/events.ts';
import type { Evidence } from './evidence.ts';

/** A line of the table: what can be said when this happens, if the evidence is there. */
export interface Row {
  /** For tests and for talking about it: `family/what`. */
  readonly name: string;
  readonly on: RunFact['kind'];
  readonly hint: (fact: never, evidence: Evidence) => string | undefined;
  /** Said only where hints have been asked for: nothing is wrong, and a person at a terminal is not to be bothered. */
  readonly onRequest: boolean;
}

/**
 * Declares a line of the table.
 * @param hint what is probably wrong and what to do, in one or two lines; undefined where the evidence does not show that
 */
export function row<Kind extends keyof RunFacts>(
  name: string,
  on: Kind,
  hint: (fact: RunFacts[Kind], evidence: Evidence) => string | undefined,
  onRequest = false,
): Row {
  return { name, on, hint: hint as Row['hint'], onRequest };
}
