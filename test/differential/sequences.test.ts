import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecord } from '../conformance/record.ts';
import { replay } from '../conformance/replay.ts';
import { projectFile } from '../sim/carrier.ts';
import { REAL_AVRDUDE } from '../sim/real-avrdude.ts';
import { sequence } from './sequences.ts';

const root = dirname(projectFile('package.json'));
const images = join(root, 'test/conformance/images');
const ours = join(root, 'dist/avrdude');
/** Debian's own, for both. */
const conf = '/etc/avrdude.conf';

/** Another seed or more runs can be asked for, to look further than a test run has time for. */
const seed = Number(process.env.DIFFERENTIAL_SEED ?? 20230101);
const runs = Number(process.env.DIFFERENTIAL_RUNS ?? 25);

const ready = REAL_AVRDUDE !== undefined && existsSync(conf) && existsSync(ours);
if (!ready) process.stderr.write('NOTICE: random sequences are not compared with real avrdude 7.1\n');

/** On a machine that is busy, answers may come later than avrdude waits for them; that says nothing about either. */
const outOfStep = /protocol expects|not in sync|not responding/;

async function outcome(binary: string, record: RunRecord, attempts = 4) {
  const { result, violations } = await replay(record, { binary, images, conf, limitMs: 20_000 });
  if (outOfStep.test(result.stderr) && attempts > 1) return outcome(binary, record, attempts - 1);
  const [stdout, stderr] = [result.stdout, result.stderr].map((text) =>
    text.replace(/\[(\w+\.c):\d+\]/g, '[$1]').replace(/\d+\.\d\ds/g, '0.00s'),
  );
  // avrdude erases the chip for a file that it then cannot use; here that is left out.
  const erasedInVain = result.status !== 0 && !record.argv.includes('-D');
  return {
    ...result,
    stdout,
    stderr,
    violations,
    memories: erasedInVain ? 'not compared' : result.memories,
  };
}

// Ours would say more than avrdude does on a terminal.
process.env.AVRDUDE_GUARDS = 'never';
process.env.AVRDUDE_HINTS = 'never';

describe.skipIf(!ready)('as avrdude 7.1, whatever it is asked to do', () => {
  const cases = fc.sample(sequence, { seed, numRuns: runs });
  test.concurrent.each(cases.map((record, i) => [i, record.argv.join(' '), record] as const))(
    '%i: %s',
    { timeout: 60_000 },
    async (_i, _words, record) => {
      const real = await outcome(REAL_AVRDUDE ?? '', record);
      expect(await outcome(ours, record)).toEqual(real);
    },
  );
});
