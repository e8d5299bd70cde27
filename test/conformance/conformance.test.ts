import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectFile } from '../sim/carrier.ts';
import { REAL_AVRDUDE } from '../sim/real-avrdude.ts';
import { obstacle } from './places.ts';
import { type Result, readRecords } from './record.ts';
import { differences, masked, replay } from './replay.ts';

const root = dirname(projectFile('package.json'));
const images = join(root, 'test/conformance/images');
const dist = join(root, 'dist/avrdude');
/** Debian's own; the records of 7.1 were made with the same file. */
const debianConf = '/etc/avrdude.conf';
const records = readRecords(join(root, 'test/conformance/records'));

/**
 * One case of nearly every kind of device and every group that can be had in a second or two, which the built-in database and a
 * release's own file must pass alike (not avr910: it names parts by device code). `npm run conformance` runs all.
 */
const SAMPLE = [
  'callers/arduino-upload',
  'callers/avrdudess-read-fuses',
  'callers/qmk-toolbox-avrisp',
  'cli/bad-option',
  'config/syntax-error',
  'fault/stk500v1.bad-verify',
  'files/high.hex',
  'files/missing',
  'guide/caterina-fuses.tty',
  'guide/dfu-fuses.pipe',
  'guide/production-two-eof',
  'programmer/avr109.fuses',
  'programmer/buspirate.signature',
  'programmer/optiboot.write-main',
  'programmer/stk500v2.write',
  'programmer/wiring.write',
  'read/lfuse-stdout.h',
  'safemode/drift-hfuse.silent',
  'terminal/fuses',
  'verify/flash-mismatch',
  'write/dirty-without-erase',
];

/** The recorded result and the one a program gives now, cut down to where they differ. */
async function compare(name: string, version: string, binary: string, conf: string | undefined) {
  const record = records.find((r) => r.version === version && r.name === name);
  if (!record) throw new Error(`no record ${name} of ${version}`);
  const why = obstacle(record, 'outside', conf);
  if (why) throw new Error(`${name} cannot be replayed: ${why}`);
  const { result, violations } = await replay(record, { binary, images, conf, limitMs: 300_000 });
  const parts = differences(record.expect, result);
  const pick = (r: Result) => Object.fromEntries(parts.map((part) => [part, r[part]]));
  // Faults lead to bytes a strict device cannot understand.
  return {
    got: { ...pick(result), violations: record.device?.faults?.length ? [] : violations },
    want: { ...pick(record.expect), violations: [] },
  };
}

const SETTINGS = { concurrent: true };

describe.skipIf(!REAL_AVRDUDE || !existsSync(debianConf))(
  'real avrdude 7.1 does as recorded, which proves the runner',
  SETTINGS,
  () => {
    test.each(SAMPLE)('%s', async (name) => {
      const { got, want } = await compare(name, '7.1', REAL_AVRDUDE!, debianConf);
      expect(got).toEqual(want);
    });
  },
);

describe.skipIf(!existsSync(dist))('the built binary does as avrdude 6.4 did', SETTINGS, () => {
  test.each(SAMPLE)('%s', async (name) => {
    const { got, want } = await compare(name, '6.4', dist, undefined);
    expect(got).toEqual(want);
  });
});

test('a difference in each part of a result is found', () => {
  const result: Result = {
    status: 0,
    stdout: '',
    stderr: 'x 1.25s',
    files: { a: { text: 'took 1.00s' } },
    memories: { lfuse: '5e' },
  };
  expect(differences(result, result)).toEqual([]);
  expect(differences(result, { ...result, files: { a: { text: 'took 2.00s' } } })).toEqual([]);
  const other: Result = { status: 1, stdout: 'a', stderr: 'y', files: {}, memories: { lfuse: '5f' } };
  expect(differences(result, other)).toEqual(['status', 'stdout', 'stderr', 'files', 'memories']);
});

test('seconds and names that differ from run to run are masked', () => {
  expect(masked('100% 12.34s, 100% 1.50 s to /tmp/x/tty', [['/tmp/x/tty', '@PORT@']])).toBe(
    '100% 0.00s, 100% 0.00s to @PORT@',
  );
});
