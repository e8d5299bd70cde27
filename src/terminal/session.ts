import type { Clock } from '../model/clock.ts';
import { AvrdudeError, CommandError, endsRun, RefusedError } from '../model/errors.ts';
import type { FileSystem, TextSink, TextSource } from '../model/host.ts';
import type { Tried } from '../model/outcome.ts';
import type { Memory, Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Behaviour } from '../model/release.ts';
import type { TerminalRules } from '../model/terminal-rules.ts';
import type { Update } from '../model/update.ts';
import { type Emit, notice } from '../output/events.ts';
import { defineMessage, type MessageDefinition } from '../output/words.ts';
import type { Programmer } from '../programmers/programmer.ts';
import type { TerminalDevice } from './device.ts';
import type { Disassembler } from './disassembly/disassembler.ts';
import type { MemoryAccess } from './memory-access.ts';
import type { Witness } from './witness.ts';

/** Everything a terminal works with. The session makes one and keeps it for all `-t` and `-T` of a run. */
export interface TerminalContext {
  readonly device: TerminalDevice;
  readonly entry: ProgrammerEntry;
  /** The id the programmer was asked for by (`-c`). */
  readonly programmerId: string;
  /** The programmer type as it calls itself in messages. */
  readonly typeName: string;
  readonly rules: TerminalRules;
  readonly behaviour: Behaviour;
  readonly emit: Emit;
  readonly stdin: TextSource;
  /** Where it is there, a boot loader is kept alive while somebody thinks. */
  readonly clock?: Clock;
  /** Aborts when the user wants the run to end. */
  readonly interrupted?: AbortSignal;
  readonly fs: FileSystem;
  /** Memories that the programmer cannot reach (8.x). */
  readonly excluded: (memory: Memory) => boolean;
  /** How often `-v` and `-q` were given. */
  readonly verbosity: number;
  readonly quell: number;
  /** The programmer talks to a boot loader, which never overwrites itself and may ignore a chip erase. */
  readonly bootloader: boolean;
  readonly stdout: TextSink;
  /** Carries out a memory operation as `-U` would, without its heading. */
  readonly runUpdate: (update: Update) => Promise<Tried>;
  /** Absent where nobody looks on. */
  readonly witness?: Witness;
  /** Lets what has happened meanwhile be heard; see `run/machine.ts`. */
  readonly breathe?: (() => Promise<void>) | undefined;
  /** Runs a line in the operating system's shell; absent where `allow_subshells` does not allow it. */
  readonly runShell?: (line: string) => Promise<void>;
}

/** How a command ended. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'quit' }
  | { readonly kind: 'failed'; readonly error: CommandError };

export const done: Outcome = { kind: 'done' };
export const quit: Outcome = { kind: 'quit' };

/**
 * A command failed, and has said so.
 * @param cause what it failed of @param rc the negative number that avrdude's command returns
 */
export function failed(cause: AvrdudeError, rc = -1): Outcome {
  if (cause instanceof CommandError && cause.rc === rc) return { kind: 'failed', error: cause };
  return { kind: 'failed', error: new CommandError(cause.message, rc, { cause }) };
}

/** The outcome of a command that has thrown its failure. @throws what is none */
export function outcomeOf(error: unknown): Outcome {
  if (error instanceof CommandError) return { kind: 'failed', error };
  throw error;
}

/** How a command begins that has been used in a wrong way, or been asked how it is used. */
export function outcomeOfUsage(asked: boolean, wrong: CommandError): Outcome {
  return asked ? done : failed(wrong);
}

/** A command. `words[0]` is the command as it was typed. @throws CommandError if it fails, unless its outcome says so */
export type Command = (session: TerminalSession, words: readonly string[]) => Promise<Outcome>;

/** Where the last `dump` of a memory left off. */
export interface Place {
  address: number;
  length: number;
}

const output = defineMessage<{ text: string; fresh: boolean }>('terminal/output', {
  '6.4': ({ text, fresh }) => ({
    level: 'info',
    stream: 'stdout',
    text,
    ...(fresh ? { lead: 'margin' as const } : {}),
  }),
});

/** What lasts from one command to the next, and how commands speak. */
export class TerminalSession {
  readonly context: TerminalContext;
  readonly part: Part;
  readonly programmer: Programmer;
  readonly rules: TerminalRules;
  readonly memories: MemoryAccess;
  /** `spi` has been given and `pgm` has not. */
  spiMode = false;
  verbosity: number;
  quell: number;
  /** For each memory shown, where the next `dump` goes on. */
  readonly places = new Map<string, Place>();
  lastShown: Memory | undefined;
  /** Made when `disasm` is first given. */
  disassembler: Disassembler | undefined;
  /** The files that are being included at the moment, each by the one before. */
  readonly including: string[] = [];
  /** How many files have been included so far. */
  filesIncluded = 0;
  /** Carries out one more line; `include` needs it. */
  readonly runLine: (line: string) => Promise<Outcome>;

  constructor(context: TerminalContext, memories: MemoryAccess, runLine: (line: string) => Promise<Outcome>) {
    this.context = context;
    this.part = context.device.part;
    this.programmer = context.device.programmer;
    this.rules = context.rules;
    this.memories = memories;
    this.verbosity = context.verbosity;
    this.quell = context.quell;
    this.runLine = runLine;
  }

  /** Prints on standard output. */
  print(text: string): void {
    this.context.emit(notice(output, { text, fresh: false }));
  }

  /** Lets whoever looks on see what has been read. @param file where it goes; undefined if it is shown */
  async witnessRead(
    memory: Memory,
    segments: readonly { readonly address: number; readonly length: number }[],
    data: Uint8Array,
    file?: string,
  ): Promise<void> {
    const { witness } = this.context;
    if (!witness) return;
    const known = new Uint8Array(memory.size);
    for (const { address, length } of segments) known.fill(1, address, address + length);
    await witness.afterRead(memory, { data, known }, file);
  }

  /** Ends what a command has printed: with a blank line, or (8.x) with no more than the end of the line. */
  endParagraph(): void {
    if (this.rules.blankLines) this.print('\n');
    else this.freshLine();
  }

  /** Ends the line on standard output if one has been begun (8.x). */
  freshLine(): void {
    this.context.emit(notice(output, { text: '', fresh: true }));
  }

  say(message: MessageDefinition<void>): void;
  say<Facts>(message: MessageDefinition<Facts>, facts: Facts): void;
  say(message: MessageDefinition<never>, facts?: unknown): void {
    this.context.emit(notice(message as MessageDefinition<unknown>, facts));
  }

  /**
   * Says why a command fails.
   * @param rc the negative number that avrdude's command returns @param cause what it failed of, if that was an error
   * @returns the error to fail with, which carries what was said
   */
  complain(message: MessageDefinition<void>): CommandError;
  complain<Facts>(
    message: MessageDefinition<Facts>,
    facts: Facts,
    rc?: number,
    cause?: AvrdudeError,
  ): CommandError;
  complain(message: MessageDefinition<never>, facts?: unknown, rc = -1, cause?: AvrdudeError): CommandError {
    const { name } = message;
    this.context.emit(notice(message as MessageDefinition<unknown>, facts));
    return new CommandError(name, rc, { cause }).saying({ name, facts });
  }

  /** The same. @returns the failure */
  refuse(message: MessageDefinition<void>): Outcome;
  refuse<Facts>(message: MessageDefinition<Facts>, facts: Facts, rc?: number, cause?: AvrdudeError): Outcome;
  refuse(message: MessageDefinition<never>, facts?: unknown, rc?: number, cause?: AvrdudeError): Outcome {
    return {
      kind: 'failed',
      error: this.complain(message as MessageDefinition<unknown>, facts, rc, cause),
    };
  }

  progress(done: number, total: number, title?: string): void {
    this.context.emit({ kind: 'progress', done, total, ...(title === undefined ? {} : { title }) });
  }

  setLoudness(loudness: { readonly verbosity?: number; readonly quell?: number }): void {
    this.verbosity = loudness.verbosity ?? this.verbosity;
    this.quell = loudness.quell ?? this.quell;
    this.context.emit({ kind: 'verbosity', ...loudness });
  }
}

/**
 * Tries something on the device.
 * @returns what it gives, or the error if it is one that a command reports and outlives; a line that is gone, and what a guard
 *   refuses, is thrown on
 */
export async function attempt<T>(deed: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await deed() };
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error) || error instanceof RefusedError) throw error;
    return { ok: false, error };
  }
}
