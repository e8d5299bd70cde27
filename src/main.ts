import { run } from './cli/run.ts';
import { createSink, createSource, type LineEditor } from './cli/streams.ts';

type Host = Parameters<typeof run>[0];

/** As it is: an import would be wrapped, function by function. */
const fs = process.getBuiltinModule('node:fs');

/** Signals that end a run; the target is released first. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

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

function sink(fd: number) {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const pause = (milliseconds: number) => void Atomics.wait(cell, 0, 0, milliseconds);
  return createSink({
    fd,
    isTerminal: () => isTerminal(fd),
    writeSync: fs.writeSync,
    pause,
    carriageReturns: process.platform === 'win32',
  });
}

/** Line editing by Node's readline, loaded when the first question is asked. */
function lineEditor(): LineEditor {
  let history: string[] = [];
  return async (prompt) => {
    const { createInterface } = await import('node:readline');
    const editor = createInterface({ input: process.stdin, output: process.stdout, terminal: true, history });
    return new Promise((resolve) => {
      editor.on('history', (lines) => {
        history = lines;
      });
      editor.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
      editor.on('close', () => resolve(undefined));
      editor.question(prompt, (line) => {
        resolve(line);
        editor.close();
      });
    });
  };
}

/** The name we were called by. Under `node main.cjs` that is Node's, which nobody wants to see. */
function calledAs(): string {
  const underNode = /^node(\.exe)?$/.test(process.argv0.replace(/^.*[\\/]/, ''));
  return underNode ? 'avrdude' : process.argv0;
}

function createHost(): Host {
  const stdout = sink(1);
  const editor = lineEditor();
  return {
    argv: [calledAs(), ...process.argv.slice(2)],
    env: process.env,
    platform: process.platform,
    executable: calledAs() === process.argv0 ? process.execPath : (process.argv[1] ?? process.execPath),
    fs,
    stdout,
    stderr: sink(2),
    stdin: createSource({
      isTerminal: () => isTerminal(0),
      open: () => process.stdin,
      output: stdout,
      editor: () => (stdout.isTerminal && process.env.TERM !== 'dumb' ? editor : undefined),
    }),
  };
}

function main(): void {
  const host = createHost();
  const stop = new AbortController();
  let ending: NodeJS.Signals | undefined;
  const listeners = endings.map((name) => {
    const listener = () => {
      // The second one is not waited for.
      if (ending !== undefined) raise(name);
      ending = name;
      stop.abort(name);
    };
    process.on(name, listener);
    return () => process.off(name, listener);
  });
  /** Dies of the signal, as a program without a listener does: whoever called us sees why. */
  const raise = (name: NodeJS.Signals) => {
    for (const remove of listeners) remove();
    process.kill(process.pid, name);
  };
  const crash = (error: unknown) => {
    host.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  };
  process.on('uncaughtException', (error) => {
    crash(error);
    stop.abort(error);
  });
  run(host, stop.signal)
    .then((status) => {
      process.exitCode ||= status;
    }, crash)
    .finally(() => {
      for (const remove of listeners) remove();
      if (ending !== undefined) raise(ending);
      // Ports are closed, and writes are done when they return (`createSink`), so that nothing is cut off here. Taking the engine
      // apart in an orderly way would cost a tenth of a start.
      else process.exit();
    });
}

main();
