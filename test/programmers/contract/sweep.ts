import { afterAll, expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import type { Device } from '../../whole-run/cable.ts';
import { type ProgramResult, runProgram } from '../../whole-run/run-program.ts';

/**
 * In how many places each fault strikes, evenly from the first answer to the last. Without it there are two for each fault of each
 * row and task, which go round the row of `shares`.
 */
const perFault = process.env.SWEEP_PLACES === undefined ? undefined : Number(process.env.SWEEP_PLACES);
/** Shares of a conversation: its first answer, the first page, on the way, the last page, leaving. */
const shares = [0, 0.15, 0.4, 0.6, 0.8, 0.93, 1] as const;
const releases = (process.env.SWEEP_RELEASES ?? '6.4').split(',') as ReleaseId[];

/** A programmer that is swept. */
export interface Swept {
  readonly name: string;
  /** `-c` and `-p` and what else it takes. */
  readonly args: string;
  readonly tasks: readonly Task[];
  readonly cannotBeSeen?: Blindness | undefined;
  readonly plugIn: (faults: readonly string[]) => PluggedIn;
}

/** A device with faults, and what is to be seen of it. */
export interface PluggedIn {
  readonly device: Device;
  readonly memories: () => Memories;
  /** Answers that it has given. */
  readonly answers: () => number;
}

type Memories = Readonly<Record<string, Uint8Array>>;

/**
 * What nothing can give away when it strikes data that are read into a file. No more than these data may be wrong then. Written data
 * are verified, and there everything has to be seen.
 */
export interface Blindness {
  readonly faults: readonly string[];
  readonly because: string;
  /** The most bytes that come without a pause: an answer, or those of several requests sent together. */
  readonly answer: number;
}

/** What is in a memory before. */
export const old = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 29 + (i >> 8) * 13 + 3) & 0xff);
const application = Uint8Array.from({ length: 90 }, (_, i) => (i * 73 + (i >> 5) * 31 + 1) & 0xff);
// It begins with a jump (rjmp), which some boot loaders move.
application.set([0x0e, 0xc0]);
const settings = Uint8Array.from({ length: 8 }, (_, i) => 0x81 + i * 5);

export interface Task {
  readonly name: string;
  readonly line: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What is read, and from where. */
  readonly file?: string;
  readonly memory?: string;
  /** @returns what is not as status 0 says */
  readonly wrong: (run: ProgramResult, memories: Memories, wanted: Memories) => string | undefined;
}

function firstDifference(one: Uint8Array | undefined, other: Uint8Array): string | undefined {
  if (!one) return 'nothing there';
  for (let i = 0; i < Math.max(one.length, other.length); i++)
    if (one[i] !== other[i]) return `0x${i.toString(16)}: ${one[i]} for ${other[i]}`;
}

/** Both memories, or one of them, with a file each. @param program the memory with the program */
export function writing(program = 'flash', eeprom: 'eeprom' | 'no eeprom' = 'eeprom'): Task {
  const files = { 'a.bin': application, ...(eeprom === 'eeprom' && { 'e.bin': settings }) };
  return {
    name: 'write',
    line: `-U ${program}:w:a.bin:r${eeprom === 'eeprom' ? ' -U eeprom:w:e.bin:r' : ''}`,
    files,
    wrong: (_, { flash, eeprom: data }, wanted) =>
      firstDifference(flash, wanted.flash!) ??
      (eeprom === 'eeprom' ? firstDifference(data, wanted.eeprom!) : undefined),
  };
}

/** A memory into a file. @param shown what the device calls it, if that is not the name by which it is asked for */
export function reading(memory: string, shown = memory): Task {
  return {
    name: `read ${memory}`,
    line: `-U ${memory}:r:a.bin:r`,
    files: {},
    file: 'a.bin',
    memory: shown,
    wrong: (run, memories) => firstDifference(run.read('a.bin'), memories[shown]!),
  };
}

/** Places from 1 to `last`. @param turn which of the places are due, where not all are */
function places(last: number, turn: number): number[] {
  const all =
    perFault === undefined ? [] : Array.from({ length: perFault }, (_, i) => i / (perFault - 1 || 1));
  const due = [turn, turn + 3].map((at) => shares[at % shares.length] ?? 0);
  return (perFault === undefined ? due : all).map((share) => 1 + Math.floor(share * (last - 1)));
}

/** Where two differ, from the first byte to behind the last; 0 if one is longer. */
function spread(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) return Number.POSITIVE_INFINITY;
  const differing = [...one.keys()].filter((at) => one[at] !== other[at]);
  return (differing.at(-1) ?? -1) - (differing[0] ?? 0) + 1;
}

/** Where faults strike. @param places from 1 to so many, for the next kind of fault @returns the faults of each run */
export type Strikes = (
  clean: PluggedIn,
  places: (last: number) => readonly number[],
) => Iterable<readonly string[]>;

async function sweep(
  row: Swept,
  task: Task,
  release: ReleaseId,
  turn: number,
  strikes: Strikes,
): Promise<string[]> {
  const args = `-qq ${row.args} ${task.line}`;
  const clean = row.plugIn([]);
  const good = await runProgram({ device: clean.device, args, files: task.files, release });
  expect(good.status, good.stderr).toBe(0);
  const wanted = clean.memories();
  const seen: string[] = [];
  let next = turn;
  for (const faults of strikes(clean, (last) => places(last, next++))) {
    const { device, memories } = row.plugIn(faults);
    const run = await runProgram({ device, args, files: task.files, release });
    const label = `${row.name} ${release} ${task.name} ${faults.join(' ')}`;
    if (run.status === undefined) seen.push(`${label}: never ends`);
    const difference = run.status === 0 ? task.wrong(run, memories(), wanted) : undefined;
    if (difference && !isBlindTo(row, task, faults, run, memories())) seen.push(`${label}: ${difference}`);
    ran += 1;
  }
  return seen;
}

/** Whether nothing but the data of one answer is wrong, which nothing could give away. */
function isBlindTo(
  { cannotBeSeen }: Swept,
  { file, memory }: Task,
  faults: readonly string[],
  run: ProgramResult,
  memories: Memories,
): boolean {
  const read = file && run.read(file);
  if (!cannotBeSeen || !read || !memory) return false;
  const isOfKind = faults.some((fault) => cannotBeSeen.faults.includes(fault.split('=')[0]!));
  return isOfKind && spread(read, memories[memory]!) <= cannotBeSeen.answer;
}

/** How many runs with a fault there were. */
let ran = 0;

/** The tests: whatever befalls a programmer, status 0 means that all is as it was to be, and every run ends. */
export function sweepAll(rows: readonly Swept[], strikes: Strikes): void {
  for (const release of releases)
    for (const [index, row] of rows.entries())
      test.each(row.tasks)(
        `${row.name} $name ${release}: status 0 means that it is so`,
        async (task) => {
          const before = ran;
          expect(await sweep(row, task, release, index + row.tasks.indexOf(task), strikes)).toEqual([]);
          expect(ran).toBeGreaterThan(before);
        },
        3_600_000,
      );
  afterAll(() => console.log(`${ran} runs with a fault`));
}
