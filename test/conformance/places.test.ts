import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFile } from '../sim/carrier.ts';
import { fitsInside, obstacle, outsideSample } from './places.ts';
import { type RunRecord, readRecords } from './record.ts';
import { cableOf, SERVED } from './rig.ts';

const records = readRecords(join(dirname(projectFile('package.json')), 'test/conformance/records'));
const sample = outsideSample(records);
const title = ({ version, name }: RunRecord) => `${version} ${name}`;
const titles = (some: Iterable<RunRecord>) => [...some].map(title).sort();
const kindsOf = ({ device }: RunRecord) =>
  [device, ...(device?.also ?? [])].flatMap((one) => one?.kind ?? []);

test('every kind of device is played on the executable, under every release that has records of it', () => {
  const keys = (some: Iterable<RunRecord>) =>
    new Set([...some].flatMap((record) => kindsOf(record).map((kind) => `${record.version} ${kind}`)));
  const possible = records.filter((record) => obstacle(record, 'outside', undefined) === undefined);
  expect([...keys(sample)].sort()).toEqual([...keys(possible)].sort());
});

test.skipIf(!SERVED.usb)('so is about one in ten of those with USB', () => {
  const usb = records.filter(
    (record) =>
      fitsInside(record) &&
      kindsOf(record).some((kind) => cableOf(kind) === 'usb') &&
      obstacle(record, 'outside', undefined) === undefined,
  );
  const share = usb.filter((record) => sample.has(record)).length / usb.length;
  expect(share).toBeGreaterThan(0.08);
  expect(share).toBeLessThan(0.2);
});

test('so are all that do not fit inside, and what callers do', () => {
  const must = records.filter(
    (record) =>
      obstacle(record, 'outside', undefined) === undefined &&
      (record.mode !== 'pipe' || record.name.startsWith('callers/') || record.name.startsWith('guide/')),
  );
  expect(titles(must.filter((record) => !sample.has(record)))).toEqual([]);
});

test('whatever the order of the records is, the choice is the same', () => {
  expect(titles(outsideSample([...records].reverse()))).toEqual(titles(sample));
});

test('what is played nowhere names a reason', () => {
  const nowhere = records.filter((record) => !sample.has(record) && !fitsInside(record));
  expect(nowhere.filter((record) => obstacle(record, 'outside', undefined) === undefined)).toEqual([]);
});
