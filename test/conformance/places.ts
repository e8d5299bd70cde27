import { createHash } from 'node:crypto';
import { PSEUDO_TERMINALS } from '../sim/pseudo-terminal.ts';
import type { RunRecord } from './record.ts';
import { type Cable, cableOf, SERVED } from './rig.ts';

/**
 * Where a record is played: on the built executable, as a process of its own with devices that the system serves; or on the same
 * bundle inside a process that stays, with devices in that process, where waiting takes no time. What is compared is the same.
 */
export type Place = 'outside' | 'inside';

/** Groups that stand for how people and programs call the executable: these are run as they run it. */
const OUTSIDE_GROUPS = /^(callers|guide)\//;

/** Of the records of USB devices that could be played inside, one in so many is played outside. */
const SAMPLED = 20;

const devicesOf = ({ device }: RunRecord) => (device ? [device, ...(device.also ?? [])] : []);

const cablesOf = (record: RunRecord): readonly (Cable | undefined)[] =>
  devicesOf(record).map(({ kind }) => cableOf(kind));

/** Whether a record can be played inside: with pipes, and without a supervisor. */
export function fitsInside(record: RunRecord): boolean {
  return record.mode === 'pipe' && cablesOf(record).every((cable) => cable === 'serial' || cable === 'usb');
}

/** What a record is drawn by, the same on every machine. */
const numberOf = ({ version, name }: RunRecord): number =>
  createHash('sha256').update(`${version} ${name}`).digest().readUInt32BE();

/**
 * Those that are played outside though they would fit inside, so that the executable and the way through the system stay proven: what
 * callers do, at least one of every kind of device under every release, and of those with USB some more.
 *
 * @param records all there are, so that the choice does not hang on which are asked for
 */
export function outsideSample(records: readonly RunRecord[]): ReadonlySet<RunRecord> {
  const sample = new Set<RunRecord>();
  const least = new Map<string, RunRecord>();
  for (const record of records) {
    if (obstacle(record, 'outside', undefined)) continue;
    const number = numberOf(record);
    if (!fitsInside(record) || OUTSIDE_GROUPS.test(record.name)) sample.add(record);
    else if (cablesOf(record).includes('usb') && number % SAMPLED === 0) sample.add(record);
    for (const { kind } of devicesOf(record)) {
      const key = `${record.version} ${kind}`;
      const other = least.get(key);
      if (!other || number < numberOf(other)) least.set(key, record);
    }
  }
  for (const record of least.values()) sample.add(record);
  return sample;
}

/** Why a record cannot be played there; `undefined` when it can. */
export function obstacle(record: RunRecord, place: Place, conf: string | undefined): string | undefined {
  for (const [index, cable] of cablesOf(record).entries()) {
    const isThere = cable && (place === 'inside' || SERVED[cable]);
    if (!isThere) return `no simulated ${devicesOf(record)[index]?.kind}`;
  }
  // Whoever runs the tests as root may open everything.
  if (record.device?.faults?.includes('denied')) return 'a device that may not be opened';
  if (record.mode !== 'pipe' && !PSEUDO_TERMINALS) return 'no pseudo-terminals';
  if (conf) return undefined;
  if (record.argv.some((a) => a.includes('@CONF@'))) return 'names avrdude.conf';
  return listsDatabase(record) ? 'lists the whole database' : undefined;
}

/** A list of every part or programmer differs between databases. */
function listsDatabase(record: RunRecord): boolean {
  const { stdout, stderr } = record.expect;
  return /^Valid (parts|programmers) are:$/m.test(stdout + stderr);
}
