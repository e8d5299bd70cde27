import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InsideReplays } from '../inside/replays.ts';
import { projectFile } from '../sim/carrier.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';
import { compare } from './compare.ts';
import { scenarios } from './kinds.ts';
import { RELEASES, realAvrdude } from './real.ts';
import { recordOf, type Scenario, smaller } from './scenario.ts';

const root = dirname(projectFile('package.json'));
/** `scripts/nightly` takes another seed each time, and more runs. */
const seed = 20230101;
const runs = 60;
/** The words of dryrun are not all there yet: these are compared by `scripts/nightly` alone. */
const KINDS = ['updates', 'terminal', 'urclock', 'options', 'parts'] as const;

/** What differs, with the reason; all else must be the same. */
const known = new Map(
  readFileSync(projectFile('test/differential/known.txt'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(' # ') as [string, string]),
);

/** A name for each scenario that says all that it does. */
function nameOf(scenario: Scenario): string {
  const { release, lines } = scenario;
  return [release, ...recordOf(scenario).argv, ...(lines.length > 0 ? [JSON.stringify(lines)] : [])].join(
    ' ',
  );
}

const inside = new InsideReplays(join(root, 'dist/main.cjs'), availableParallelism());
afterAll(() => inside.close());

for (const release of RELEASES) {
  const real = existsSync(join(root, 'dist/avrdude')) && PSEUDO_TERMINALS ? realAvrdude(release) : undefined;
  if (!real) continue;
  describe(`as avrdude ${release}, whatever it is asked to do`, () => {
    const cases = scenarios(real, seed, runs, KINDS);
    test.concurrent.each(cases.map((one) => [nameOf(one), one] as const))('%s', async (name, scenario) => {
      const compared = await compare(scenario, real, inside);
      if (known.has(name)) {
        if (compared.parts.length === 0) process.stderr.write(`NOTICE: no longer differs: ${name}\n`);
        return;
      }
      if (!compared.judged) {
        process.stderr.write(`NOTICE: real avrdude gets nowhere: ${name}\n`);
        return;
      }
      expect(compared.ours).toEqual(compared.real);
    });
  });
}

test('a scenario is made smaller in each of its pieces', () => {
  const scenario: Scenario = {
    kind: 'terminal',
    release: '7.1',
    words: ['-c', 'avrisp'],
    groups: [['-v'], ['-U', 'x']],
    lines: ['sig'],
    mode: 'tty',
    images: [],
    device: { kind: 'stk500v1', part: 'm328p', faults: ['nodevice'], memories: { lfuse: '0x62' } },
  };
  const found = [...smaller(scenario)].map((one) => [
    ...[one.groups.flat().join(' '), one.lines.join(), one.mode],
    ...[one.device?.faults?.join(), Object.keys(one.device?.memories ?? {}).join()],
  ]);
  expect(found).toEqual([
    ['-v -U x', '', 'tty', 'nodevice', 'lfuse'],
    ['-U x', 'sig', 'tty', 'nodevice', 'lfuse'],
    ['-v', 'sig', 'tty', 'nodevice', 'lfuse'],
    ['-v -U x', 'sig', 'pipe', 'nodevice', 'lfuse'],
    ['-v -U x', 'sig', 'tty', '', 'lfuse'],
    ['-v -U x', 'sig', 'tty', 'nodevice', ''],
  ]);
});
