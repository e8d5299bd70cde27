import {
  AnsweredError,
  type AvrdudeError,
  CommandError,
  CrashError,
  ExitSpecsError,
  HelpGivenError,
  InterruptedError,
  returnCode,
} from './errors.ts';
import type { Step } from './plan.ts';

/** What a run does of its own accord, before, between and after the steps that were asked for. */
export type Stage =
  /** Programmer, part and port are looked up. */
  | 'choose'
  /** The programmer is opened. */
  | 'open'
  /** The steps are looked through for mistakes (7.x and later). */
  | 'check'
  /** `-O`. */
  | 'calibrate'
  /** What `-v` shows, reading input files, asking for the programmer's attention. */
  | 'prepare'
  | 'initialise'
  | 'signature'
  /** A locked part is erased so that it can be talked to. */
  | 'unlock'
  | 'safemode'
  /** A guard objects, see `session/guards`. */
  | 'guard'
  | 'erase'
  /** The programmer put the erase off until flash is written, which did not come about. */
  | 'delayed-erase';

/** Where a run was: at a stage of its own, or at a step that was asked for. */
export type RunStep = { readonly kind: Stage } | Step;

/** Something failed, and has been said: the error that it failed with, and where. */
export interface Failure {
  readonly kind: 'failed';
  readonly error: AvrdudeError;
  readonly step: RunStep;
}

/** How a run, or the session in it, came to its end. */
export type Outcome =
  | { readonly kind: 'ok' }
  | Failure
  /** It ended early, and that is nobody's fault: what was asked has been answered, or the user wants no more. */
  | { readonly kind: 'ended'; readonly error: HelpGivenError | AnsweredError | InterruptedError };

/** What came of something that may fail while others go on. The failure has been said. */
export type Tried<Value = void> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: AvrdudeError };

/** It went well, and there is nothing to give. */
export const succeeded: Tried = { ok: true, value: undefined };

/** It did not. */
export function failedWith(error: AvrdudeError): { readonly ok: false; readonly error: AvrdudeError } {
  return { ok: false, error };
}

/** The outcome that an error makes of a run. */
export function outcomeOf(error: AvrdudeError, step: RunStep): Outcome {
  if (error instanceof HelpGivenError || error instanceof AnsweredError || error instanceof InterruptedError)
    return { kind: 'ended', error };
  return { kind: 'failed', error, step };
}

/**
 * Whether the release breaks off without its closing words: it dies, or has given help.
 * @param answers whether it does so, too, where the programmer has shown what it was asked for
 */
export function isAbrupt(outcome: Outcome, answers: boolean): boolean {
  if (outcome.kind === 'ok') return false;
  const { error } = outcome;
  if (error instanceof AnsweredError) return answers;
  if (error instanceof ExitSpecsError) return error.abruptly;
  return error instanceof CrashError || error instanceof HelpGivenError;
}

/**
 * The exit status that avrdude has for an outcome.
 * @param terminalStatus whether a terminal ends the run with the number of its last command, as where it comes before the
 * operations; 1 otherwise
 */
export function exitStatus(outcome: Outcome, terminalStatus: boolean): number {
  if (outcome.kind === 'ok') return 0;
  const { error } = outcome;
  if (outcome.kind === 'ended') return error instanceof InterruptedError ? 1 : 0;
  if (error instanceof CrashError) return error.status;
  switch (outcome.step.kind) {
    case 'calibrate':
      return 255;
    case 'erase':
    case 'unlock':
      return returnCode(error) & 0xff || 1;
    case 'terminal':
      return terminalStatus && error instanceof CommandError ? error.rc : 1;
    default:
      return 1;
  }
}
