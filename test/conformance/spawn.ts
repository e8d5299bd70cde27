import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { OnTerminal } from '../sim/on-terminal.ts';
import type { Mode } from './record.ts';

/** What a program did, its output in Latin-1. */
export interface Spawned {
  readonly status: number | 'timeout';
  readonly stdout: string;
  readonly stderr: string;
}

/** How a program is run. */
export interface RunSettings {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** What comes in on standard input, whole; typed, when that is a terminal. */
  readonly stdin: string;
  readonly mode: Mode;
  readonly limitMs: number;
}

/** Runs a program with its streams connected as `mode` says; kills it and its children after `limitMs`. */
export async function run(command: readonly string[], settings: RunSettings): Promise<Spawned> {
  const { cwd, env, stdin, mode, limitMs } = settings;
  const terminal =
    mode === 'pipe'
      ? undefined
      : new OnTerminal(command, { cwd, env, streams: mode === 'tty' ? 'all' : 'stdin' });
  const [file = '', ...args] = command;
  const child = terminal?.child ?? spawn(file, args, { cwd, env, detached: true, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('latin1').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin?.on('error', () => {}); // it may end without reading
  child.stdin?.end(stdin, 'latin1');
  terminal?.type(stdin);
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  try {
    const closed = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
    });
    await terminal?.finished();
    const status = await closed;
    return { status: expired ? 'timeout' : status, stdout: stdout + (terminal?.shown ?? ''), stderr };
  } finally {
    clearTimeout(timer);
    terminal?.close();
  }
}
