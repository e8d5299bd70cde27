import { builtInDatabase } from '../config/built-in.ts';
import { openDatabase } from '../config/open.ts';
import { type ConfigPaths, findConfigFiles, findUserFile } from '../config/search.ts';
import { createAdviser } from '../hints/adviser.ts';
import type { Database } from '../model/database.ts';
import { ConfigError } from '../model/errors.ts';
import type { Host } from '../model/host.ts';
import type { Options } from '../model/options.ts';
import { Console } from '../output/console.ts';
import { releases } from '../releases/all.ts';
import type { Release } from '../releases/release.ts';
import { selectRelease } from '../releases/select.ts';
import type { ProgramRequest } from '../run/choose.ts';
import { program, statusOf } from '../run/connect.ts';
import type { Machine } from '../run/machine.ts';
import { partFacts } from '../run/part-facts.ts';
import { answerPortQuestion } from '../run/ports.ts';
import { Watch } from '../transports/watch.ts';
import { programName, readCommandLine } from './command-line.ts';
import { installUdevRules } from './install-udev.ts';
import { openLogFile } from './log-file.ts';
import { type CommandLine, parseOptions } from './options.ts';
import { answerQuestions } from './questions.ts';
import { isGranted, readSettings, type Settings } from './settings.ts';
import { type Outlets, settle } from './settle.ts';

/**
 * One run of the program, from command line to exit status.
 * @param interruption how the user's wish to end the run is told; the target is released first
 */
export async function run(machine: Machine, interruption: Interruption): Promise<number> {
  const outlets: Outlets = {};
  const status = await carryOut(machine, interruption, outlets);
  return (await settle(machine, outlets)) ? status : status || 1;
}

/** How the user's wish to end the run is told, and from when on. */
export type Interruption = Pick<ProgramRequest, 'interrupted' | 'holdSignals'>;

async function carryOut(machine: Machine, interruption: Interruption, outlets: Outlets): Promise<number> {
  const settings = readSettings(machine.env);
  const release = releases[selectRelease(programName(machine.argv[0] ?? ''), settings.compat)];
  const line = readCommandLine(machine, findUserFile(machine, release.behaviour.config.userFileSearch)?.path);
  const parsed = parseOptions(line, release.commandLine);
  const early = createConsole(machine, settings, line, release);
  outlets.emit = early.emit;
  early.emit(parsed.given);
  for (const event of parsed.said) early.emit(event);
  if (parsed.kind === 'exit') {
    early.emit({ kind: 'ended', status: parsed.status, interrupted: false });
    early.flushHints();
    return parsed.status;
  }

  const { options } = parsed;
  const log = openLogFile(machine, options.logFile, early.emit);
  if (log === 'failed') return 1;
  if (log && options.logFile !== undefined) outlets.log = { file: options.logFile, sink: log };
  const outlet = { stdout: machine.stdout, stderr: log ?? machine.stderr, clock: machine.clock };
  const console = createConsole(outlet, settings, line, release, options);
  let status = 1;
  try {
    console.emit(parsed.given);
    const paths = findConfigFiles(
      machine,
      {
        systemFile: options.config,
        additionalFiles: options.additionalConfigs,
        userFile: !options.skipPersonalConfig,
      },
      release.behaviour.config.userFileSearch,
    );
    const search = { executable: machine.executable, system: paths.system };
    console.emit({ kind: 'identified', words: [line.calledAs, ...line.words], search });
    const database = readConfiguration(machine, paths, release, console);
    if (database === undefined) return 1;
    const { emit } = console;
    const openers = machine.openers(emit);
    const answered =
      (await installUdevRules({ host: machine, database, emit }, options)) ??
      (await answerPortQuestion({ openers, database, emit }, options.port)) ??
      (await answerQuestions({ options, release, database, program: line.program, emit }));
    if (answered !== undefined) {
      status = answered;
      return answered;
    }
    console.emit({ kind: 'configured' });
    const watch = new Watch(interruption.interrupted, () => machine.clock.now());
    interruption.interrupted.addEventListener('abort', console.fallSilent);
    const outcome = await program({
      host: machine,
      clock: machine.clock,
      openers,
      facts: partFacts,
      options,
      release,
      database,
      emit,
      hints: console.showsHints,
      guards: isGranted(settings.guards, machine.stderr),
      loudness: () => console.loudness,
      program: line.program,
      ...interruption,
      watch,
    });
    status = statusOf({ release }, outcome);
    return status;
  } finally {
    console.emit({ kind: 'ended', status, interrupted: interruption.interrupted.aborted });
    console.flushHints();
  }
}

function createConsole(
  { stdout, stderr, clock }: Pick<Machine, 'stdout' | 'stderr' | 'clock'>,
  { hints }: Settings,
  { program }: CommandLine,
  release: Release,
  { verbosity, quell }: Pick<Options, 'verbosity' | 'quell'> = { verbosity: 0, quell: 0 },
): Console {
  return new Console({
    style: release.console,
    wording: release.wording,
    lineage: release.lineage,
    program,
    verbosity,
    quell,
    stdout,
    stderr,
    advise: isGranted(hints, stderr) ? createAdviser(hints === 'always') : undefined,
    now: () => clock.now(),
  });
}

/** @returns undefined if a file cannot be used, which has been said */
function readConfiguration(
  host: Host,
  paths: ConfigPaths,
  release: Release,
  console: Console,
): Database | undefined {
  try {
    return openDatabase(host, paths, release.behaviour.config, builtInDatabase, console.emit);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}
