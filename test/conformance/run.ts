import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { InsideReplays } from '../inside/replays.ts';
import { projectFile } from '../sim/carrier.ts';
import { fitsInside, obstacle, outsideSample, type Place } from './places.ts';
import { type Result, type RunRecord, readRecords } from './record.ts';
import { differences, replay } from './replay.ts';

const USAGE = `usage: npm run conformance -- [options]
Runs what real avrdude was recorded doing against the binary and compares status, output, files and memories.
  --binary PATH    default dist/avrdude
  --release R      6.4, 7.1 or 8.2; default all
  --only REGEX     on "group/case"
  --conf-dir DIR   holds avrdude-<release>.conf, given with -C; default: the binary's built-in database
  --jobs N         default two for each processor, and besides them those that only wait for a silent device
  --limit S        seconds for each case, default 90: of its own time inside, ten times as many of the wall's outside
  --outside        every case as a process of its own; without it, most that can run in dist/main.cjs inside a few processes that
                   stay, where waiting takes no time (not with --binary)
  --show           the differences
  --fails FILE     writes the names of the failing cases`;

/** A record's fate. */
type Verdict =
  | { readonly kind: 'passed' }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'failed'; readonly parts: readonly string[]; readonly got: Result | undefined };

/** Runs the records. @returns the exit status */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      binary: { type: 'string' },
      release: { type: 'string' },
      only: { type: 'string', default: '' },
      'conf-dir': { type: 'string' },
      jobs: { type: 'string', default: String(2 * availableParallelism()) },
      limit: { type: 'string', default: '90' },
      outside: { type: 'boolean', default: false },
      show: { type: 'boolean', default: false },
      fails: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const root = dirname(projectFile('package.json'));
  const binary = resolve(values.binary ?? join(root, 'dist/avrdude'));
  if (!existsSync(binary)) {
    process.stderr.write(`${binary} does not exist: npm run build\n`);
    return 2;
  }
  const images = join(root, 'test/conformance/images');
  const only = new RegExp(values.only);
  const all = readRecords(join(root, 'test/conformance/records'));
  const records = all.filter((r) => (!values.release || r.version === values.release) && only.test(r.name));
  const confDir = values['conf-dir'];
  const limitMs = Number(values.limit) * 1000;
  const verdicts = new Map<RunRecord, Verdict>();
  const inside =
    values.outside || values.binary
      ? undefined
      : new InsideReplays(join(root, 'dist/main.cjs'), availableParallelism());

  const sample = outsideSample(all);
  const placeOf = (record: RunRecord): Place =>
    inside && fitsInside(record) && !sample.has(record) ? 'inside' : 'outside';

  const judge = async (record: RunRecord): Promise<Verdict> => {
    const conf = confDir ? resolve(confDir, `avrdude-${record.version}.conf`) : undefined;
    const place = placeOf(record);
    const why = obstacle(record, place, conf);
    if (why) return { kind: 'skipped', why };
    try {
      const around = { binary, images, conf, limitMs };
      const { result, violations } = await (inside && place === 'inside'
        ? inside.replay(record, around)
        : replay(record, { ...around, limitMs: 10 * limitMs }));
      const parts: string[] = differences(record.expect, result);
      // A broken line or a NAK leads to bytes a strict device cannot understand; a sound one does not.
      if (violations.length > 0 && !record.device?.faults?.length)
        parts.push(`violations (${violations[0]})`);
      return parts.length > 0 ? { kind: 'failed', parts, got: result } : { kind: 'passed' };
    } catch (error) {
      return { kind: 'failed', parts: [String(error)], got: undefined };
    }
  };

  const worker = (queue: RunRecord[]) => async () => {
    for (let record = queue.shift(); record; record = queue.shift()) {
      const verdict = await judge(record);
      verdicts.set(record, verdict);
      if (values.show && verdict.kind === 'failed')
        process.stdout.write(explain(record, verdict.parts, verdict.got));
    }
  };
  const jobs = Number(values.jobs);
  // Those that wait for a silent device, for a minute some of them, take no turn from the others; one job means one at a time.
  const waits = (r: RunRecord) =>
    jobs > 1 && r.device?.faults?.some((f) => /^(silent|timeout|garbage)/.test(f));
  const waiting = records.filter(waits);
  const others = records.filter((record) => !waits(record));
  await Promise.all([
    ...Array.from({ length: 4 * jobs }, worker(waiting)),
    ...Array.from({ length: jobs }, worker(others)),
  ]);

  inside?.close();

  if (values.show) {
    for (const [record, verdict] of verdicts) {
      if (verdict.kind === 'failed') process.stdout.write(explain(record, verdict.parts, verdict.got));
    }
  }
  process.stdout.write(table(records, verdicts));
  if (values.fails) writeFileSync(values.fails, failures(records, verdicts));
  const count = (kind: Verdict['kind']) => [...verdicts.values()].filter((v) => v.kind === kind).length;
  process.stdout.write(`${count('passed')} passed, ${count('failed')} failed\n`);
  return count('failed') === 0 && count('passed') > 0 ? 0 : 1;
}

function failures(records: readonly RunRecord[], verdicts: ReadonlyMap<RunRecord, Verdict>): string {
  return records
    .flatMap((record) => {
      const verdict = verdicts.get(record);
      return verdict?.kind === 'failed'
        ? [`${record.version} ${record.name}: ${verdict.parts.join(',')}\n`]
        : [];
    })
    .join('');
}

/** One line for each release and group, then why records were skipped. */
function table(records: readonly RunRecord[], verdicts: ReadonlyMap<RunRecord, Verdict>): string {
  const rows = new Map<string, { passed: number; run: number; skipped: number }>();
  const reasons = new Map<string, number>();
  for (const record of records) {
    const key = `${record.version} ${record.name.split('/')[0]!.padEnd(12)}`;
    const row = rows.get(key) ?? { passed: 0, run: 0, skipped: 0 };
    rows.set(key, row);
    const verdict = verdicts.get(record);
    if (verdict?.kind === 'skipped') {
      row.skipped++;
      reasons.set(verdict.why, (reasons.get(verdict.why) ?? 0) + 1);
    } else {
      row.run++;
      if (verdict?.kind === 'passed') row.passed++;
    }
  }
  const lines = [...rows].map(
    ([key, { passed, run, skipped }]) => `${key} ${passed}/${run}${skipped ? `  (${skipped} skipped)` : ''}`,
  );
  for (const [why, n] of reasons) lines.push(`${n} skipped: ${why}`);
  return lines.map((line) => `${line}\n`).join('');
}

/** What differs, as a diff. */
function explain(record: RunRecord, parts: readonly string[], got: Result | undefined): string {
  const out = [`--- ${record.version} ${record.name}: ${parts.join(',')}  ${record.argv.join(' ')}`];
  if (got) {
    for (const part of differences(record.expect, got)) {
      if (part === 'stdout' || part === 'stderr') out.push(diff(record.expect[part], got[part], part));
      else {
        const [want, have] = [record.expect[part], got[part]].map((v) => JSON.stringify(v).slice(0, 400));
        out.push(`  ${part} want ${want}\n  ${part} got  ${have}`);
      }
    }
  }
  return `${out.join('\n')}\n`;
}

function diff(want: string, got: string, label: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'diff-'));
  writeFileSync(join(folder, 'a'), want, 'latin1');
  writeFileSync(join(folder, 'b'), got, 'latin1');
  const labels = ['--label', `avrdude ${label}`, '--label', `ours ${label}`];
  const { stdout } = spawnSync('diff', ['-U1', ...labels, join(folder, 'a'), join(folder, 'b')], {
    encoding: 'latin1',
  });
  rmSync(folder, { recursive: true });
  return stdout.slice(0, 3000);
}

process.exitCode = await main();
