import { run } from './cli/run.ts';
import { createClock } from './host/clock.ts';
import { crc32 } from './host/crc32.ts';
import { createFileWaits } from './host/file-waits.ts';
import { createLineEditor } from './host/line-editor.ts';
import { createOpeners } from './host/openers.ts';
import { Outflow } from './host/outflow.ts';
import { runShell } from './host/shell.ts';
import { createSink } from './host/sink.ts';
import { createSource } from './host/source.ts';

type Machine = Parameters<typeof run>[0];

// What Node has to say of itself is none of avrdude's words, which callers read.
process.removeAllListeners('warning');

/** As it is: an import would be wrapped, function by function. */
const fs = process.getBuiltinModule('node:fs');

/** Signals that end a run; the target is released first. */
const endings: readonly NodeJS.Signals[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  // Ctrl-Break.
  ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : []),
];

/** What Windows lets a program end with that a console event has ended (STATUS_CONTROL_C_EXIT); there it has no signals. */
const endedByConsole = -1073741510;

/** Whether a descriptor is a terminal. Node's own answer loads its network code first; a pipe, a file or /dev/null needs none of it. */
function isTerminal(fd: number): boolean {
  try {
    const stat = fs.fstatSync(fd);
    const nullDevice = process.platform !== 'win32' && stat.rdev === fs.statSync('/dev/null').rdev;
    if (!stat.isCharacterDevice() || nullDevice) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule('node:tty').isatty(fd);
}

/** Line editing, with what Node has for it loaded when the first question is asked. */
function lineEditor() {
  return createLineEditor({
    load: () => ({
      createInterface: process.getBuiltinModule('node:readline').createInterface,
      PassThrough: process.getBuiltinModule('node:stream').PassThrough,
    }),
    output: () => process.stdout,
    setRawMode: (on) => process.stdin.setRawMode(on),
    interrupt: () => process.kill(process.pid, 'SIGINT'),
  });
}

/** The name we were called by. Under `node main.cjs` that is Node's, which nobody wants to see. */
function calledAs(): string {
  const underNode = /^node(\.exe)?$/.test(process.argv0.replace(/^.*[\\/]/, ''));
  return underNode ? 'avrdude' : process.argv0;
}

function createMachine(outflow: Outflow, interrupted: AbortSignal): Machine {
  const { platform } = process;
  const openSink = (fd: number) =>
    createSink({ fd, isTerminal: () => isTerminal(fd), fs, platform, outflow });
  const stdout = openSink(1);
  const editor = lineEditor();
  return {
    argv: [calledAs(), ...process.argv.slice(2)],
    env: process.env,
    platform,
    executable: calledAs() === process.argv0 ? process.execPath : (process.argv[1] ?? process.execPath),
    fs: Object.create(fs, {
      waits: { value: createFileWaits(fs, interrupted) },
      backslashes: { value: platform === 'win32' },
    }),
    crc32,
    clock: createClock(),
    openers: (emit) => createOpeners({ fs, platform }, emit),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    runShell,
    stdout,
    stderr: openSink(2),
    stdin: createSource({
      isTerminal: () => isTerminal(0),
      open: () => process.stdin,
      output: stdout,
      editor: () => (stdout.isTerminal && process.env.TERM !== 'dumb' ? editor : undefined),
      interrupted,
    }),
    openSink,
  };
}

/** How long letting the target go may take before the process dies of the signal all the same, in milliseconds. */
const patience = 1800;

function main(): void {
  const stop = new AbortController();
  const outflow = new Outflow();
  const machine = createMachine(outflow, stop.signal);
  let ending: NodeJS.Signals | undefined;
  /** Dies of the signal, as a program without a listener does: whoever called us sees why. */
  const raise = (name: NodeJS.Signals) => {
    for (const one of endings) process.off(one, listener);
    if (process.platform === 'win32') process.exit(endedByConsole);
    process.kill(process.pid, name);
  };
  const listener = (name: NodeJS.Signals) => {
    // The second one is not waited for.
    if (ending !== undefined) raise(name);
    ending = name;
    outflow.abandon();
    stop.abort(name);
    setTimeout(() => raise(name), patience);
  };
  const holdSignals = () => {
    for (const name of endings) process.on(name, listener);
  };
  const crash = (error: unknown) => {
    machine.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  };
  process.on('uncaughtException', (error) => {
    crash(error);
    stop.abort(error);
  });
  run(machine, { interrupted: stop.signal, holdSignals })
    .then((status) => {
      process.exitCode ||= status;
    }, crash)
    .then(() => outflow.drained())
    .finally(() => {
      if (ending !== undefined) raise(ending);
      // Ports are closed, and all that was written has left, so that nothing is cut off here. Taking the engine apart in an
      // orderly way would cost a tenth of a start.
      else process.exit();
    });
}

main();
