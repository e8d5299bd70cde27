import { Volume } from 'memfs';
import { vi } from 'vitest';
import type { FileSystem, Host } from '../../../src/model/host.ts';
import type { ReleaseId } from '../../../src/model/release.ts';
import type { Clock, Openers } from '../../../src/programmers/programmer.ts';
import { Cable, type Device, type Mishaps } from './virtual-world.ts';

const world: { cable: Cable | undefined } = { cable: undefined };

vi.mock('../../../src/host/openers.ts', () => ({
  createOpeners: (): Openers => {
    if (!world.cable) throw new Error('nothing is plugged in');
    return world.cable.openers;
  },
}));

// The real one spins at the end of a short wait, which takes for ever where time stands still.
vi.mock('../../../src/host/clock.ts', () => ({
  createClock: (): Clock => ({
    now: () => performance.now(),
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds))),
  }),
}));

/** Virtual milliseconds after which a run counts as one that never ends. */
const endless = 3_600_000;
/** After so many turns of the event loop without a timer, a run waits for something that never happens. */
const stuck = 2_000;

/** What is run, on which device. */
export interface ProgramRun extends Mishaps {
  readonly device: Device;
  readonly args: readonly string[];
  readonly release: ReleaseId;
  /** Lines for `-t`. */
  readonly typed?: readonly string[];
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  /** When so much has been heard, or so many milliseconds after the start, the user interrupts. */
  readonly interruptAt?: { readonly count: number } | { readonly milliseconds: number };
}

/** What came of it. Times are virtual milliseconds. */
export interface ProgramResult {
  /** `undefined`: it had not ended after an hour. */
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly took: number;
  /** From the last byte heard (before that: from the opening of the line) to the end. */
  readonly afterLastHeard: number;
  /** From the interruption to the end; undefined if there was none. */
  readonly afterInterruption: number | undefined;
  /** How much was heard. */
  readonly heard: number;
}

/** The whole program, from command line to exit status, on a simulated device in virtual time. Fake timers have to be in force. */
export async function runProgram(asked: ProgramRun): Promise<ProgramResult> {
  const { run } = await import('../../../src/cli/run.ts');
  const start = performance.now();
  const stop = new AbortController();
  let interrupted: number | undefined;
  const interrupt = (): void => {
    interrupted ??= performance.now();
    stop.abort();
  };
  const { interruptAt } = asked;
  const at =
    interruptAt && 'count' in interruptAt ? { at: { count: interruptAt.count, happens: interrupt } } : {};
  if (interruptAt && 'milliseconds' in interruptAt) setTimeout(interrupt, interruptAt.milliseconds);
  const cable = new Cable(asked.device, { ...asked, ...at });
  world.cable = cable;
  const texts = { stdout: '', stderr: '' };
  let status: number | undefined;
  let ended = false;
  const running = run(hostOf(asked, texts), { interrupted: stop.signal, holdSignals: () => {} })
    .then((value) => {
      status = value;
    })
    .finally(() => {
      ended = true;
    });
  running.catch(() => undefined);
  let idle = 0;
  while (!ended && performance.now() - start < endless && idle < stuck) {
    await Promise.race([running.catch(() => undefined), new Promise((resolve) => setImmediate(resolve))]);
    if (ended) break;
    idle = vi.getTimerCount() === 0 ? idle + 1 : 0;
    await vi.advanceTimersToNextTimerAsync();
  }
  if (ended) await running;
  const end = performance.now();
  return {
    status,
    ...texts,
    took: end - start,
    afterLastHeard: end - Math.max(start, cable.lastHeard),
    afterInterruption: interrupted === undefined ? undefined : end - interrupted,
    heard: cable.heard,
  };
}

function hostOf(
  { args, release, typed = [], files = {} }: ProgramRun,
  texts: { stdout: string; stderr: string },
): Host {
  const fs = Volume.fromJSON({ '/w/.keep': '' });
  for (const [name, data] of Object.entries(files)) fs.writeFileSync(`/w/${name}`, data);
  const sink = (name: 'stdout' | 'stderr') => ({
    isTerminal: false,
    write: (text: string) => {
      texts[name] += text;
    },
    writeBytes: (bytes: Uint8Array) => {
      texts[name] += Buffer.from(bytes).toString('latin1');
    },
  });
  const lines = [...typed];
  return {
    argv: ['avrdude', ...args],
    env: { AVRDUDE_COMPAT: release },
    platform: 'linux',
    executable: '/w/avrdude',
    fs: fs as unknown as FileSystem,
    stdin: {
      isTerminal: false,
      readLine: async () => lines.shift(),
      readAll: async () => new Uint8Array(0),
    },
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    openSink: () => sink('stderr'),
  };
}
