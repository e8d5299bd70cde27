import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { projectFile } from '../carrier.ts';
import { Chip } from '../chip.ts';
import { IspTarget } from '../isp-target.ts';
import { REAL_AVRDUDE, runAgainst } from '../real-avrdude.ts';
import { type BoardSpec, RealBoard } from './board.ts';
import { ATMEGABOOT, arduinoIsp, compile, missing, OPTIBOOT, type Recipe, STK500BOOT } from './compile.ts';

const dist = join(dirname(projectFile('package.json')), 'dist/avrdude');
/** Real avrdude first: a board that it cannot program proves nothing about ours. */
const PROGRAMS = [
  ...(REAL_AVRDUDE ? [{ program: 'avrdude 7.1', binary: REAL_AVRDUDE }] : []),
  ...(existsSync(dist) ? [{ program: 'our avrdude', binary: dist }] : []),
];

/** A boot loader in its chip, and how it is called. */
const BOOT_LOADERS: readonly {
  recipe: Recipe;
  board: Omit<BoardSpec, 'firmware'>;
  args: readonly string[];
}[] = [
  {
    recipe: OPTIBOOT,
    board: { part: 'm328p', start: 0x7c00, resetsOnOpen: true },
    args: ['-c', 'arduino', '-b', '115200', '-p', 'm328p'],
  },
  {
    recipe: ATMEGABOOT,
    board: { part: 'm328p', start: 0x7800, resetsOnOpen: true },
    args: ['-c', 'arduino', '-b', '57600', '-p', 'm328p'],
  },
  {
    recipe: STK500BOOT,
    board: { part: 'm2560', start: 0x3e000, resetsOnOpen: true },
    args: ['-c', 'wiring', '-b', '115200', '-p', 'm2560'],
  },
];

const folder = mkdtempSync(join(tmpdir(), 'firmware-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Ends in the middle of a page and of a word.
const image = Uint8Array.from({ length: 1235 }, (_, i) => (i * 91 + (i >> 8) * 5 + 7) & 0xff);
const file = join(folder, 'image.bin');
writeFileSync(file, image);

/** The emulator keeps pace with the clock only on a machine that is not busy; a late answer is tried again. */
const SETTINGS = { retry: 2 };

/** Says on stderr why tests are left out, and answers whether they are. */
function absent(what: string, why: string | undefined): boolean {
  if (why) process.stderr.write(`NOTICE: ${what} is not run in avr8js: ${why} is missing\n`);
  return why !== undefined;
}

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

describe('EEPROM through a boot loader, with guards up', () => {
  const eeprom = join(folder, 'eeprom.bin');
  const contents = Uint8Array.from({ length: 40 }, (_, i) => 0x40 + i);
  writeFileSync(eeprom, contents);
  const missed = `avrdude: this boot loader knows no EEPROM: eeprom and flash read the same through it, and writing eeprom would overwrite the program
         nothing has been written; use an ISP programmer, or a sketch that writes EEPROM; to write all the same use -F or set AVRDUDE_GUARDS=never
`;
  test.each([
    { recipe: OPTIBOOT, start: 0x7c00, rate: '115200', refused: true },
    { recipe: ATMEGABOOT, start: 0x7800, rate: '57600', refused: false },
  ])('$recipe.name', SETTINGS, async ({ recipe, start, rate, refused }) => {
    if (absent(recipe.name, missing(recipe)) || !existsSync(dist)) return;
    const firmware = compile(recipe).slice();
    firmware.set(image);
    const device = new RealBoard({ part: 'm328p', start, resetsOnOpen: true, firmware });
    const args = [
      '-c',
      'arduino',
      '-b',
      rate,
      '-p',
      'm328p',
      '-P',
      '@PORT@',
      '-D',
      '-U',
      `eeprom:w:${eeprom}:r`,
    ];
    const run = await runAgainst(
      device,
      '/usr/bin/env',
      ['AVRDUDE_GUARDS=always', dist, ...args],
      'pty',
      55_000,
    );
    const { flash, eeprom: held } = run.dump.memories;
    expect({
      status: run.status,
      refused: run.stderr.includes(missed),
      kept: flash!.subarray(0, image.length),
      held: held!.subarray(0, contents.length),
    }).toEqual({
      status: refused ? 1 : 0,
      refused,
      kept: image,
      held: refused ? new Uint8Array(contents.length).fill(0xff) : contents,
    });
  });
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
