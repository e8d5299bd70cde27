import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import type { SerialDevice } from '../../sim/device.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { inVirtualTime, type ProgramResult, runProgram } from '../../whole-run/run-program.ts';

/** In how many places each fault strikes; drops and doublings in twice as many. */
const perFault = Number(process.env.SWEEP_PLACES ?? 1);
const releases = (process.env.SWEEP_RELEASES ?? '6.4').split(',') as ReleaseId[];

interface Case {
  readonly kind: string;
  readonly part: string;
  readonly line: string;
  readonly options?: readonly string[];
  /** What nothing in the wire format gives away when it strikes data that are read. */
  readonly unseen?: readonly string[];
}

/** Data that come alone, without length, mark or checksum (AVR109): others in their place are seen by nobody. */
const unframed = ['nibble', 'garbage-at'];

const cases: readonly Case[] = [
  { kind: 'stk500v1', part: 'm8', line: '-c stk500v1' },
  { kind: 'stk500v1', part: 'm8', line: '-c avrisp', options: ['fw=arduinoisp'] },
  { kind: 'optiboot', part: 'm328p', line: '-c arduino -D' },
  { kind: 'avr109', part: 'm32u4', line: '-c avr109', unseen: unframed },
  { kind: 'avr109', part: 'm32u4', line: '-c butterfly', options: ['fw=butterfly'], unseen: unframed },
  { kind: 'stk500v2', part: 'm8', line: '-c stk500v2' },
  { kind: 'stk500v2', part: 'm8', line: '-c stk500pp' },
  { kind: 'stk500v2', part: 't45', line: '-c stk500hvsp' },
  { kind: 'wiring', part: 'm328p', line: '-c wiring -D' },
  { kind: 'buspirate', part: 'm8', line: '-c buspirate', unseen: ['nibble'] },
  { kind: 'jtagmkii', part: 'm16', line: '-c jtag2fast' },
  { kind: 'jtagmkii', part: 'm16', line: '-c jtag2isp' },
  { kind: 'serialupdi', part: 't1614', line: '-c serialupdi' },
  { kind: 'jtag2updi', part: 't1614', line: '-c jtag2updi' },
  { kind: 'avr910', part: 'm8', line: '-c avr910', unseen: unframed },
  { kind: 'avr910', part: 'm8', line: '-c avr910', options: ['block=128'], unseen: unframed },
  { kind: 'buspirate', part: 't13', line: '-c buspirate_bb' },
];

const old = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 29 + (i >> 8) * 13 + 3) & 0xff);
const application = Uint8Array.from({ length: 90 }, (_, i) => (i * 73 + (i >> 5) * 31 + 1) & 0xff);
const settings = Uint8Array.from({ length: 8 }, (_, i) => 0x81 + i * 5);

interface Task {
  readonly name: string;
  readonly line: string;
  readonly files: Readonly<Record<string, Uint8Array>>;
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
    wrong: (run, { eeprom }) => firstDifference(run.read('e.bin'), eeprom!),
  },
  {
    name: 'backup',
    line: '-U flash:r:a.bin:r',
    files: {},
    wrong: (run, { flash }) => firstDifference(run.read('a.bin'), flash!),
  },
];

inVirtualTime();

function deviceOf({ kind, part, options = [] }: Case, faults: readonly string[]): SerialDevice {
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

/** Places 1 to `last`, so many of them. */
function* places(last: number, count: number): Generator<number> {
  const step = Math.max(1, last / count);
  for (let at = 1; at <= last; at += step) yield Math.floor(at);
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
    const difference = run.status === 0 ? task.wrong(run, device.dump().memories, wanted) : undefined;
    if (difference) seen.push(`${label}: ${difference}`);
  };
  const seeable = (name: string) => task.name === 'write' || !row.unseen?.includes(name);
  for (const name of ['truncate', 'nibble', 'garbage-at'].filter(seeable))
    for (const at of places(replies, perFault)) await attempt(`${name}=${at}`);
  for (const at of places(replies, perFault)) {
    const next = at + 1 + (at % 7);
    if (seeable('nibble')) await attempt(`truncate=${at}`, `nibble=${next}`);
    await attempt(`truncate=${at}`, `drop=${Math.ceil((bytesToHost * next) / replies)}`);
  }
  for (const name of ['drop', 'dup'].filter(seeable))
    for (const at of places(bytesToHost, 2 * perFault)) await attempt(`${name}=${at}`);
  return seen;
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
