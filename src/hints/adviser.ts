import type { Event } from '../output/events.ts';
import { type Evidence, noEvidence, withEvent } from './evidence.ts';
import type { Row } from './row.ts';
import { table } from './table.ts';

/** A hint and the line of the table that gave it. */
export interface Advice {
  readonly name: string;
  readonly text: string;
}

/**
 * Watches a run.
 * @param requested whether hints have been asked for, not just somebody looks on
 * @returns a listener that answers each event with the hints that follow from it and from all before it
 */
export function createAdviser(requested: boolean): (event: Event) => readonly Advice[] {
  let evidence: Evidence = noEvidence;
  return (event) => {
    evidence = withEvent(evidence, event);
    return adviceOn(event, evidence, requested);
  };
}

function adviceOn(event: Event, evidence: Evidence, requested: boolean): readonly Advice[] {
  return rowsFor(event.kind).flatMap(({ name, hint, onRequest }) => {
    if (onRequest && !requested) return [];
    const text = hint(event as never, evidence);
    return text === undefined ? [] : [{ name, text }];
  });
}

function rowsFor(kind: Event['kind']): readonly Row[] {
  return table.filter(({ on }) => on === kind);
}
