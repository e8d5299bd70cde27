import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Carrier, servePty, serveTcp } from './carrier.ts';
import type { DeviceSpec, Dump, SerialDevice } from './device.ts';
import { simulateAny } from './kinds.ts';
import { PSEUDO_TERMINALS } from './pseudo-terminal.ts';

/** How a run of a program against a device ended. */
export interface Outcome {
  /** `timeout` when it had to be killed. */
  readonly status: number | 'timeout';
  readonly stdout: string;
  readonly stderr: string;
  readonly dump: Dump;
}

/** Debian's avrdude, the judge of the simulators. `undefined` where there is none, with one line saying so. */
export const REAL_AVRDUDE: string | undefined = findAvrdude();

function findAvrdude(): string | undefined {
  const path = process.env.REAL_AVRDUDE ?? '/usr/bin/avrdude';
  try {
    accessSync(path, constants.X_OK);
  } catch {
    process.stderr.write(
      `NOTICE: no ${path} (apt install avrdude): the simulators are not tried with real avrdude\n`,
    );
    return undefined;
  }
  const version = /version (\d+\.\d+)/.exec(spawnSync(path, ['-?'], { encoding: 'utf8' }).stderr)?.[1];
  if (version === '7.1') return path;
  process.stderr.write(`NOTICE: ${path} is version ${version}, the tests are written for 7.1: not used\n`);
  return undefined;
}

/**
 * A real avrdude that knows a programmer which 7.1 does not: the one that `REAL_AVRDUDE_NEWER` names, else Debian's, if a later one
 * is installed. `undefined` where there is none, with one line saying so.
 */
export function realAvrdudeWith(programmer: string): string | undefined {
  for (const path of [process.env.REAL_AVRDUDE_NEWER, process.env.REAL_AVRDUDE, '/usr/bin/avrdude']) {
    const list = path && spawnSync(path, ['-c', '?'], { encoding: 'utf8' }).stderr;
    if (list && new RegExp(`^ *${programmer} `, 'm').test(list)) return path;
  }
  process.stderr.write(
    `NOTICE: no avrdude that knows ${programmer} (name one by REAL_AVRDUDE_NEWER): it is not tried with real avrdude\n`,
  );
  return undefined;
}

/** Runs a program whose arguments hold `@PORT@` against a device, on a pseudo-terminal (TCP where none can be made) or TCP. */
export async function runAgainst(
  device: SerialDevice,
  binary: string,
  args: readonly string[],
  on: 'pty' | 'tcp' = 'pty',
  limitMs = 300_000,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'sim-'));
  let carrier: Carrier | undefined;
  try {
    carrier =
      on === 'pty' && PSEUDO_TERMINALS ? await servePty(device, join(folder, 'tty')) : await serveTcp(device);
    const { port } = carrier;
    const child = spawn(
      binary,
      args.map((a) => a.replaceAll('@PORT@', port)),
      {
        cwd: folder,
        env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, LC_ALL: 'C' },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('latin1').on('data', (text: string) => {
      stderr += text;
    });
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      child.kill('SIGKILL');
    }, limitMs);
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    clearTimeout(timer);
    await carrier.close();
    return { status: expired ? 'timeout' : (code ?? 128), stdout, stderr, dump: device.dump() };
  } finally {
    await carrier?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same with a simulator made for it. */
export function runSimulated(
  spec: DeviceSpec,
  binary: string,
  args: readonly string[],
  on: 'pty' | 'tcp' = 'pty',
): Promise<Outcome> {
  return runAgainst(simulateAny(spec), binary, args, on);
}
