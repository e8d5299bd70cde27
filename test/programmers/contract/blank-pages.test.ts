import { describe, expect, test } from 'vitest';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';
import { type Row, rows } from './rows.ts';

inVirtualTime();

/** Boot loaders of which no more is known than that they say they have erased, or that erase as the first page comes. */
const notBelieved = [
  'avr109 avr109',
  'butterfly avr109 fw=butterfly',
  'mkbutterfly avr109 fw=butterfly',
  'teensy',
  'micronucleus',
  'bootloadhid',
  'lufa-hid',
];

/** A program that begins as one does, and the same with half of it blank, in whole pages of whatever size. */
function programs(length: number): Readonly<Record<string, Uint8Array>> {
  const busy = Uint8Array.from({ length }, (_, i) => ((i * 11 + (i >> 7)) & 0x7f) | 1);
  busy.set([0x20, 0xc0]);
  return { 'busy.bin': busy, 'sparse.bin': busy.slice().fill(0xff, length / 4, (length * 3) / 4) };
}

/** On a chip with an old program. */
async function run(row: Row, args: readonly string[]) {
  const { device, memories } = row.plugIn('old program');
  const length = Math.min(2048, memories().flash.length);
  const files = programs(length);
  const result = await runProgram({ release: '7.1', files, args: [...row.args, ...args], device });
  return { ...result, length, sparse: files['sparse.bin']!, flash: memories().flash.slice(0, length) };
}

/** What is read back is held against the whole file, whether it has travelled or not. */
test.each(['usbasp on USB', 'serialupdi serialupdi'])(
  '%s: a blank page that is not blank is found',
  async (name) => {
    const row = rows.find((one) => one.name === name)!;
    const { device, memories } = row.plugIn('old program');
    const files = programs(2048);
    const { chip } = device as unknown as { readonly chip: { readonly flips: Map<string, number> } };
    chip.flips.set('flash:768', 0x01);
    const result = await runProgram({
      release: '7.1',
      files,
      args: [...row.args, '-e', '-U', 'flash:w:sparse.bin:r'],
      device,
    });
    expect(memories().flash[768]).toBe(0xff);
    expect(result.status).toBe(1);
  },
);

/** Bytes that a boot loader may have put something else in the place of. */
const vectors = 6;

const believes = ({ name }: Row): boolean => !notBelieved.some((start) => name.startsWith(start));

describe.each(rows.map((row) => [`${row.type}: ${row.name}`, row] as const))('%s', (_, row) => {
  const writing = (file: string) => ['-e', '-V', '-U', `${row.program ?? 'flash'}:w:${file}:r`];

  test('after a chip erase that erases, and after no other, blank pages do not travel', async () => {
    const { flash, status } = await run(row, ['-e']);
    const erases = status === 0 && flash.every((byte) => byte === 0xff);
    const busy = await run(row, writing('busy.bin'));
    const sparse = await run(row, writing('sparse.bin'));
    // Where a loader may be in the programmer's place, blank pages are read before they are left out.
    const saved = busy.sent - sparse.sent >= busy.length / 4;
    expect(saved).toBe(erases && believes(row));
    // A loader that refuses to erase ends the run.
    if (sparse.status === 0) expect(sparse.flash.subarray(vectors)).toEqual(sparse.sparse.subarray(vectors));
  });
});
