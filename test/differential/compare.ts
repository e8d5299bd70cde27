import { dirname, join } from 'node:path';
import { fitsInside } from '../conformance/places.ts';
import type { Result } from '../conformance/record.ts';
import { type Replay, replay } from '../conformance/replay.ts';
import type { InsideReplays } from '../inside/replays.ts';
import { projectFile } from '../sim/carrier.ts';
import type { Real } from './real.ts';
import { recordOf, type Scenario } from './scenario.ts';

const root = dirname(projectFile('package.json'));
const images = join(root, 'test/conformance/images');
const builtBinary = join(root, 'dist/avrdude');

/** Real avrdude that hangs is killed then (ms); what it has printed up to there is not compared. */
const LIMIT = 45_000;

/** Runs of one that is not the same twice, before nothing is said of it. */
const ATTEMPTS = 6;

/** What is compared of a run. */
export type Seen = Omit<Result, 'memories'> & { readonly memories: Result['memories'] | 'not compared' };

/**
 * Real avrdude gives an urboot loader 25 ms to answer; on a busy machine it takes the answer for the next one's, and nothing can be
 * learned from the run. That nothing has come is told once at `-vv` in any run: it asks for what should not come.
 */
const URBOOT_OUT_OF_STEP =
  /protocol expects|(?<!ser_recv\(\): )programmer is not responding|(ser_recv\(\): [\s\S]*){2}/i;

/** Both sides of a scenario. */
export interface Compared {
  /** Whether real avrdude has got far enough to be compared with. */
  readonly judged: boolean;
  readonly real: Seen;
  readonly ours: Seen;
  /** Names of the parts that differ. */
  readonly parts: readonly (keyof Seen)[];
}

/** Our program, without what it would say and refuse beyond what avrdude does. */
process.env.AVRDUDE_GUARDS = 'never';
process.env.AVRDUDE_HINTS = 'never';

/** Runs a scenario on real avrdude and on ours. @param inside where ours runs when it can */
export async function compare(scenario: Scenario, real: Real, inside: InsideReplays): Promise<Compared> {
  const record = recordOf(scenario);
  const around = { images, conf: real.conf, limitMs: LIMIT };
  const mine = (): Promise<Replay> => {
    const ours = { ...around, binary: builtBinary, limitMs: 10 * LIMIT };
    return fitsInside(record) ? inside.replay(record, ours) : replay(record, ours);
  };
  const theirs = (): Promise<Replay> => replay(record, { ...around, binary: real.binary });
  let [a, b] = (await Promise.all([theirs(), mine()])).map((run) => seen(run, scenario)) as [Seen, Seen];
  // Where they differ, each has to say the same twice: on a busy machine answers come too late for some runs.
  let steady = true;
  for (let attempt = 1; attempt < ATTEMPTS && differing(a, b).length > 0; attempt++) {
    const c = seen(await theirs(), scenario);
    const d = fitsInside(record) ? b : seen(await mine(), scenario);
    steady = differing(a, c).length + differing(b, d).length === 0;
    if (steady) break;
    [a, b] = [c, d];
  }
  // Where it hangs there is nothing to be like.
  const judged =
    a.status !== 'timeout' &&
    (differing(a, b).length === 0 ||
      (steady && !(scenario.kind === 'urclock' && URBOOT_OUT_OF_STEP.test(a.stderr))));
  return { real: a, ours: b, judged, parts: judged ? differing(a, b) : [] };
}

/** Such an attempt has been made good; how many there were is the machine's. */
const LATE_ATTEMPT = /^.*attempt \d+ of \d+: not in sync\n/gm;

function seen({ result }: Replay, { groups, kind }: Scenario): Seen {
  // avrdude erases the chip for a file that it then cannot use; ours does not.
  const erasedInVain = result.status !== 0 && !groups.flat().includes('-D');
  return {
    ...result,
    ...(kind === 'urclock' && { stderr: result.stderr.replace(LATE_ATTEMPT, '') }),
    memories: erasedInVain ? 'not compared' : result.memories,
  };
}

function differing(a: Seen, b: Seen): (keyof Seen)[] {
  const sorted = (value: unknown): string =>
    JSON.stringify(value, (_, v) =>
      v && typeof v === 'object' ? Object.fromEntries(Object.entries(v).sort()) : v,
    );
  const parts: readonly (keyof Seen)[] = ['status', 'stdout', 'stderr', 'files', 'memories'];
  return parts.filter((part) => sorted(a[part]) !== sorted(b[part]));
}
