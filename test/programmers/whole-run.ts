import { Volume } from 'memfs';
import { vi } from 'vitest';
import type { FileSystem, Host } from '../../src/model/host.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { Clock, Openers } from '../../src/programmers/programmer.ts';
import type { SerialDevice } from '../sim/device.ts';
import { simulatedLine } from './simulated-line.ts';

/** Milliseconds of virtual time after which a run counts as one that never ends. */
const endless = 3_600_000;

const outside: { device: SerialDevice | undefined } = { device: undefined };

vi.mock('../../src/host/openers.ts', () => ({
  createOpeners: (): Openers => ({
    serial: async ({ baudRate }) => {
      if (!outside.device) throw new Error('nothing is plugged in');
      return simulatedLine(outside.device, { baudRate });
    },
    ports: async () => [],
    usb: {
      find: async () => [],
      open: () => Promise.reject(new Error('nothing is plugged in')),
    },
    hid: { open: () => Promise.reject(new Error('nothing is plugged in')) },
  }),
}));

// The real one spins at the end of a short wait, which takes for ever where time stands still.
vi.mock('../../src/host/clock.ts', () => ({
  createClock: (): Clock => ({
    now: () => performance.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds))),
  }),
}));

/** What came of a run. */
export interface WholeRun {
  /** `undefined`: it had not ended after an hour. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Milliseconds, of virtual time. */
  readonly took: number;
  readonly read: (file: string) => Uint8Array | undefined;
}

/**
 * The whole program from command line to exit status in this process, on a simulated device, in virtual time. Files are in `/w`.
 * Fake timers have to be in force.
 */
export async function wholeRun(
  device: SerialDevice,
  line: string,
  files: Readonly<Record<string, string | Uint8Array>> = {},
  release: ReleaseId = '6.4',
): Promise<WholeRun> {
  const { run } = await import('../../src/cli/run.ts');
  const fs = Volume.fromJSON({ '/w/.keep': '' });
  for (const [name, data] of Object.entries(files)) fs.writeFileSync(`/w/${name}`, data);
  const texts = { stdout: '', stderr: '' };
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      texts[name] += text;
    },
    writeBytes: (bytes: Uint8Array) => {
      texts[name] += Buffer.from(bytes).toString('latin1');
    },
  });
  const host: Host = {
    argv: ['avrdude', ...line.split(' ')],
    env: { AVRDUDE_COMPAT: release },
    platform: 'linux',
    executable: '/w/avrdude',
    fs: fs as unknown as FileSystem,
    stdin: { isTerminal: false, readLine: async () => undefined, readAll: async () => new Uint8Array(0) },
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    openSink: () => sink('stderr'),
  };
  outside.device = device;
  const start = performance.now();
  let ended = false;
  let status: number | undefined;
  const running = run(host, { interrupted: new AbortController().signal, holdSignals: () => {} })
    .then((value) => {
      status = value;
    })
    .finally(() => {
      ended = true;
    });
  running.catch(() => undefined);
  while (!ended && performance.now() - start < endless) {
    await Promise.race([running.catch(() => undefined), new Promise((resolve) => setImmediate(resolve))]);
    if (!ended) await vi.advanceTimersToNextTimerAsync();
  }
  if (ended) await running;
  const took = performance.now() - start;
  device.stop();
  vi.clearAllTimers();
  return {
    status,
    ...texts,
    took,
    read: (file) =>
      fs.existsSync(`/w/${file}`) ? Uint8Array.from(fs.readFileSync(`/w/${file}`) as Buffer) : undefined,
  };
}
