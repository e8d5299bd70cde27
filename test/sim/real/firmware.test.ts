import { describe, expect, test } from 'vitest';
import { inVirtualTime, type ProgramRun, runProgram } from '../../whole-run/run-program.ts';
import { Chip } from '../chip.ts';
import { IspTarget } from '../isp-target.ts';
import { RealBoard } from './board.ts';
import { absent, BOOT_LOADERS, image } from './boot-loaders.ts';
import { ATMEGABOOT, arduinoIsp, compile, missing, OPTIBOOT } from './compile.ts';

/** Firmware and program share one clock, so that no answer is late because the machine is busy. */
inVirtualTime();

const port = ['-P', '/dev/ttySim'];
const files = { 'image.bin': image };

describe.each(BOOT_LOADERS)('$recipe.name in avr8js', ({ recipe, board, args }) => {
  const skip = absent(recipe.name, missing(recipe));
  test.skipIf(skip)('is written and verified through', async () => {
    const firmware = compile(recipe);
    const device = new RealBoard({ ...board, firmware });
    const run = await runProgram({
      args: [...args, ...port, '-D', '-U', 'flash:w:image.bin:r'],
      files,
      device,
      release: '8.2',
    });
    expect(run).toMatchObject({ status: 0 });
    const { flash } = device.dump().memories;
    expect(flash!.subarray(0, image.length)).toEqual(image);
    // The boot loader itself is untouched.
    expect(flash!.subarray(board.start, firmware.length)).toEqual(firmware.subarray(board.start));
    expect(run.stderr).toContain('1235 bytes of flash verified');
  });
});

describe('EEPROM through a boot loader, with guards up', () => {
  const contents = Uint8Array.from({ length: 40 }, (_, i) => 0x40 + i);
  const refusal = `avrdude: this boot loader knows no EEPROM: eeprom and flash read the same through it, and writing eeprom would overwrite the program
         nothing has been written; use an ISP programmer, or a sketch that writes EEPROM; to write all the same use -F or set AVRDUDE_GUARDS=never
`;
  const blank = new Uint8Array(contents.length).fill(0xff);
  const skip = absent('EEPROM through boot loaders', missing(OPTIBOOT));
  test.skipIf(skip).each([
    { recipe: OPTIBOOT, start: 0x7c00, rate: '115200', status: 1, held: blank },
    { recipe: ATMEGABOOT, start: 0x7800, rate: '57600', status: 0, held: contents },
  ])('$recipe.name', async ({ recipe, start, rate, status, held }) => {
    const firmware = compile(recipe).slice();
    firmware.set(image);
    const device = new RealBoard({ part: 'm328p', start, resetsOnOpen: true, firmware });
    const run: ProgramRun = {
      args: ['-c', 'arduino', '-b', rate, '-p', 'm328p', ...port, '-D', '-U', 'eeprom:w:ee.bin:r'],
      files: { 'ee.bin': contents },
      env: { AVRDUDE_GUARDS: 'always' },
      device,
    };
    const result = await runProgram(run);
    const { flash, eeprom } = device.dump().memories;
    expect({
      status: result.status,
      refused: result.stderr.includes(refusal),
      kept: flash!.subarray(0, image.length),
      held: eeprom!.subarray(0, contents.length),
    }).toEqual({ status, refused: status !== 0, kept: image, held });
  });
});

describe('the ArduinoISP sketch in avr8js', () => {
  const firmware = arduinoIsp();
  const why = 'the sketch, the Arduino core or avr-gcc (scripts/fetch-arduinoisp)';
  absent('ArduinoISP', firmware ? undefined : why);
  test.skipIf(!firmware)('writes an ATmega32U4', async () => {
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
    const updates = ['flash:w:image.bin:r', 'hfuse:w:0xD9:m', 'lfuse:r:lfuse.txt:h'];
    const run = await runProgram({
      args: ['-c', 'avrisp', '-b', '19200', '-p', 'm32u4', ...port, ...updates.flatMap((one) => ['-U', one])],
      files,
      device,
    });
    expect(run).toMatchObject({ status: 0 });
    expect(chip.flash.subarray(0, image.length)).toEqual(image);
    expect(chip.fuses.hfuse).toBe(0xd9);
    expect(new TextDecoder().decode(run.read('lfuse.txt')).trim()).toBe('0x5e');
    expect(violations).toEqual([]);
    expect(target.held).toBe(false);
  });
});
