import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { loadProgrammerType, programmerTypeIds } from '../../src/programmers/registry.ts';
import { VirtualTime } from '../inside/virtual-time.ts';
import { Cable, type Device, type Mishaps } from './cable.ts';
import { virtualClock } from './virtual-clock.ts';
import { type Around, folder, VirtualHost } from './virtual-host.ts';

/** Virtual milliseconds after which a run counts as one that never ends. */
const endless = 3_600_000;
/** After so many turns of the event loop without a timer, a run waits for something that never happens. */
const stuck = 10_000;

/** Time for the runs of a file's tests; looking at it takes none. */
const time = new VirtualTime(0);

/** What is run, on which device. */
export interface ProgramRun extends Around, Mishaps {
  /** What is plugged in, at `/dev/ttySim` or on USB. */
  readonly device?: Device | undefined;
  /** 6.4 if not given. */
  readonly release?: ReleaseId;
  /** When so much has been heard or said (see `Mishaps`), or so many milliseconds after the start, the user interrupts. */
  readonly interruptAt?:
    | { readonly count: number }
    | { readonly pages: number }
    | { readonly milliseconds: number };
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
  /** How much was heard: bytes, or answered transfers. */
  readonly heard: number;
  /** How much was sent: bytes, or calls of device files. */
  readonly sent: number;
  /** How much had been heard each time that the program said something. */
  readonly heardBefore: readonly number[];
  /** Whether a control line was left active, with which some boards hold RESET. */
  readonly pulls: boolean;
  /** @returns what is in a file after the run; undefined if there is none */
  readonly read: (file: string) => Uint8Array | undefined;
}

/** For a file of tests: time is virtual in each of them, and everything is loaded while it still passes. */
export function inVirtualTime(): void {
  beforeAll(async () => {
    await import('../../src/cli/run.ts');
    await import('../../src/run/session.ts');
    for (const type of programmerTypeIds) await loadProgrammerType(type);
  });
  let restore = (): void => {};
  beforeEach(() => {
    restore = time.install();
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
  });
  afterEach(() => {
    vi.restoreAllMocks();
    restore();
    time.reset();
  });
}

/** The whole program, from command line to exit status, in this process, on a simulated device. See `inVirtualTime`. */
export async function runProgram(asked: ProgramRun): Promise<ProgramResult> {
  const { run } = await import('../../src/cli/run.ts');
  const start = performance.now();
  const stop = new AbortController();
  let interrupted: number | undefined;
  const interrupt = (): void => {
    interrupted ??= performance.now();
    stop.abort('SIGINT');
  };
  const around = new VirtualHost(asked, asked.release ?? '6.4');
  const cable = new Cable(asked.device, asked);
  const { interruptAt } = asked;
  if (interruptAt && 'count' in interruptAt) cable.whenHeard(interruptAt.count, interrupt);
  if (interruptAt && 'pages' in interruptAt) cable.whenPagesSent(interruptAt.pages, interrupt);
  if (interruptAt && 'milliseconds' in interruptAt) setTimeout(interrupt, interruptAt.milliseconds);
  let status: number | undefined;
  let ended = false;
  const running = run(
    {
      ...around.host,
      clock: virtualClock,
      openers: () => cable.openers,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
    },
    { interrupted: stop.signal, holdSignals: () => {} },
  )
    .then((value) => {
      status = value;
    })
    .finally(() => {
      ended = true;
    });
  running.catch(() => undefined);
  const over = (): boolean => ended || time.now() - start >= endless;
  for (let idle = 0; idle < stuck && !over(); idle++)
    await time.passUntil(over, Number.POSITIVE_INFINITY, () => false);
  if (ended) await running;
  const end = performance.now();
  cable.unplug();
  time.forget();
  return {
    status,
    ...around.texts,
    took: end - start,
    afterLastHeard: end - Math.max(start, cable.lastHeard),
    afterInterruption: interrupted === undefined ? undefined : end - interrupted,
    heard: cable.heard,
    sent: cable.sent,
    heardBefore: cable.heardBefore,
    pulls: cable.pulls,
    read: (file) => around.read(file),
  };
}

/** Elapsed seconds, which bars show, are nobody's business. */
export function withoutSeconds(text: string): string {
  return text.replace(/\| 100% -?\d+\.\d+ ?s/g, '| 100% 0.00s');
}
