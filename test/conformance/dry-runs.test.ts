import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { InsideReplays } from '../inside/replays.ts';
import { projectFile } from '../sim/carrier.ts';
import { readRecords } from './record.ts';

/**
 * Nearly every command of the terminal on a part of each family, as avrdude 8.2 carried it out on the chips that its `dryrun` and
 * `dryboot` make up: what they hold, what it prints, what is refused. No device is needed.
 */

const root = dirname(projectFile('package.json'));
const bundle = join(root, 'dist/main.cjs');
const records = readRecords(join(root, 'test/conformance/records/8.2/terminal')).filter(({ name }) =>
  /^terminal\/dry(run|boot)-/.test(name),
);

describe.skipIf(!existsSync(bundle))('the terminal on a made-up chip', () => {
  const inside = new InsideReplays(bundle, 1);
  afterAll(() => inside.close());

  test('a part of each family is there', () => {
    expect(records.map(({ name }) => name.slice('terminal/'.length))).toEqual([
      'dryboot-m328p',
      'dryboot-t1616',
      'dryrun-avr128da48',
      'dryrun-m2560',
      'dryrun-m328p',
      'dryrun-m4809',
      'dryrun-t10',
      'dryrun-t1616',
      'dryrun-t85',
      'dryrun-x128a1',
    ]);
  });

  test.each(records)('$name', async (record) => {
    const { result } = await inside.replay(record, {
      binary: join(root, 'dist/avrdude'),
      images: join(root, 'test/conformance/images'),
      conf: undefined,
      limitMs: 60_000,
    });
    expect(result).toEqual(record.expect);
  });
});
