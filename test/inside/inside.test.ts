import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fitsInside } from '../conformance/places.ts';
import { readRecords } from '../conformance/record.ts';
import { replay } from '../conformance/replay.ts';
import { SERVED } from '../conformance/rig.ts';
import { projectFile } from '../sim/carrier.ts';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';
import { InsideReplays } from './replays.ts';

const root = dirname(projectFile('package.json'));
const binary = join(root, 'dist/avrdude');
const bundle = join(root, 'dist/main.cjs');
const records = readRecords(join(root, 'test/conformance/records'));

/**
 * A refused message, a device that falls silent, a long write, a terminal on a pipe, a listing, and a port that is none. On USB: control
 * and bulk transfers, reports, one that is stalled or too short, a device that goes, the second of two.
 */
const SAMPLE = [
  '6.4 fault/stk500v2.nak-once',
  '7.1 fault/avr109.timeout',
  '7.1 programmer/wiring.write',
  '7.1 terminal/fuses',
  '6.4 cli/ext-param',
  ...(SERVED.usb
    ? [
        '8.2 usb/usbtiny.no-target',
        '8.2 micronucleus/stall-info',
        '7.1 flip/2.short',
        '8.2 avrispmk2/isp.unplug',
        '6.4 edbg/jtag.unplug-at',
        '7.1 flip/two-boards-second',
      ]
    : []),
];
if (!SERVED.usb) process.stderr.write('NOTICE: no umockdev: USB inside is not compared with USB outside\n');

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
