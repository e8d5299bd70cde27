import type { Part } from '../model/part.ts';
import type { Plan } from '../model/plan.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Event, RunFacts } from '../output/events.ts';
import { oddOf } from './odd-arguments.ts';

/** What is known of a run from all that has happened in it so far. */
export interface Evidence {
  readonly given: RunFacts['arguments-read'];
  /** Set when the programmer is opened. */
  readonly entry: ProgrammerEntry | undefined;
  readonly port: string;
  /** The port that was taken because none was given. */
  readonly defaulted: RunFacts['port-defaulted'] | undefined;
  /** Undefined where there is no serial line. */
  readonly line: { readonly baudRate: number; readonly heard: boolean; readonly lost: boolean } | undefined;
  readonly plan: Plan | undefined;
  readonly part: Part | undefined;
  /** The chip has been erased. */
  readonly erased: boolean;
  /** What was read of it was not what it holds. */
  readonly locked: boolean;
  /** The memory that is being written. */
  readonly writing: string | undefined;
  /** Memories that have been written, or that it was begun with. */
  readonly touched: ReadonlySet<string>;
}

export const noEvidence: Evidence = {
  given: { options: [], operands: [] },
  entry: undefined,
  port: '',
  defaulted: undefined,
  line: undefined,
  plan: undefined,
  part: undefined,
  erased: false,
  locked: false,
  writing: undefined,
  touched: new Set(),
};

/** Adds what an event tells. */
export function withEvent(known: Evidence, event: Event): Evidence {
  switch (event.kind) {
    case 'arguments-read':
      return { ...known, given: event };
    case 'port-defaulted':
      return { ...known, defaulted: event };
    case 'connecting':
      return { ...known, entry: event.entry, port: event.port };
    case 'line-opened':
      return { ...known, line: { baudRate: event.baudRate, heard: false, lost: false } };
    case 'line-heard':
      return known.line ? { ...known, line: { ...known.line, heard: true } } : known;
    case 'line-lost':
      return known.line ? { ...known, line: { ...known.line, lost: true } } : known;
    case 'planned':
      return { ...known, plan: event.plan, part: event.part, entry: event.entry };
    case 'chip-erased':
      return { ...known, erased: true };
    case 'contents-locked':
      return { ...known, locked: true };
    case 'writing-memory': {
      const { name } = event.memory;
      if (known.plan?.noWrite) return known;
      return { ...known, writing: name, touched: new Set([...known.touched, name]) };
    }
    case 'memory-written':
    case 'memory-unwritable':
      return { ...known, writing: undefined };
    default:
      return known;
  }
}

/** Whether the programmer talks to the chip itself over its SPI pins. Boot loaders do not. */
export function bySpi({ entry }: Evidence): boolean {
  const modes = entry?.progModes ?? [];
  return modes.includes('ISP') && !modes.includes('SPM');
}

export function byBootLoader({ entry }: Evidence): boolean {
  return entry?.progModes.includes('SPM') ?? false;
}

/** Whether the last argument of an option is not what somebody can have meant, which is told at the end of the run. */
export function isOdd({ given }: Evidence, letter: string): boolean {
  const option = given.options.findLast((one) => one.letter === letter);
  return option !== undefined && oddOf(option) !== undefined;
}
