import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Chip } from '../chip.ts';
import { IspTarget } from '../isp-target.ts';
import { REAL_AVRDUDE, runAgainst } from '../real-avrdude.ts';
import { RealBoard } from './board.ts';
import { absent, BOOT_LOADERS, image } from './boot-loaders.ts';
import { arduinoIsp, compile, missing } from './compile.ts';

/** A board that real avrdude cannot program proves nothing about ours (see `firmware.test.ts`). */
const PROGRAMS = REAL_AVRDUDE ? [{ program: 'avrdude 7.1', binary: REAL_AVRDUDE }] : [];

const folder = mkdtempSync(join(tmpdir(), 'firmware-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = join(folder, 'image.bin');
writeFileSync(file, image);

/** The emulator keeps pace with the clock only on a machine that is not busy; a late answer is tried again. */
const SETTINGS = { retry: 2 };

describe.each(BOOT_LOADERS)('$recipe.name in avr8js', ({ recipe, board, args }) => {
  const skip = absent(recipe.name, missing(recipe));
  test.skipIf(skip).each(PROGRAMS)(
    '$program writes and verifies through it',
    SETTINGS,
    async ({ binary }) => {
      const firmware = compile(recipe);
      const device = new RealBoard({ ...board, firmware });
      const run = await runAgainst(
        device,
        binary,
        [...args, '-P', '@PORT@', '-D', '-U', `flash:w:${file}:r`],
        'pty',
        55_000,
      );
      expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 0 });
      const { flash } = run.dump.memories;
      expect(Buffer.compare(flash!.subarray(0, image.length), image)).toBe(0);
      // The boot loader itself is untouched.
      const own = flash!.subarray(board.start, firmware.length);
      expect(Buffer.compare(own, firmware.subarray(board.start))).toBe(0);
      expect(run.stderr).toMatch(/123[56] bytes of flash verified/); // 6.4 counts whole words
    },
  );
});

describe('the ArduinoISP sketch in avr8js', () => {
  const firmware = arduinoIsp();
  absent(
    'ArduinoISP',
    firmware ? undefined : 'the sketch, the Arduino core or avr-gcc (scripts/fetch-arduinoisp)',
  );
  test.skipIf(!firmware).each(PROGRAMS)(
    '$program writes an ATmega32U4 through it',
    SETTINGS,
    async ({ binary }) => {
      const chip = new Chip('m32u4');
      const violations: string[] = [];
      const target = new IspTarget(chip, (text) => violations.push(text));
      chip.timing = true;
      const device = new RealBoard({
        part: 'm328p',
        start: 0,
        resetsOnOpen: false,
        firmware: firmware!,
        target,
      });
      const args = ['-c', 'avrisp', '-b', '19200', '-p', 'm32u4', '-P', '@PORT@'];
      const lfuse = join(folder, 'lfuse.txt');
      const read = ['-U', `lfuse:r:${lfuse}:h`];
      const run = await runAgainst(
        device,
        binary,
        [...args, '-U', `flash:w:${file}:r`, '-U', 'hfuse:w:0xD9:m', ...read],
        'pty',
        55_000,
      );
      expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 0 });
      expect(Buffer.compare(chip.flash.subarray(0, image.length), image)).toBe(0);
      expect(chip.fuses.hfuse).toBe(0xd9);
      expect(readFileSync(lfuse, 'utf8').trim()).toBe('0x5e');
      expect(violations).toEqual([]);
      expect(target.held).toBe(false);
    },
  );
});
