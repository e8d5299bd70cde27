import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { programmerTypeIds } from '../../../src/programmers/registry.ts';
import {
  inVirtualTime,
  type ProgramResult,
  type ProgramRun,
  runProgram,
} from '../../whole-run/run-program.ts';
import { type Plugged, type Row, rows } from './rows.ts';

/** No device is behind the first. The second has no simulator yet, which would have to run Microchip's byte code. */
const withoutDevice = ['dryrun', 'pickit5'];

/** From the last byte heard to the end, and from an interruption to the end (virtual milliseconds). */
const bounds = { silence: 20_000, interruption: 500 } as const;

const image = Uint8Array.from({ length: 200 }, (_, i) => (i * 7 + (i >> 5)) & 0xff);
/** A program for a boot loader that puts the reset vector somewhere else. */
const program = Uint8Array.of(0x20, 0xc0, ...image.subarray(2));
/** Bytes of the vector that such a boot loader puts in its place, and of the one behind it. */
const vectors = 6;
const files = { 'app.bin': image, 'program.bin': program, 'ee.bin': image.slice(0, 12) };

/** What is done on a device: a run of pages, a memory that many move byte by byte, and the terminal. Each under another release. */
const jobs = {
  pages: { release: '6.4', args: ['-D', '-U', 'flash:w:app.bin:r'] },
  bytes: { release: '7.1', args: ['-D', '-U', 'eeprom:w:ee.bin:r'] },
  terminal: {
    release: '8.2',
    args: ['-t'],
    typed: [
      ...['dump flash 0 16', 'write eeprom 0 1 2 3 4 5', 'dump eeprom 0 16', 'write eeprom 8 9'],
      ...['dump flash 256 16', 'erase', 'quit'],
    ],
  },
} as const satisfies Record<
  string,
  { release: ReleaseId; args: readonly string[]; typed?: readonly string[] }
>;

/** All that can be done on a device that cannot be read. */
const writing = {
  release: '8.2',
  args: ['-V', '-U', 'flash:w:program.bin:r'],
  typed: [] as readonly string[],
} as const;

/** What a job leaves at the beginning of a memory. */
const contents = {
  pages: { memory: 'flash', data: image },
  bytes: { memory: 'eeprom', data: image.slice(0, 12) },
} as const;

interface Outcome extends ProgramResult {
  readonly held: boolean;
  readonly memories: ReturnType<Plugged['memories']>;
}

/** What stands for the program's memory in a job. */
function inTermsOf({ program = 'flash' }: Row, words: string): string {
  return words.replace(/\bflash\b/g, program);
}

async function run(
  row: Row,
  job: keyof typeof jobs,
  more: Partial<ProgramRun> = {},
  plugged: Plugged = row.plugIn(),
): Promise<Outcome> {
  const { args, ...rest } = row.writesOnly ? writing : jobs[job];
  const result = await runProgram({
    ...rest,
    files,
    args: [...row.args, ...args.map((word) => inTermsOf(row, word))],
    ...('typed' in rest && { typed: rest.typed.map((line) => inTermsOf(row, line)) }),
    device: plugged.device,
    ...more,
  });
  return { ...result, held: plugged.held(), memories: plugged.memories() };
}

/** Whether what a job writes is there. */
function holds(row: Row, memories: Outcome['memories'], job: keyof typeof contents): boolean {
  if (row.writesOnly)
    return Buffer.compare(memories.flash.subarray(vectors, program.length), program.subarray(vectors)) === 0;
  const { memory, data } = contents[job];
  return Buffer.compare(memories[memory].subarray(0, data.length), data) === 0;
}

const lengths = new Map<string, number>();

/** How much is heard when nothing happens: bytes, or answered transfers. */
async function lengthOf(row: Row, job: keyof typeof jobs): Promise<number> {
  const key = `${row.type} ${row.name} ${job}`;
  const known = lengths.get(key);
  if (known !== undefined) return known;
  const { heard } = await run(row, job);
  lengths.set(key, heard);
  return heard;
}

/** Places in a conversation of so many bytes, or answered transfers, at which something happens. */
function placesIn(heard: number): readonly number[] {
  const all = [1, 40, Math.floor(heard / 2), heard - 2].filter((place) => place >= 1 && place < heard);
  return [...new Set(all)];
}

/** So many exchanges contain the opening of every type, and more. */
const openingExchanges = 8;

/** How much has been heard before each of the first answers. */
async function placesOfOpening(row: Row): Promise<readonly number[]> {
  const { heardBefore } = await run(row, 'pages');
  return [...new Set(heardBefore)].slice(0, openingExchanges);
}

inVirtualTime();

test('every type has its row', () => {
  const inTable = new Set(rows.map(({ type }) => type));
  const without = programmerTypeIds.filter((id) => !inTable.has(id) && !withoutDevice.includes(id));
  expect(without).toEqual([]);
});

describe.each(rows.map((row) => [`${row.type}: ${row.name}`, row] as const))('%s', (_, row) => {
  const names = (row.writesOnly ? ['pages'] : Object.keys(jobs)) as (keyof typeof jobs)[];

  test.each(names)('%s: done, and the target let go', async (job) => {
    const { status, held, memories } = await run(row, job);
    const noSuchMemory = row.lacksEeprom && job === 'bytes';
    const there = job === 'terminal' || noSuchMemory || holds(row, memories, job);
    expect({ status, held, there }).toEqual({ status: 0, held: false, there: true });
  });

  test('another chip than was named is left as it is, and let go', async () => {
    const plugged = row.plugIn('other chip');
    const before = plugged.memories().flash.slice();
    const { status, held, memories } = await run(row, 'pages', {}, plugged);
    const untouched = Buffer.compare(memories.flash, before) === 0;
    expect({ failed: status !== 0, held, untouched }).toEqual({ failed: true, held: false, untouched: true });
  });

  test('a locked chip: status 0 means that it was written, and it is let go', async () => {
    const { status, held, memories } = await run(row, 'pages', {}, row.plugIn('locked'));
    const there = holds(row, memories, 'pages');
    expect({ claimed: status === 0 && !there, held }).toEqual({ claimed: false, held: false });
    if (row.isBootLoader && !row.writesOnly) expect(status).toBe(0);
  });

  test('a locked chip is opened by a chip erase', async () => {
    if (row.isBootLoader) return;
    // A part with UPDI that is locked is erased by a key of its own, which -F asks for.
    const args = [...row.args, '-e', '-F', '-U', 'flash:w:app.bin:r'];
    const { status, held, memories } = await run(row, 'pages', { args }, row.plugIn('locked'));
    const opens = !row.staysLocked;
    expect({ succeeds: status === 0, held, there: holds(row, memories, 'pages') }).toEqual({
      succeeds: opens,
      held: false,
      there: opens,
    });
  });

  test.each(names)(
    '%s: silence ends it in time, and the target is let go',
    { timeout: 120_000 },
    async (job) => {
      const heard = await lengthOf(row, job);
      for (const silentAt of [0, ...placesIn(heard)]) {
        const { afterLastHeard, held } = await run(row, job, { silentAt });
        expect({ silentAt, held, inTime: afterLastHeard <= bounds.silence || afterLastHeard }).toEqual({
          silentAt,
          held: false,
          inTime: true,
        });
      }
    },
  );

  test.each(names)(
    '%s: an interruption ends it at once, and the target is let go',
    {
      timeout: 120_000,
    },
    async (job) => {
      const heard = await lengthOf(row, job);
      for (const count of placesIn(heard)) {
        const { afterInterruption = 0, held } = await run(row, job, { interruptAt: { count } });
        expect({
          count,
          held,
          atOnce: afterInterruption <= bounds.interruption || afterInterruption,
        }).toEqual({
          count,
          held: false,
          atOnce: true,
        });
      }
    },
  );

  test('an interruption ends waiting for a device that says nothing', async () => {
    const places = [0, ...placesIn(await lengthOf(row, 'pages'))];
    for (const silentAt of places) {
      const { afterInterruption = 0, held } = await run(row, 'pages', {
        silentAt,
        interruptAt: { milliseconds: 3000 },
      });
      expect({
        silentAt,
        held,
        atOnce: afterInterruption <= bounds.interruption || afterInterruption,
      }).toEqual({ silentAt, held: false, atOnce: true });
    }
  });

  test('an interruption while it is being opened, in every exchange: the target is let go', async () => {
    const places = await placesOfOpening(row);
    // As an answer ends, and as the next begins.
    for (const count of new Set(places.flatMap((heard) => [Math.max(1, heard), heard + 1]))) {
      const { afterInterruption = 0, held, pulls } = await run(row, 'pages', { interruptAt: { count } });
      const atOnce = afterInterruption <= bounds.interruption || afterInterruption;
      expect({ count, held, pulls, atOnce }).toEqual({ count, held: false, pulls: false, atOnce: true });
    }
  });

  test.each(['silence', 'garbage'] as const)(
    '%s while it is being opened, in every exchange: the target is let go',
    async (mishap) => {
      for (const place of await placesOfOpening(row)) {
        const mishaps = mishap === 'silence' ? { silentAt: place } : { garbledAt: place };
        const { status, held, pulls } = await run(row, 'pages', mishaps);
        const ended = status !== undefined;
        expect({ place, ended, held, pulls }).toEqual({ place, ended: true, held: false, pulls: false });
      }
    },
  );

  test('a device that goes away ends it at once', async () => {
    const { heard, took } = await run(row, 'pages');
    for (const goneAt of placesIn(heard)) {
      const gone = await run(row, 'pages', { goneAt });
      expect({ goneAt, ended: gone.took <= took + 5000 || gone.took }).toEqual({ goneAt, ended: true });
    }
  });

  test('garbage ends it in time', async () => {
    for (const garbledAt of placesIn(await lengthOf(row, 'pages'))) {
      const { afterLastHeard } = await run(row, 'pages', { garbledAt });
      expect({ garbledAt, inTime: afterLastHeard <= bounds.silence || afterLastHeard }).toEqual({
        garbledAt,
        inTime: true,
      });
    }
  });
});
