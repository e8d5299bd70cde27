import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import type { SerialDevice } from '../../sim/device.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { Urboot } from '../../sim/urboot.ts';
import { inVirtualTime, type ProgramResult, runProgram } from '../../whole-run/run-program.ts';

/**
 * In how many places each fault strikes, evenly from the first answer to the last. Without it there are two for each fault of each
 * row and task, which go round the row of `shares`.
 */
const perFault = process.env.SWEEP_PLACES === undefined ? undefined : Number(process.env.SWEEP_PLACES);
/** Shares of a conversation: its first answer, the first page, on the way, the last page, leaving. */
const shares = [0, 0.15, 0.4, 0.6, 0.8, 0.93, 1] as const;
const releases = (process.env.SWEEP_RELEASES ?? '6.4').split(',') as ReleaseId[];

interface Case {
  readonly kind: string;
  readonly part: string;
  readonly line: string;
  readonly options?: readonly string[];
  readonly cannotBeSeen?: Blindness;
}

/**
 * What nothing can give away when it strikes data that are read into a file. No more than these data may be wrong then. Written data
 * are verified, and there everything has to be seen.
 */
interface Blindness {
  readonly faults: readonly string[];
  readonly because: string;
  /** The most bytes that come without a pause: an answer, or those of several requests sent together. */
  readonly answer: number;
}

/** A byte more or less is seen (see `readInStep`), other bytes in their number are not. */
const noChecksum = (answer: number): Blindness => ({
  faults: ['nibble', 'garbage-at'],
  because: 'data come alone, without a checksum, and are read once: twice would take twice as long',
  answer,
});

const cases: readonly Case[] = [
  { kind: 'stk500v1', part: 'm8', line: '-c stk500v1' },
  { kind: 'stk500v1', part: 'm8', line: '-c avrisp', options: ['fw=arduinoisp'] },
  { kind: 'optiboot', part: 'm328p', line: '-c arduino -D' },
  { kind: 'avr109', part: 'm32u4', line: '-c avr109', cannotBeSeen: noChecksum(512) },
  {
    kind: 'avr109',
    part: 'm32u4',
    line: '-c butterfly',
    options: ['fw=butterfly'],
    cannotBeSeen: noChecksum(128),
  },
  { kind: 'stk500v2', part: 'm8', line: '-c stk500v2' },
  { kind: 'stk500v2', part: 'm8', line: '-c stk500pp' },
  { kind: 'stk500v2', part: 't45', line: '-c stk500hvsp' },
  { kind: 'wiring', part: 'm328p', line: '-c wiring -D' },
  {
    kind: 'buspirate',
    part: 'm8',
    line: '-c buspirate',
    cannotBeSeen: {
      faults: ['nibble'],
      because: 'the mark before the data, 01, stays what it is, and data have no checksum',
      answer: 64,
    },
  },
  { kind: 'jtagmkii', part: 'm16', line: '-c jtag2fast' },
  { kind: 'jtagmkii', part: 'm16', line: '-c jtag2isp' },
  { kind: 'serialupdi', part: 't1614', line: '-c serialupdi' },
  { kind: 'jtag2updi', part: 't1614', line: '-c jtag2updi' },
  { kind: 'avr910', part: 'm8', line: '-c avr910', cannotBeSeen: noChecksum(2) },
  { kind: 'avr910', part: 'm8', line: '-c avr910', options: ['block=128'], cannotBeSeen: noChecksum(128) },
  { kind: 'buspirate', part: 't13', line: '-c buspirate_bb' },
  { kind: 'urboot', part: 'm328p', line: '-c urclock' },
];

const old = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 29 + (i >> 8) * 13 + 3) & 0xff);
const application = Uint8Array.from({ length: 90 }, (_, i) => (i * 73 + (i >> 5) * 31 + 1) & 0xff);
const settings = Uint8Array.from({ length: 8 }, (_, i) => 0x81 + i * 5);

interface Task {
  readonly name: string;
  readonly line: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
  /** What is read, and from where. */
  readonly file?: string;
  readonly memory?: 'flash' | 'eeprom';
  /** @returns what is not as status 0 says */
  readonly wrong: (
    run: ProgramResult,
    memories: Readonly<Record<string, Uint8Array>>,
    before: Readonly<Record<string, Uint8Array>>,
  ) => string | undefined;
}

function firstDifference(one: Uint8Array | undefined, other: Uint8Array): string | undefined {
  if (!one) return 'nothing there';
  for (let i = 0; i < Math.max(one.length, other.length); i++)
    if (one[i] !== other[i]) return `0x${i.toString(16)}: ${one[i]} for ${other[i]}`;
}

const tasks: readonly Task[] = [
  {
    name: 'write',
    line: '-U flash:w:a.bin:r -U eeprom:w:e.bin:r',
    files: { 'a.bin': application, 'e.bin': settings },
    wrong: (_, { flash, eeprom }, wanted) =>
      firstDifference(flash, wanted.flash!) ?? firstDifference(eeprom, wanted.eeprom!),
  },
  {
    name: 'read',
    line: '-U eeprom:r:e.bin:r',
    files: {},
    file: 'e.bin',
    memory: 'eeprom',
    wrong: (run, { eeprom }) => firstDifference(run.read('e.bin'), eeprom!),
  },
  {
    name: 'backup',
    line: '-U flash:r:a.bin:r',
    files: {},
    file: 'a.bin',
    memory: 'flash',
    wrong: (run, { flash }) => firstDifference(run.read('a.bin'), flash!),
  },
];

inVirtualTime();

function deviceOf({ kind, part, options = [] }: Case, faults: readonly string[]): SerialDevice {
  if (kind === 'urboot') return urboot(faults);
  const plain = simulateAny({ kind, part, options });
  const { flash, eeprom } = plain.dump().memories;
  plain.stop();
  return simulateAny({
    kind,
    part,
    options,
    faults,
    memories: { flash: old(flash!.length), eeprom: old(eeprom!.length) },
  });
}

/** The boot loader itself is where it is. */
function urboot(faults: readonly string[]): SerialDevice {
  const device = new Urboot({ faults });
  device.flash.set(old(device.flash.length - Urboot.bootSize));
  device.eeprom.set(old(device.eeprom.length));
  return device;
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

async function sweep(row: Case, task: Task, release: ReleaseId): Promise<string[]> {
  const line = `-qq ${row.line} -p ${row.part} -P /dev/ttySim ${task.line}`;
  const clean = deviceOf(row, []);
  const good = await runProgram({ device: clean, args: line, files: task.files, release });
  expect(good.status).toBe(0);
  const wanted = clean.dump().memories;
  const { replies, bytesToHost } = clean.dump().meta;
  const seen: string[] = [];
  const attempt = async (...faults: string[]) => {
    const device = deviceOf(row, faults);
    const run = await runProgram({ device, args: line, files: task.files, release });
    const label = `${row.line} ${release} ${task.name} ${faults.join(' ')}`;
    if (run.status === undefined) seen.push(`${label}: never ends`);
    const { memories } = device.dump();
    const difference = run.status === 0 ? task.wrong(run, memories, wanted) : undefined;
    if (difference && !isBlindTo(row, task, faults, run, memories)) seen.push(`${label}: ${difference}`);
  };
  let turn = cases.indexOf(row) + tasks.indexOf(task);
  for (const name of ['truncate', 'nibble', 'garbage-at'])
    for (const at of places(replies, turn++)) await attempt(`${name}=${at}`);
  for (const at of places(replies, turn++)) {
    const next = at + 1 + (at % 7);
    await attempt(`truncate=${at}`, `nibble=${next}`);
    await attempt(`truncate=${at}`, `drop=${Math.ceil((bytesToHost * next) / replies)}`);
  }
  for (const name of ['drop', 'dup'])
    for (const at of places(bytesToHost, turn++)) await attempt(`${name}=${at}`);
  return seen;
}

/** Whether nothing but the data of one answer is wrong, which nothing could give away. */
function isBlindTo(
  { cannotBeSeen }: Case,
  { file, memory }: Task,
  faults: readonly string[],
  run: ProgramResult,
  memories: Readonly<Record<string, Uint8Array>>,
): boolean {
  const read = file && run.read(file);
  if (!cannotBeSeen || !read || !memory) return false;
  const isOfKind = faults.some((fault) => cannotBeSeen.faults.includes(fault.split('=')[0]!));
  return isOfKind && spread(read, memories[memory]!) <= cannotBeSeen.answer;
}

for (const release of releases)
  for (const task of tasks)
    test.each(cases)(
      `$line ($kind) ${task.name} ${release}: status 0 means that it is so`,
      async (row) => {
        expect(await sweep(row, task, release)).toEqual([]);
      },
      600_000,
    );
