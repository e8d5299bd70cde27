import {
  AnsweredError,
  AvrdudeError,
  InterruptedError,
  PortError,
  PortRefusedError,
  UsageError,
} from '../model/errors.ts';
import { defaultMemory } from '../model/locate-memory.ts';
import { exitStatus, isAbrupt, type Outcome, outcomeOf } from '../model/outcome.ts';
import type { Part } from '../model/part.ts';
import { hushed } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { Programmer } from '../programmers/programmer.ts';
import { bitPeriodOf, type Chosen, choose, type ProgramRequest } from './choose.ts';
import { checkExitSpecs } from './exit-specs.ts';
import { suggestOtherPorts } from './ports.ts';

/**
 * Chooses programmer and part, opens the one, and runs the session on the other.
 * @returns how it ended; a failure has been said
 */
export async function program(request: ProgramRequest): Promise<Outcome> {
  let chosen: Chosen;
  try {
    chosen = await chooseAll(request);
  } catch (error) {
    if (error instanceof UsageError) return outcomeOf(error, { kind: 'choose' });
    throw error;
  }
  const outcome = await connect(request, chosen);
  const status = statusOf(request, outcome);
  if (!isAbrupt(outcome, request.release.behaviour.endsShowing === 'abruptly'))
    request.emit({ kind: 'done', status, outcome, program: request.program });
  chosen.type.released?.(request.emit);
  return outcome;
}

/** The exit status of a run under the release in force. */
export function statusOf({ release }: Pick<ProgramRequest, 'release'>, outcome: Outcome): number {
  return exitStatus(outcome, release.behaviour.terminalComes === 'first');
}

/** What is settled before anything is opened. @throws UsageError after saying what is wrong */
async function chooseAll(request: ProgramRequest): Promise<Chosen> {
  const chosen = await choose(request);
  if (!request.release.behaviour.opensBeforePartCheck) {
    checkPart(request, chosen);
    defaultMemories(request, chosen);
  }
  if (chosen.port === '' && !chosen.type.needsNoPort)
    fail(request.emit, { kind: 'no-port' }, new UsageError('no port given'));
  return chosen;
}

/** @returns the part. @throws UsageError if there is none, after saying so */
function checkPart(request: ProgramRequest, chosen: Chosen): Part {
  const { options, database, emit } = request;
  const { entry, part } = chosen;
  const { verbosity } = options;
  if (options.part === undefined)
    fail(emit, { kind: 'part-missing', database, verbosity, entry }, new UsageError('no part given'));
  if (!part)
    fail(
      emit,
      { kind: 'part-unknown', name: options.part, database, verbosity, entry },
      new UsageError(`no part ${options.part}`),
    );
  checkExitSpecs(request, chosen);
  return part;
}

/** Says which memory a `-U` without one means. */
function defaultMemories({ options, release, emit }: ProgramRequest, { part }: Chosen): void {
  if (!part) return;
  for (const step of options.steps) {
    if (step.kind !== 'update' || step.update.memory !== undefined) continue;
    const { operation, file } = step.update;
    emit({ kind: 'memory-defaulted', operation, file, memory: defaultMemory(part) });
    const verifiedApart = step.verify && operation === 'write' && release.behaviour.verify !== 'within-write';
    if (verifiedApart)
      emit({ kind: 'memory-defaulted', operation: 'verify', file, memory: defaultMemory(part) });
  }
}

/** Opens the programmer, runs the session, and closes it whatever happened. */
async function connect(request: ProgramRequest, chosen: Chosen): Promise<Outcome> {
  const { options, release, emit } = request;
  const { id, entry, programmer } = chosen;
  const { baudRate, ispDelay } = options;
  const { defaults } = request.database;
  const bitClock = bitPeriodOf(options, request.database);
  const defaultBaudRate = defaults.baudrate;
  const partFirst = !release.behaviour.opensBeforePartCheck;
  const part = partFirst ? chosen.part : undefined;
  request.holdSignals();
  let { port } = chosen;
  try {
    port = (await chosen.touch?.()) ?? port;
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    if (!chosen.alternativesTold) await suggestOtherPorts(request);
    return outcomeOf(error, { kind: 'open' });
  }
  emit({ kind: 'connecting', port, id, entry, part, baudRate, defaultBaudRate, bitClock, ispDelay });
  try {
    await programmer.open();
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    await abandon(request, programmer);
    const outcome = outcomeOf(error, { kind: 'open' });
    const isOver = error instanceof AnsweredError || error instanceof InterruptedError;
    if (isOver || error instanceof PortRefusedError) return outcome;
    emit({ kind: 'open-failed', port: error instanceof PortError ? error.port : port, id });
    if (!chosen.alternativesTold) await suggestOtherPorts(request);
    return outcome;
  }
  try {
    const known = part ?? checkPart(request, chosen);
    if (!part) emit({ kind: 'part-chosen', part: known, entry });
    // All that a session needs is loaded when there is something to run it on.
    const { startSession } = await import('./session.ts');
    return await startSession(request, chosen, known);
  } catch (error) {
    if (error instanceof UsageError) return outcomeOf(error, { kind: 'choose' });
    throw error;
  } finally {
    request.watch.release();
    await letGo(programmer);
  }
}

/** Undoes what an opening that has failed, or was interrupted, had done before. No release does, so nothing is said of it. */
async function abandon({ emit, watch }: ProgramRequest, programmer: Programmer): Promise<void> {
  watch.release();
  try {
    await hushed(emit, () => programmer.close());
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
  }
}

/** Lets the target go, and the programmer: each step whether or not the one before succeeded. */
async function letGo(programmer: Programmer): Promise<void> {
  for (const step of [programmer.powerdown, programmer.disable, programmer.close]) {
    try {
      await step?.call(programmer);
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
    }
  }
}
