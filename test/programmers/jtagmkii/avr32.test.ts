import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { Avr32Chip } from '../../sim/avr32-chip.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const args = ['-c', 'jtag2avr32', '-p', 'uc3a0512'];

/** A JTAGICE mkII with an AVR32 that has an old program. */
function plugIn(options: readonly string[] = []): { board: UsbBoard; chip: Avr32Chip } {
  const flash = new Uint8Array(0x80000).fill(0x5a);
  const board = new UsbBoard({ kind: 'jtagmkii_usb', part: 'uc3a0512', options, memories: { flash } });
  if (!(board.other instanceof Avr32Chip)) throw new Error('no AVR32');
  return { board, chip: board.other };
}

test('pages are unlocked, erased and written across the borders of lock regions, and the others stay', async () => {
  const program = Uint8Array.from({ length: 40_000 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
  const { board, chip } = plugIn();
  chip.lockAll();
  const files = { 'app.bin': program };
  const write = ['-D', '-U', 'flash:w:app.bin:r'];
  const { status, stderr } = await runProgram({ device: board, files, args: [...args, ...write] });
  expect({ status, stderr }).toMatchObject({ status: 0 });
  expect(Buffer.compare(chip.flash.subarray(0, program.length), program)).toBe(0);
  const nextPage = Math.ceil(program.length / 512) * 512;
  expect(chip.flash.subarray(nextPage).every((byte) => byte === 0x5a)).toBe(true);
  expect({ objections: board.objections, held: board.firmware.holds }).toEqual({
    objections: [],
    held: false,
  });
});

test('a chip erase leaves nothing of the old program', async () => {
  const { board, chip } = plugIn();
  const { status } = await runProgram({ device: board, args: [...args, '-e'] });
  const blank = chip.flash.every((byte) => byte === 0xff);
  expect({ status, blank, held: board.firmware.holds }).toEqual({ status: 0, blank: true, held: false });
});

/** What real avrdude says, as far as it is about the target, where a program has set the clock. */
const refusals: readonly (readonly [ReleaseId, readonly string[]])[] = [
  [
    '6.4',
    [
      'jtagmkII_smc_init32(): failed at line 3053',
      'jtagmkII_paged_load32(): failed at line 3480 (status=ffffffff val=0)',
    ],
  ],
  ['7.1', ['init failed at line 2890', 'paged load failed at line 3274 (status=ffffffff val=0)']],
  ['8.2', ['init failed at line 2986', 'paged load failed at line 3366 (status=ffffffff val=0)']],
];

test.each(refusals)('%s: a target that is not as it should be is let go', async (release, said) => {
  const { board } = plugIn(['clocked=1']);
  const read = ['-U', 'flash:r:out.bin:r'];
  const { status, stderr } = await runProgram({ device: board, release, args: [...args, ...read] });
  const lines = stderr
    .split('\n')
    .filter((line) => line.includes('failed at line'))
    .map((line) => line.replace(/^.*?(avrdude: |avrdude error: |Error: )/, ''));
  expect({ status, lines, held: board.firmware.holds }).toEqual({ status: 1, lines: said, held: false });
});
