import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readRecords } from '../conformance/record.ts';
import { replay } from '../conformance/replay.ts';
import { projectFile } from '../sim/carrier.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';
import { fitsInside, InsideReplays } from './replays.ts';

const root = dirname(projectFile('package.json'));
const binary = join(root, 'dist/avrdude');
const bundle = join(root, 'dist/main.cjs');
const records = readRecords(join(root, 'test/conformance/records'));

/** A refused message, a device that falls silent, a long write, a terminal on a pipe, a listing, and a port that is none. */
const SAMPLE = [
  '6.4 fault/stk500v2.nak-once',
  '7.1 fault/avr109.timeout',
  '7.1 programmer/wiring.write',
  '7.1 terminal/fuses',
  '6.4 cli/ext-param',
];

describe.skipIf(!PSEUDO_TERMINALS || !existsSync(binary))('the bundle inside a process of ours', () => {
  const inside = new InsideReplays(bundle, 1);
  afterAll(() => inside.close());

  test.each(SAMPLE)('%s: does as the executable does', async (name) => {
    const record = records.find((one) => `${one.version} ${one.name}` === name);
    if (!record) throw new Error(`there is no record ${name}`);
    expect(fitsInside(record)).toBe(true);
    const around = {
      binary,
      images: join(root, 'test/conformance/images'),
      conf: undefined,
      limitMs: 90_000,
    };
    const outside = await replay(record, around);
    expect(await inside.replay(record, around)).toEqual(outside);
  });
});
