/** Runs random command lines, scripts and parts on real avrdude and on ours, and writes what differs, made small, to be run again. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { InsideReplays } from '../inside/replays.ts';
import { projectFile } from '../sim/carrier.ts';
import { type Compared, compare } from './compare.ts';
import { explain } from './explain.ts';
import { scenarios } from './kinds.ts';
import { minimised } from './minimise.ts';
import { RELEASES, type Real, realAvrdude } from './real.ts';
import type { Scenario, ScenarioKind } from './scenario.ts';

const USAGE = `usage: npm run differential -- [options]
Runs random scenarios on real avrdude and on ours. REAL_AVRDUDE_6_4, REAL_AVRDUDE_7_1 and REAL_AVRDUDE_8_2 name real ones
(7.1: else Debian's), REAL_AVRDUDE_CONF_6_4 … their avrdude.conf, if it is not the installed one.
  --release R     default all that are there
  --runs N        for each release, default 60
  --seed N        default a new one, which is printed
  --kind KIND     updates, terminal, urclock, dryrun, options or parts; default all
  --workers N     scenarios at the same time, default two for each processor; most of them wait
  --whole         differing scenarios as they are, not made small
  --replay FILE   runs one scenario again that was written to build/differential
  --show          what differs
Ends with 0 if nothing differs.`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      release: { type: 'string' },
      runs: { type: 'string', default: '60' },
      seed: { type: 'string', default: String(Date.now() % 1e9) },
      kind: { type: 'string' },
      workers: { type: 'string', default: String(2 * availableParallelism()) },
      whole: { type: 'boolean', default: false },
      replay: { type: 'string' },
      show: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const root = dirname(projectFile('package.json'));
  const inside = new InsideReplays(join(root, 'dist/main.cjs'), availableParallelism());
  const folder = join(root, 'build/differential');
  mkdirSync(folder, { recursive: true });
  let failed = 0;
  let unjudged = 0;

  const judge = async (scenario: Scenario, real: Real): Promise<Compared | 'unjudged' | undefined> => {
    const compared = await compare(scenario, real, inside);
    if (!compared.judged) return 'unjudged';
    return compared.parts.length > 0 ? compared : undefined;
  };

  try {
    if (values.replay) {
      const scenario = JSON.parse(readFileSync(values.replay, 'utf8')) as Scenario;
      const real = realAvrdude(scenario.release);
      const compared = real && (await judge(scenario, real));
      if (compared === 'unjudged') process.stdout.write('real avrdude gets nowhere\n');
      else process.stdout.write(compared ? explain(scenario, compared) : 'nothing differs\n');
      return compared ? 1 : 0;
    }
    for (const release of RELEASES.filter((one) => !values.release || one === values.release)) {
      const real = realAvrdude(release);
      if (!real) continue;
      const seed = Number(values.seed);
      process.stdout.write(`avrdude ${release}, seed ${seed}\n`);
      const queue = scenarios(
        real,
        seed,
        Number(values.runs),
        values.kind ? [values.kind as ScenarioKind] : undefined,
      );
      const table = new Map<string, { same: number; all: number }>();
      let number = 0;
      const worker = async () => {
        for (let scenario = queue.shift(); scenario; scenario = queue.shift()) {
          const row = table.get(scenario.kind) ?? { same: 0, all: 0 };
          table.set(scenario.kind, row);
          row.all++;
          const compared = await judge(scenario, real);
          if (compared === 'unjudged') {
            row.all--;
            unjudged++;
            continue;
          }
          if (!compared) {
            row.same++;
            continue;
          }
          failed++;
          const small = values.whole
            ? { scenario, compared }
            : await minimised(scenario, compared, async (one) => {
                const outcome = await judge(one, real);
                return outcome === 'unjudged' ? undefined : outcome;
              });
          const file = join(folder, `${release}-${seed}-${++number}.json`);
          writeFileSync(file, `${JSON.stringify(small.scenario, null, 1)}\n`);
          process.stdout.write(`${file}: ${small.compared.parts.join(',')}\n`);
          if (values.show) process.stdout.write(explain(small.scenario, small.compared));
        }
      };
      rmSync(join(folder, `${release}-${seed}-1.json`), { force: true });
      await Promise.all(Array.from({ length: Number(values.workers) }, worker));
      if (unjudged > 0) process.stdout.write(`${unjudged} not judged: real avrdude gets nowhere\n`);
      for (const [kind, { same, all }] of table)
        process.stdout.write(`${release} ${kind.padEnd(10)} ${same}/${all} the same\n`);
    }
  } finally {
    inside.close();
  }
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main();
