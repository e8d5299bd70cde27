import { newPart } from '../config/draft.ts';
import { findProgrammer } from '../config/find-programmer.ts';
import { finishPart } from '../config/part-settings.ts';
import { connectionOf } from '../config/type-facts.ts';
import type { Clock } from '../model/clock.ts';
import type { Database } from '../model/database.ts';
import { HelpGivenError, UsageError } from '../model/errors.ts';
import { withMemoriesInOrder } from '../model/memory-order.ts';
import type { Options } from '../model/options.ts';
import type { Part } from '../model/part.ts';
import type { PartFacts } from '../model/part-facts.ts';
import type { ConnectionType, ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Emit } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import type { Openers, Programmer, ProgrammerType } from '../programmers/programmer.ts';
import { loadProgrammerType } from '../programmers/registry.ts';
import type { Release } from '../releases/release.ts';
import type { Watch } from '../transports/watch.ts';
import { exitSpecsFor } from './exit-specs.ts';
import type { Machine } from './machine.ts';
import { findPort, portsOf } from './ports.ts';
import { followingOpeners, watchedClock, watchedOpeners } from './watched.ts';

/** What a run has come to when its command line and configuration have been read. */
export interface ProgramRequest {
  readonly host: Pick<Machine, 'fs' | 'stdin' | 'stdout' | 'platform' | 'breathe' | 'runShell'>;
  readonly clock: Clock;
  readonly openers: Openers;
  readonly facts: PartFacts;
  readonly options: Options;
  readonly release: Release;
  readonly database: Database;
  readonly emit: Emit;
  /** Whether hints are shown: what only they need is not looked for otherwise. */
  readonly hints: boolean;
  /** Whether what would do harm is refused. */
  readonly guards: boolean;
  /** How often `-v` counts now, which the terminal's `verbose` and `quell` change. */
  readonly loudness: () => number;
  /** The name we were called by. */
  readonly program: string;
  readonly interrupted: AbortSignal;
  /** From now on signals are told by `interrupted`; before, with no target to let go, they end the process at once. */
  readonly holdSignals: () => void;
  /** Sees to it that every wait ends. */
  readonly watch: Watch;
}

/** The programmer that was asked for, ready to be opened. */
export interface Chosen {
  readonly id: string;
  readonly entry: ProgrammerEntry;
  readonly type: ProgrammerType;
  readonly programmer: Programmer;
  readonly port: string;
  /** Whether nothing is left to say of other ports if this one cannot be opened. */
  readonly alternativesTold: boolean;
  /** Undefined if the part is unknown; the release says when that matters. */
  readonly part: Part | undefined;
  /**
   * Present with `-r`: asks a board for its boot loader, which the programmer will then find wherever it came up.
   * @returns its port. @throws TransportError if the port cannot be opened, after saying so
   */
  readonly touch?: () => Promise<string>;
}

/** Finds entry and type, and builds the programmer. @throws UsageError if that cannot be, after saying so */
export async function choose(request: ProgramRequest): Promise<Chosen> {
  const { options, database, emit } = request;
  const { verbosity } = options;
  const asked = options.programmer ?? database.defaults.programmer;
  if (asked === '')
    fail(emit, { kind: 'programmer-missing', database, verbosity }, new UsageError('no programmer given'));
  const wanted = options.part === undefined ? undefined : database.part(options.part);
  const found = findProgrammer(database, asked, request.release.behaviour.config, wanted);
  if (!found)
    fail(
      emit,
      { kind: 'programmer-unknown', id: asked, database, verbosity, part: wanted },
      new UsageError(`no programmer ${asked}`),
    );
  const { id, entry } = found;
  const type = await loadProgrammerType(entry.type, wanted);
  if (!type)
    fail(
      emit,
      { kind: 'type-unavailable', entry },
      new UsageError(`programmers of the type ${entry.type} are not there`),
    );
  type.taken?.(emit);
  try {
    return await build(request, { id, entry, type });
  } catch (error) {
    type.released?.(emit);
    throw error;
  }
}

/** Settles part and port, and builds the programmer. @throws UsageError if that cannot be, after saying so */
async function build(
  request: ProgramRequest,
  { id, entry, type }: Pick<Chosen, 'id' | 'entry' | 'type'>,
): Promise<Chosen> {
  const { options, database, emit } = request;
  const part = options.part === undefined ? undefined : findPart(request, options.part);
  const connection = connectionOf(entry);
  const given = options.port ?? defaultPort(connection, database);
  const { port, alternativesTold } =
    connection === 'serial' ? await findPort(request, given) : { port: given, alternativesTold: true };
  if (options.port === undefined && connection === 'serial' && request.hints)
    emit({ kind: 'port-defaulted', port, ports: await portsOf(request) });
  const moved = new Map<string, string>();
  const context = programmerContext(request, {
    id,
    entry,
    type,
    part: part ?? finishPart(newPart(0), 'none'),
    port,
    moved,
  });
  await type.lookAround?.(context);
  if (!type.takesExtended) ignoreExtended(request, id);
  try {
    const chosen = { id, entry, type, programmer: type.create(context), port, part, alternativesTold };
    if (!context.touch) return chosen;
    const { touchOrSay } = await import('../programmers/line/touch.ts');
    return {
      ...chosen,
      touch: async () => {
        const found = await touchOrSay(context);
        moved.set(port, found);
        return found;
      },
    };
  } catch (error) {
    if (error instanceof UsageError && !(error instanceof HelpGivenError)) emit({ kind: 'extended-invalid' });
    throw error;
  }
}

/**
 * What is said of `-x` parameters for a type that takes none.
 *
 * @throws HelpGivenError for `-x help` under a release that knows it for every type
 */
function ignoreExtended({ options, release, emit, program }: ProgramRequest, id: string): void {
  const { extended } = options;
  const help = release.wording['extended-help'] ? extended.indexOf('help') : -1;
  const ignored = help < 0 ? extended : extended.slice(0, help);
  if (ignored.length > 0) emit({ kind: 'extended-unsupported', parameters: ignored });
  if (help < 0) return;
  fail(emit, { kind: 'extended-help', id, program }, new HelpGivenError('-x help'));
}

function findPart({ database, release }: ProgramRequest, name: string): Part | undefined {
  const part = database.part(name);
  return part && release.behaviour.config.memoryOrder === 'by-kind' ? withMemoriesInOrder(part) : part;
}

function programmerContext(
  request: ProgramRequest,
  {
    moved,
    ...chosen
  }: {
    readonly id: string;
    readonly entry: ProgrammerEntry;
    readonly part: Part;
    readonly port: string;
    readonly moved: ReadonlyMap<string, string>;
    readonly type: ProgrammerType;
  },
): Parameters<ProgrammerType['create']>[0] {
  const { options, release, database } = request;
  const { type, ...rest } = chosen;
  const baudRate = options.baudRate ?? chosen.entry.baudrate;
  return {
    ...rest,
    baudRate: baudRate === 0 ? undefined : baudRate,
    bitClock: bitClockOf(options, database),
    bitClockGiven: options.bitClock !== undefined,
    ispDelay: options.ispDelay,
    extended: options.extended,
    exitSpecs: exitSpecsFor(options.exitSpecs, type, release.behaviour),
    force: options.force,
    get verbosity() {
      return request.loudness();
    },
    touch: options.reconnect > 0 && connectionOf(chosen.entry) === 'serial',
    behaviour: release.behaviour,
    open: followingOpeners(watchedOpeners(request), moved),
    clock: watchedClock(request),
    platform: request.host.platform,
    emit: request.emit,
    facts: request.facts,
    findPart: (matches) => {
      // In the order in which the release looks parts up, which the catalogue has.
      for (const { id } of database.partCatalogue()) {
        const part = database.part(id);
        if (part && matches(part)) return part;
      }
      return undefined;
    },
  };
}

/** Microseconds, from `-B`, which may be below 0 or no number, or from the configuration; never 0. */
export function bitPeriodOf(options: Options, { defaults }: Database): number | undefined {
  return options.bitClock ?? (defaults.bitclock > 0 ? defaults.bitclock : undefined);
}

/** The same in seconds. */
export function bitClockOf(options: Options, database: Database): number | undefined {
  const microseconds = bitPeriodOf(options, database);
  return microseconds === undefined ? undefined : microseconds * 1e-6;
}

function defaultPort(connection: ConnectionType, { defaults }: Database): string {
  switch (connection) {
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
