import { newPart } from '../config/draft.ts';
import { findProgrammer } from '../config/find-programmer.ts';
import { finishPart } from '../config/part-settings.ts';
import { Device } from '../memory/device.ts';
import type { Database } from '../model/database.ts';
import { AvrdudeError, HelpGivenError, PortError, UsageError } from '../model/errors.ts';
import type { Host } from '../model/host.ts';
import { withMemoriesInOrder } from '../model/memory-order.ts';
import type { Options } from '../model/options.ts';
import type { Memory, Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import { isUnreachable } from '../model/unreachable-memory.ts';
import type { Update } from '../model/update.ts';
import type { Console } from '../output/console.ts';
import { defaultMemory, planRun, planStep } from '../planner/plan-run.ts';
import type { Programmer, ProgrammerType } from '../programmers/programmer.ts';
import { loadProgrammerType } from '../programmers/registry.ts';
import type { Release } from '../releases/release.ts';
import type { SessionContext } from '../session/context.ts';
import { runSession, type SessionResult } from '../session/session.ts';
import { UpdateRunner } from '../session/update.ts';
import { flushTerminal, resetTerminal, runCommand, runTerminal } from '../terminal/terminal.ts';
import { createClock } from './clock.ts';
import { createOpeners } from './openers.ts';
import { findPort, suggestOtherPorts } from './ports.ts';
import { createTerminal } from './terminal.ts';

/** What a run has come to when its command line and configuration have been read. */
export interface ProgramRequest {
  readonly host: Host;
  readonly options: Options;
  readonly release: Release;
  readonly database: Database;
  readonly console: Console;
  /** The name we were called by. */
  readonly program: string;
  readonly interrupted: AbortSignal;
}

/** The programmer that was asked for, ready to be opened. */
interface Chosen {
  readonly id: string;
  readonly entry: ProgrammerEntry;
  readonly type: ProgrammerType;
  readonly programmer: Programmer;
  readonly port: string;
  /** Undefined if the part is unknown; the release says when that matters. */
  readonly part: Part | undefined;
}

/**
 * Chooses programmer and part, opens the one, and runs the session on the other.
 * @returns the exit status
 */
export async function program(request: ProgramRequest): Promise<number> {
  const { release, console } = request;
  const { emit } = console;
  const partFirst = !release.behaviour.opensBeforePartCheck;
  const chosen = await choose(request).catch((error: unknown) => {
    if (error instanceof HelpGivenError) return 'help' as const;
    throw error;
  });
  if (chosen === 'help') return 0;
  if (!chosen) return 1;
  if (partFirst && !partIsKnown(request, chosen)) return 1;
  if (partFirst) defaultMemories(request, chosen);
  if (chosen.port === '') {
    emit({ kind: 'no-port' });
    return 1;
  }
  const { status, abrupt } = await connect(request, chosen);
  if (!abrupt) emit({ kind: 'done', status, program: request.program });
  return status;
}

/** Finds entry and type, and builds the programmer. @returns undefined if that cannot be; it has been said */
async function choose(request: ProgramRequest): Promise<Chosen | undefined> {
  const { options, database, console } = request;
  const { emit } = console;
  const { verbosity } = options;
  const asked = options.programmer ?? database.defaults.programmer;
  if (asked === '') {
    emit({ kind: 'programmer-missing', database, verbosity });
    return undefined;
  }
  const wanted = options.part === undefined ? undefined : database.part(options.part);
  const found = findProgrammer(database, asked, request.release.behaviour.config, wanted);
  if (!found) {
    emit({ kind: 'programmer-unknown', id: asked, database, verbosity, part: wanted });
    return undefined;
  }
  const { id, entry } = found;
  const type = await loadProgrammerType(entry.type);
  if (!type) {
    emit({ kind: 'type-unavailable', entry });
    return undefined;
  }
  const part = options.part === undefined ? undefined : findPart(request, options.part);
  const given = options.port ?? defaultPort(entry, database);
  const port = entry.connectionType === 'serial' ? await findPort({ ...request, emit }, given) : given;
  if (options.extended.length > 0 && !type.takesExtended) {
    emit({ kind: 'extended-unsupported', parameters: options.extended });
  }
  try {
    const programmer = type.create(
      programmerContext(request, { id, entry, part: part ?? finishPart(newPart(0)), port }),
    );
    return { id, entry, type, programmer, port, part };
  } catch (error) {
    if (error instanceof HelpGivenError || !(error instanceof UsageError)) throw error;
    emit({ kind: 'extended-invalid' });
    return undefined;
  }
}

function findPart({ database, release }: ProgramRequest, name: string): Part | undefined {
  const part = database.part(name);
  return part && release.behaviour.config.memoryOrder === 'by-kind' ? withMemoriesInOrder(part) : part;
}

function programmerContext(
  { host, options, release, console, database }: ProgramRequest,
  chosen: {
    readonly id: string;
    readonly entry: ProgrammerEntry;
    readonly part: Part;
    readonly port: string;
  },
): Parameters<ProgrammerType['create']>[0] {
  const baudRate = options.baudRate ?? chosen.entry.baudrate;
  return {
    ...chosen,
    baudRate: baudRate === 0 ? undefined : baudRate,
    bitClock: bitClockOf(options, database),
    bitClockGiven: options.bitClock !== undefined,
    ispDelay: options.ispDelay,
    extended: options.extended,
    exitSpecs: options.exitSpecs ?? [],
    force: options.force,
    verbosity: options.verbosity,
    touch: options.reconnect > 0,
    behaviour: release.behaviour,
    open: createOpeners(host),
    clock: systemClock,
    emit: console.emit,
    findPart: (matches) => {
      for (const part of database.allParts()) if (matches(part)) return part;
      return undefined;
    },
  };
}

/** Seconds, from `-B` or the configuration. */
function bitClockOf(options: Options, database: Database): number | undefined {
  const microseconds = options.bitClock ?? database.defaults.bitclock;
  return microseconds > 0 ? microseconds * 1e-6 : undefined;
}

function defaultPort({ connectionType }: ProgrammerEntry, { defaults }: Database): string {
  switch (connectionType) {
    case 'parallel':
      return defaults.parallel;
    case 'serial':
      return defaults.serial;
    case 'usb':
      return 'usb';
    case 'spi':
      return defaults.spi;
    case 'linuxgpio':
      return defaults.linuxgpio;
  }
}

/** @returns whether the run can go on; if not, it has been said why */
function partIsKnown({ options, database, console }: ProgramRequest, { entry, part, type }: Chosen): boolean {
  const { verbosity } = options;
  if (options.part === undefined) {
    console.emit({ kind: 'part-missing', database, verbosity, entry });
    return false;
  }
  if (!part) {
    console.emit({ kind: 'part-unknown', name: options.part, database, verbosity, entry });
    return false;
  }
  if (options.exitSpecs && !type.takesExitSpecs) console.emit({ kind: 'exit-specs-unsupported' });
  return true;
}

/** Says which memory a `-U` without one means. */
function defaultMemories({ options, console }: ProgramRequest, { part }: Chosen): void {
  if (!part) return;
  for (const step of options.steps) {
    if (step.kind !== 'update' || step.update.memory !== undefined) continue;
    const { operation, file } = step.update;
    console.emit({ kind: 'memory-defaulted', operation, file, memory: defaultMemory(part) });
  }
}

const failure: SessionResult = { status: 1, abrupt: false };

/** Opens the programmer, runs the session, and closes it whatever happened. */
async function connect(request: ProgramRequest, chosen: Chosen): Promise<SessionResult> {
  const { options, release, console } = request;
  const { emit } = console;
  const { id, entry, port, programmer } = chosen;
  const { baudRate, ispDelay } = options;
  const { defaults } = request.database;
  const bitClock = options.bitClock ?? (defaults.bitclock > 0 ? defaults.bitclock : undefined);
  const defaultBaudRate = defaults.baudrate;
  const partFirst = !release.behaviour.opensBeforePartCheck;
  const part = partFirst ? chosen.part : undefined;
  emit({ kind: 'connecting', port, id, entry, part, baudRate, defaultBaudRate, bitClock, ispDelay });
  try {
    await programmer.open();
  } catch (error) {
    if (!(error instanceof AvrdudeError)) throw error;
    emit({ kind: 'open-failed', port: error instanceof PortError ? error.port : port, id });
    if (entry.connectionType === 'serial') await suggestOtherPorts({ ...request, emit }, release.lineage);
    return failure;
  }
  try {
    if (release.behaviour.opensBeforePartCheck) {
      if (!partIsKnown(request, chosen)) return failure;
      if (chosen.part) emit({ kind: 'part-chosen', part: chosen.part, entry });
    }
    return chosen.part ? await runSession(sessionContext(request, chosen, chosen.part)) : failure;
  } finally {
    await release_(programmer);
  }
}

/** Lets the target go, and the programmer: each step whether or not the one before succeeded. */
async function release_(programmer: Programmer): Promise<void> {
  for (const step of [programmer.powerdown, programmer.disable, programmer.close]) {
    try {
      await step?.call(programmer);
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
    }
  }
}

function sessionContext(request: ProgramRequest, chosen: Chosen, part: Part): SessionContext {
  const { host, options, release, database, console, interrupted } = request;
  const { behaviour } = release;
  const { programmer, entry, type } = chosen;
  const { emit } = console;
  const plan = planRun({
    options,
    part,
    behaviour,
    defaultSafemode: database.defaults.safemode,
    stdinIsTerminal: host.stdin.isTerminal,
    erasesPages: programmer.pageErase !== undefined,
    excluded: (memory) => isUnreachable(memory, part, entry),
  });
  const device = new Device({
    programmer,
    part,
    behaviour,
    clock: systemClock,
    emit,
    eraseBlanksFlash: entry.progModes.includes('ISP') && !entry.progModes.includes('SPM'),
    programmerId: chosen.id,
    bootloader: entry.progModes.includes('SPM'),
    keepTrailingFf:
      options.keepTrailingFf ||
      (plan.erase.kind === 'pages' && behaviour.autoErase === 'before-flash-unread'),
    interrupted,
  });
  const excluded = (memory: Memory): boolean => isUnreachable(memory, part, entry);
  const terminal = createTerminal(request, {
    id: chosen.id,
    entry,
    typeName: type.name,
    device,
    excluded,
    runUpdate: (update) => runUpdate(context, update, excluded),
  });
  const context: SessionContext = {
    plan,
    database,
    behaviour,
    programmer,
    programmerType: type,
    entry,
    programmerId: chosen.id,
    program: request.program,
    part,
    device,
    fs: host.fs,
    stdin: host.stdin,
    stdout: host.stdout,
    clock: systemClock,
    emit,
    guards: areGuardsUp(host),
    get verbosity() {
      return terminal.session.verbosity;
    },
    get quell() {
      return terminal.session.quell;
    },
    baudRate: options.baudRate,
    bitClock: bitClockOf(options, database),
    runTerminal: () => runTerminal(terminal),
    runCommand: (line) => runCommand(terminal, line),
    flushTerminal: () => flushTerminal(terminal),
    resetTerminal: () => resetTerminal(terminal),
  };
  return context;
}

/** One more memory operation, which nobody planned for. @returns whether it succeeded */
async function runUpdate(
  context: SessionContext,
  update: Update,
  excluded: (memory: Memory) => boolean,
): Promise<boolean> {
  const { part, behaviour } = context;
  const runner = new UpdateRunner(context, undefined);
  for (const step of planStep({ kind: 'update', update, verify: true }, { part, behaviour, excluded })) {
    if (step.kind === 'update' && !(await runner.run(step, undefined))) return false;
  }
  return true;
}

const systemClock = createClock();

/** Guards stand where somebody looks on; a program sees exactly the release. */
function areGuardsUp({ env, stderr }: Host): boolean {
  const { AVRDUDE_GUARDS } = env;
  return AVRDUDE_GUARDS === 'always' || (stderr.isTerminal && AVRDUDE_GUARDS !== 'never');
}
