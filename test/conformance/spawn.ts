import { spawn } from 'node:child_process';
import { projectFile } from '../sim/carrier.ts';
import type { Mode } from './record.ts';

/** What a program did, its output in Latin-1. */
export interface Spawned {
  readonly status: number | 'timeout';
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program with its streams connected as `mode` says; kills it and its children after `limitMs`. */
export function run(
  command: readonly string[],
  settings: { cwd: string; env: NodeJS.ProcessEnv; stdin: string; mode: Mode; limitMs: number },
): Promise<Spawned> {
  const { cwd, env, stdin, mode, limitMs } = settings;
  const wrapper =
    mode === 'pipe' ? [] : ['python3', '-I', '-S', projectFile('test/conformance/on-terminal.py'), mode];
  const [file = '', ...args] = [...wrapper, ...command];
  const child = spawn(file, args, { cwd, env, detached: true, stdio: 'pipe' });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('latin1').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('latin1').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin.on('error', () => {}); // it may end without reading
  child.stdin.end(stdin, 'latin1');
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, limitMs);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve({ status: expired ? 'timeout' : (code ?? 128), stdout, stderr });
    });
  });
}
