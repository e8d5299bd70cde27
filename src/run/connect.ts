import { connectionOf } from '../config/type-facts.ts';
import {
  AvrdudeError,
  HelpGivenError,
  InterruptedError,
  PortError,
  PortRefusedError,
} from '../model/errors.ts';
import { defaultMemory } from '../model/locate-memory.ts';
import type { Programmer } from '../programmers/programmer.ts';
import type { SessionResult } from '../session/session.ts';
import { bitPeriodOf, type Chosen, choose, type ProgramRequest } from './choose.ts';
import { suggestOtherPorts } from './ports.ts';

/**
 * Chooses programmer and part, opens the one, and runs the session on the other.
 * @returns the exit status
 */
export async function program(request: ProgramRequest): Promise<number> {
  const { release, emit } = request;
  const partFirst = !release.behaviour.opensBeforePartCheck;
  const chosen = await choose(request).catch((error: unknown) => {
    if (error instanceof HelpGivenError) return 'help' as const;
    throw error;
  });
  if (chosen === 'help') return 0;
  if (!chosen) return 1;
  if (partFirst && !partIsKnown(request, chosen)) return 1;
  if (partFirst) defaultMemories(request, chosen);
  if (chosen.port === '' && !chosen.type.needsNoPort) {
    emit({ kind: 'no-port' });
    return 1;
  }
  const { status, abrupt } = await connect(request, chosen);
  if (!abrupt) emit({ kind: 'done', status, program: request.program });
  return status;
}

/** @returns whether the run can go on; if not, it has been said why */
function partIsKnown({ options, database, emit }: ProgramRequest, { entry, part, type }: Chosen): boolean {
  const { verbosity } = options;
  if (options.part === undefined) {
    emit({ kind: 'part-missing', database, verbosity, entry });
    return false;
  }
  if (!part) {
    emit({ kind: 'part-unknown', name: options.part, database, verbosity, entry });
    return false;
  }
  if (options.exitSpecs && !type.takesExitSpecs) emit({ kind: 'exit-specs-unsupported' });
  return true;
}

/** Says which memory a `-U` without one means. */
function defaultMemories({ options, emit }: ProgramRequest, { part }: Chosen): void {
  if (!part) return;
  for (const step of options.steps) {
    if (step.kind !== 'update' || step.update.memory !== undefined) continue;
    const { operation, file } = step.update;
    emit({ kind: 'memory-defaulted', operation, file, memory: defaultMemory(part) });
  }
}

const failure: SessionResult = { status: 1, abrupt: false };

/** Opens the programmer, runs the session, and closes it whatever happened. */
async function connect(request: ProgramRequest, chosen: Chosen): Promise<SessionResult> {
  const { options, release, emit } = request;
  const { id, entry, port, programmer } = chosen;
  const { baudRate, ispDelay } = options;
  const { defaults } = request.database;
  const bitClock = bitPeriodOf(options, request.database);
  const defaultBaudRate = defaults.baudrate;
  const partFirst = !release.behaviour.opensBeforePartCheck;
  const part = partFirst ? chosen.part : undefined;
  emit({ kind: 'connecting', port, id, entry, part, baudRate, defaultBaudRate, bitClock, ispDelay });
  request.holdSignals();
  try {
    await programmer.open();
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    if (error instanceof PortRefusedError || error instanceof InterruptedError) return failure;
    emit({ kind: 'open-failed', port: error instanceof PortError ? error.port : port, id });
    if (connectionOf(entry) === 'serial') await suggestOtherPorts(request, release.lineage);
    return failure;
  }
  try {
    if (release.behaviour.opensBeforePartCheck) {
      if (!partIsKnown(request, chosen)) return failure;
      if (chosen.part) emit({ kind: 'part-chosen', part: chosen.part, entry });
    }
    if (!chosen.part) return failure;
    // All that a session needs is loaded when there is something to run it on.
    const { startSession } = await import('./session.ts');
    return await startSession(request, chosen, chosen.part);
  } finally {
    request.watch.release();
    await letGo(programmer);
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
