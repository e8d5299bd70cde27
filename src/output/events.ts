import type { Database } from '../model/database.ts';
import type { AvrdudeError } from '../model/errors.ts';
import type { ImageStatistics } from '../model/image-statistics.ts';
import type { MemoryImage } from '../model/memory-image.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Memory, Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Operation } from '../model/update.ts';
import type { EvidenceFacts } from './evidence.ts';
import type { MessageDefinition } from './words.ts';

/** What an input file holds for a memory. */
export interface InputFacts {
  readonly file: string;
  readonly memory: Memory;
  readonly image: MemoryImage;
  /** One more than the highest address, less trailing 0xff where the release cuts them off. */
  readonly size: number;
  /** What the file sets, counted up to `size`. */
  readonly statistics: ImageStatistics;
  /** The same of the file itself, where it has been prepared for a boot loader. */
  readonly inFile?: ImageStatistics;
}

/** What there is to know of `-E` for a programmer. */
export interface ExitSpecsFacts {
  readonly id: string;
  readonly program: string;
  readonly type: string;
  readonly help: readonly (readonly [spec: string, meaning: string])[];
}

/** How the system's configuration file is come by. */
export interface ConfigSearch {
  /** Where this program lies, as far as it matters. */
  readonly executable: string;
  /** `-C`, or the file found by searching; undefined if there is none. */
  readonly system: { readonly path: string; readonly given: boolean } | undefined;
}

/** Where a device differs from a file. */
export interface Difference {
  readonly address: number;
  readonly device: number;
  readonly wanted: number;
  /** The bits that the part uses there. */
  readonly used: number;
}

/**
 * The facts of a run, in the order in which they happen. Each release words those it has words for; the rest pass in silence.
 * Add a fact here when a room has something to say that more than one release or listener cares about; what only one back end
 * has to say is a message (see `words.ts`).
 */
export interface RunFacts extends EvidenceFacts {
  /** The run begins: who we are. */
  identified: { words: readonly string[]; search: ConfigSearch };
  /** All configuration has been read. */
  configured: Record<never, never>;
  /** `-p ?`: which parts there are, or which of them the programmer can serve. */
  'parts-listed': {
    database: Database;
    verbosity: number;
    programmer: { id: string; entry: ProgrammerEntry } | undefined;
  };
  /** `-c ?`: which programmers there are, or which of them can serve the part. */
  'programmers-listed': { database: Database; verbosity: number; part: Part | undefined };
  /** `-c ?type`. */
  'types-listed': Record<never, never>;
  /** What a developer option (`-p "*\/s"`) printed. */
  'developer-output': { text: string };
  'programmer-missing': { database: Database; verbosity: number };
  'programmer-unknown': { id: string; database: Database; verbosity: number; part: Part | undefined };
  /** The entry is there, the programmer type behind it is not. */
  'type-unavailable': { entry: ProgrammerEntry };
  /** `entry` is undefined where only a list was asked for. */
  'part-missing': { database: Database; verbosity: number; entry: ProgrammerEntry };
  'part-unknown': {
    name: string;
    database: Database;
    verbosity: number;
    entry: ProgrammerEntry | undefined;
  };
  /** Parameters of `-x` for a type that knows none. */
  'extended-unsupported': { parameters: readonly string[] };
  /** `-x help` for a type that knows no other. */
  'extended-help': { id: string; program: string };
  'extended-invalid': Record<never, never>;
  'exit-specs-unsupported': Record<never, never>;
  /** `-E help`; `type`: of the programmer; `help`: what it knows, and what that does. */
  'exit-specs-help': ExitSpecsFacts;
  'exit-specs-refused': ExitSpecsFacts & { given: string };
  'no-port': Record<never, never>;
  connecting: {
    port: string;
    id: string;
    entry: ProgrammerEntry;
    /** Undefined if the release has not looked it up yet. */
    part: Part | undefined;
    /** From `-b`, in bits per second. */
    baudRate: number | undefined;
    /** From the configuration, for programmers that say nothing. */
    defaultBaudRate: number;
    /** Microseconds. */
    bitClock: number | undefined;
    /** Microseconds. */
    ispDelay: number | undefined;
  };
  /** The part is known; its device code is what an avr910 programmer wants to hear. */
  'part-chosen': { part: Part; entry: ProgrammerEntry };
  'memory-defaulted': { operation: Operation; file: string; memory: string };
  'open-failed': { port: string; id: string };
  /** No way of programming that part and programmer share (8.x). */
  'modes-differ': { id: string; part: Part; forced: boolean };
  'osccal-unsupported': Record<never, never>;
  'osccal-started': Record<never, never>;
  'osccal-done': { failed: boolean };
  /** The part's description at `-v`. */
  'part-described': { part: Part; entry: ProgrammerEntry; verbosity: number };
  /** The terminal's `part`. */
  'part-shown': { part: Part; entry: ProgrammerEntry; show: 'all' | 'memories' | 'variants' };
  'programmer-described': { entry: ProgrammerEntry; typeName: string };
  described: Record<never, never>;
  initialising: Record<never, never>;
  'initialisation-failed': {
    error: AvrdudeError;
    forced: boolean;
    entry: ProgrammerEntry;
    baudRate: number | undefined;
    bitClock: number | undefined;
  };
  initialised: Record<never, never>;
  /** `locked`: that it cannot be read has been said with `part-locked`. */
  'signature-unreadable': { part: Part; error: AvrdudeError; forced: boolean; locked: boolean };
  /** The part is locked: no signature can be read, only the system information block. Undefined if it is not shown (any more). */
  'part-locked': { part: Part; error: AvrdudeError; sib: string | undefined };
  /** A locked part is erased, which unlocks it. */
  unlocking: Record<never, never>;
  unlocked: Record<never, never>;
  /** A locked part stays locked, and the run ends. */
  'stays-locked': { part: Part; error: AvrdudeError; sib: string | undefined };
  'signature-undefined': { part: Part };
  'signature-read': {
    part: Part;
    signature: Uint8Array;
    /** Parts with this signature, in the order of the configuration. */
    candidates: readonly Part[];
    matches: boolean;
    /** All bytes are 0x00 or all are 0xff. */
    blank: boolean;
    retrying: boolean;
    forced: boolean;
    entry: ProgrammerEntry;
    verbosity: number;
  };
  'signature-mismatch': { part: Part; signature: Uint8Array; forced: boolean };
  'page-erase-announced': { part: Part };
  /** `asked`: the memory as `-U` named it. */
  'auto-erase-announced': { memory: string; asked: string };
  'auto-erase-withheld': Record<never, never>;
  /** `locked`: the erase would have unlocked the part. */
  'erase-conflicts-with-no-write': { asked: boolean; locked: boolean };
  erasing: Record<never, never>;
  'erase-failed': Record<never, never>;
  erased: Record<never, never>;
  'erase-delayed': Record<never, never>;
  /** One of several operations begins; `text` names it as an option. */
  'update-begun': { text: string; of: number };
  'terminal-ignores-no-write': Record<never, never>;
  'memory-unknown': { name: string; part: Part };
  'format-not-for-output': { file: string };
  'reading-memory': { memory: Memory };
  'memory-unreadable': { memory: Memory; error: AvrdudeError; verifying: boolean };
  /** `length` bytes came from the device and go to the file. */
  'writing-output': { memory: Memory; file: string; length: number };
  'output-failed': { file: string };
  'opening-input': { file: string; memory: Memory };
  'input-failed': { file: string };
  'input-read': InputFacts;
  /** How the file fills a memory; `among`: one of several. */
  'input-described': InputFacts & { among: boolean };
  /** The file has been changed to get along with a boot loader. */
  'input-prepared': InputFacts;
  /** The file would not get along with the boot loader. */
  'input-refused': { file: string; memory: Memory; among: boolean };
  'writing-memory': InputFacts;
  'memory-unwritable': { memory: Memory; error: AvrdudeError };
  /** `verifying`: the same operation goes on to verify. */
  'memory-written': InputFacts & { written: number; verifying: boolean; underBar: boolean };
  /** `asked`: by `-U …:v:…`, not as part of a write. */
  'verify-begun': { memory: Memory; file: string; asked: boolean };
  'verify-input-read': InputFacts;
  'verify-reading': { memory: Memory };
  'verify-comparing': Record<never, never>;
  'verify-failed': { memory: Memory; first: Difference | undefined };
  verified: InputFacts & { verified: number; asked: boolean; underBar: boolean };
  /** Whether the system (most likely its permissions) has kept us from a USB device; what holds at the end is worded there. */
  'usb-access': { failed: boolean };
  done: { status: number; outcome: Outcome; program: string };
  /** A bar begins, moves or ends. `done` of `total` in the unit of the work; a title starts a new bar, a total of 0 fills it and leaves its line open. */
  progress: { done: number; total: number; title?: string };
}

export type RunFact = { [K in keyof RunFacts]: { readonly kind: K } & Readonly<RunFacts[K]> }[keyof RunFacts];

/** What one back end or room has to say, with its facts. */
export interface Notice<Facts = unknown> {
  readonly kind: 'notice';
  readonly message: MessageDefinition<Facts>;
  readonly facts: Facts;
}

/**
 * What is probably wrong and what to do, from a room that knows it all by itself; shown only under the rule for hints. What
 * follows from several facts is a row in `hints/`.
 */
export interface Hint {
  readonly kind: 'hint';
  /** `family/what`, as messages and the rows of `hints/` are named; each hint has a name of its own. */
  readonly name: string;
  readonly text: string;
}

/** Between these, nothing is said: something is tried whose failure is of no interest. */
export interface Hush {
  readonly kind: 'hush';
  readonly on: boolean;
}

/** The terminal's `verbose` and `quell` change how loud the rest of the run is. */
export interface Loudness {
  readonly kind: 'verbosity';
  readonly verbosity?: number;
  readonly quell?: number;
}

export type Event = RunFact | Notice | Hint | Hush | Loudness;
export type Emit = (event: Event) => void;

/** A message with its facts, ready to be emitted. */
export function notice(message: MessageDefinition<void>): Event;
export function notice<Facts>(message: MessageDefinition<Facts>, facts: Facts): Event;
export function notice(message: MessageDefinition<never>, facts?: unknown): Event {
  return { kind: 'notice', message: message as MessageDefinition<unknown>, facts };
}

/** Does something of which nothing is said, whatever comes of it: no release does it, or it is tried and its failure of no interest. */
export async function hushed<Result>(emit: Emit, work: () => Promise<Result>): Promise<Result> {
  emit({ kind: 'hush', on: true });
  try {
    return await work();
  } finally {
    emit({ kind: 'hush', on: false });
  }
}
