/** The built binary as a process of its own, on a terminal or on pipes, with a chip behind TCP. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile, serveTcp } from '../sim/carrier.ts';
import type { DeviceSpec, Dump, SerialDevice } from '../sim/device.ts';
import { simulateAny } from '../sim/kinds.ts';

/** The binary; `npm run build` makes it. */
export const avrdude = join(projectFile('package.json'), '../dist/avrdude');
if (!existsSync(avrdude)) throw new Error(`${avrdude} is missing: npm run build`);

/** `script` of util-linux, which runs a program on a pseudo-terminal that is its own; without it those tests are left out. */
export const hasTerminal =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
if (!hasTerminal) console.warn('NOTICE: no util-linux `script` here; the tests on a terminal are left out');

/** What a run is started with. */
export interface Setup {
  /** Each `@PORT@` becomes the device's port, each `@DIR@` the folder of the run. */
  readonly args: readonly string[];
  readonly device?: DeviceSpec;
  /** AVRDUDE_COMPAT. */
  readonly release?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** All three streams are one terminal, which is the process's own. */
  readonly terminal?: boolean;
  /** What comes behind the command in a shell, such as `>/dev/full`. */
  readonly redirect?: string;
  /** Streams that nobody reads until the end. */
  readonly unread?: readonly ('stdout' | 'stderr')[];
  /** The shell for that; `sh` if it is not given. */
  readonly shell?: string;
  /** Another program to be started instead. */
  readonly binary?: string;
}

/** How a run ended. */
export interface Ended {
  /** Of a signal on a terminal: 128 and its number. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly dump: Dump | undefined;
}

/** A run that is under way. */
export interface Running {
  readonly child: ChildProcess;
  readonly folder: string;
  /** Types or pipes something in. */
  type(text: string): void;
  /** Waits until so much has been printed; the test's own limit ends the wait. */
  until(stream: 'stdout' | 'stderr', pattern: RegExp): Promise<void>;
  /** Waits for something else. */
  when(condition: () => boolean): Promise<void>;
  readonly device: SerialDevice | undefined;
  readonly ended: Promise<Ended>;
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** Starts the binary. Everything that it leaves is removed when it has ended; one that never ends is killed after a minute. */
export async function start(setup: Setup): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), 'process-'));
  const device = setup.device && simulateAny(setup.device);
  const carrier = device && (await serveTcp(device));
  const args = setup.args.map((arg) =>
    arg.replaceAll('@PORT@', carrier?.port ?? '').replaceAll('@DIR@', folder),
  );
  const command = [setup.binary ?? avrdude, ...args];
  const line = `exec ${command.map(quoted).join(' ')} ${setup.redirect ?? ''}`;
  const [file = '', ...rest] = setup.terminal
    ? ['script', '-qfec', line, '/dev/null']
    : setup.redirect === undefined
      ? command
      : [setup.shell ?? 'sh', '-c', line.replace(/^exec (?=.*\|)/, '')];
  const child = spawn(file, rest, {
    cwd: folder,
    detached: true,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      SHELL: '/bin/sh',
      TERM: 'xterm',
      ...(setup.release && { AVRDUDE_COMPAT: setup.release }),
      ...setup.env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  const watchers = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    if (setup.unread?.includes(stream)) continue;
    child[stream]?.setEncoding('latin1').on('data', (text: string) => {
      out[stream] += text;
      for (const watcher of watchers) watcher();
    });
  }
  child.stdin?.on('error', () => {});
  const killer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, 'SIGKILL'), 60_000);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once(setup.unread ? 'exit' : 'close', (status, signal) => {
      clearTimeout(killer);
      void (carrier?.close() ?? Promise.resolve()).then(() => {
        rmSync(folder, { recursive: true, force: true });
        resolve({ status, signal, ...out, dump: device?.dump() });
      });
    });
  });
  const when = (condition: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const timer = setInterval(() => watcher(), 20);
      const stop = () => {
        clearInterval(timer);
        watchers.delete(watcher);
      };
      const watcher = () => {
        if (!condition()) return;
        stop();
        resolve();
      };
      watchers.add(watcher);
      void ended.then((end) => {
        stop();
        reject(new Error(`ended before: ${JSON.stringify({ ...end, dump: undefined })}`));
      });
      watcher();
    });
  return {
    child,
    folder,
    device,
    ended,
    when,
    type: (text) => void child.stdin?.write(text, 'latin1'),
    until: (stream, pattern) => when(() => pattern.test(out[stream])),
  };
}

/** Starts the binary with nothing to read and waits for its end. */
export async function runToEnd(setup: Setup): Promise<Ended> {
  const running = await start(setup);
  if (!setup.terminal) running.child.stdin?.end();
  return running.ended;
}

/** An ATmega328P behind the ArduinoISP sketch. */
export const isp: DeviceSpec = { kind: 'stk500v1', part: 'm328p', options: ['fw=arduinoisp'] };
export const throughIsp = ['-c', 'avrisp', '-P', '@PORT@', '-p', 'm328p'] as const;
