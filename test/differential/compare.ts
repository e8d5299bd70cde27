import { dirname, join } from 'node:path';
import type { Result } from '../conformance/record.ts';
import { type Replay, replay } from '../conformance/replay.ts';
import { fitsInside, type InsideReplays } from '../inside/replays.ts';
import { projectFile } from '../sim/carrier.ts';
import type { Real } from './real.ts';
import { recordOf, type Scenario } from './scenario.ts';

const root = dirname(projectFile('package.json'));
const images = join(root, 'test/conformance/images');
const ours = join(root, 'dist/avrdude');

/** Real avrdude that hangs is killed then (ms); what it has printed up to there is not compared. */
const LIMIT = 45_000;

/** On a busy machine, answers may come later than real avrdude waits for them; that says nothing about either. */
const OUT_OF_STEP = /protocol error|protocol expects|not in sync|not responding|timeout|timed out/;
const ATTEMPTS = 3;

/** What is compared of a run. */
export type Seen = Omit<Result, 'memories'> & { readonly memories: Result['memories'] | 'not compared' };

/** Both sides of a scenario. */
export interface Compared {
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
  const mine = async (): Promise<Replay> =>
    fitsInside(record)
      ? inside.replay(record, { ...around, binary: ours, limitMs: 10 * LIMIT })
      : replay(record, { ...around, binary: ours, limitMs: 10 * LIMIT });
  const [theirs, own] = await Promise.all([
    steady(() => replay(record, { ...around, binary: real.binary })),
    fitsInside(record) ? mine() : steady(mine),
  ]);
  const [a, b] = [seen(theirs, scenario), seen(own, scenario)];
  // Where it hangs there is nothing to be like.
  const parts = a.status === 'timeout' ? [] : differing(a, b);
  return { real: a, ours: b, parts };
}

/** Runs again what has fallen out of step. */
async function steady(run: () => Promise<Replay>, attempts = ATTEMPTS): Promise<Replay> {
  const done = await run();
  return OUT_OF_STEP.test(done.result.stderr) && attempts > 1 ? steady(run, attempts - 1) : done;
}

function seen({ result }: Replay, { groups }: Scenario): Seen {
  // Source lines are those of one build.
  const text = (printed: string) =>
    printed.replace(/\[(\w+\.c):\d+\]/g, '[$1]').replace(/\b(\w+\.c) \d+: /g, '$1: ');
  // avrdude erases the chip for a file that it then cannot use; ours does not.
  const erasedInVain = result.status !== 0 && !groups.flat().includes('-D');
  return {
    ...result,
    stdout: text(result.stdout),
    stderr: text(result.stderr),
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
