import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../conformance/spawn.ts';
import { projectFile } from './carrier.ts';
import { REAL_AVRDUDE, realAvrdudeWith } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

/** 26000 bytes without a pattern that a wrong address could hide in; none of them leaves a page blank. */
const firmware = Uint8Array.from({ length: 26_000 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
const eeprom = Uint8Array.from({ length: 37 }, (_, i) => 255 - i);

const folder = mkdtempSync(join(tmpdir(), 'usb-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const length of [600, 6000, firmware.length])
  writeFileSync(join(folder, `${length}.bin`), firmware.subarray(0, length));
writeFileSync(join(folder, 'eeprom.bin'), eeprom);

const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const served = canServeUsb();
if (!served)
  process.stderr.write('NOTICE: no libumockdev-preload.so.0 (apt install umockdev): USB is not tried\n');

/** Runs a program with one programmer plugged in. */
async function runWith(board: UsbBoard, binary: string, args: readonly string[]) {
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, HOME: folder, XDG_CONFIG_HOME: folder, LC_ALL: 'C' };
    const settings = { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 300_000 } as const;
    return await run([binary, ...args], settings);
  } finally {
    await service.close();
  }
}

if (!existsSync(built)) process.stderr.write(`NOTICE: no ${built} (npm run build): it is not tried\n`);

const programs = [
  {
    name: 'real avrdude 7.1',
    binary: REAL_AVRDUDE,
    kinds: ['usbasp', 'usbtiny', 'avrispmkII', 'jtag2isp', 'pickit2'],
  },
  { name: 'a real avrdude that knows it', binary: realAvrdudeWith('ch341a'), kinds: ['ch341a'] },
  {
    ...{ name: 'our binary', binary: existsSync(built) ? built : undefined },
    kinds: ['usbasp', 'usbtiny', 'avrispmkII', 'ch341a', 'pickit2'],
  },
];

/**
 * How many transfers our binary takes for 26000 bytes, written and verified; with a CH341A for 6000, and a fast machine polls more
 * often.
 */
const mostTransfers: Readonly<Record<string, number>> = {
  usbasp: 480,
  usbtiny: 560,
  avrispmkII: 680,
  ch341a: 4000,
  // avrdude 7.1 takes 8571.
  pickit2: 6300,
};

describe.each(programs)('$name through libusb', ({ binary, kinds }) => {
  const runs = describe.skipIf(!served || binary === undefined);
  runs.each(kinds)('and a %s', (kind) => {
    // A CH341A takes many transfers, each of which costs much more here than on a real bus; avrdude takes two for an instruction.
    const length = kind !== 'ch341a' ? firmware.length : binary === built ? 6000 : 600;

    test(`writes and verifies ${length} bytes`, async () => {
      const board = new UsbBoard({ kind, part: 'm32u4' });
      const write = ['-U', `flash:w:${length}.bin:r`];
      const { status, stderr } = await runWith(board, binary!, ['-c', kind, '-p', 'm32u4', ...write]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(Buffer.compare(board.chip.flash.subarray(0, length), firmware.subarray(0, length))).toBe(0);
      expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
      if (binary === built) expect(board.transfers).toBeLessThanOrEqual(mostTransfers[kind]!);
    });

    test('writes EEPROM, fuses and lock', async () => {
      const board = new UsbBoard({ kind, part: 'm328p' });
      const { status, stderr } = await runWith(board, binary!, [
        ...['-c', kind, '-p', 'm328p', '-U', 'eeprom:w:eeprom.bin:r'],
        ...['-U', 'lfuse:w:0xE2:m', '-U', 'hfuse:w:0xD1:m', '-U', 'lock:w:0xCF:m'],
      ]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(board.chip.eeprom.slice(0, eeprom.length)).toEqual(eeprom);
      expect({ ...board.chip.fuses, lock: board.chip.lock }).toMatchObject({
        lfuse: 0xe2,
        hfuse: 0xd1,
        lock: 0xcf,
      });
      expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
    });

    test('is told when it is not there', async () => {
      const other = new UsbBoard({ kind: kind === 'usbasp' ? 'usbtiny' : 'usbasp', part: 'm32u4' });
      const { status, stderr } = await runWith(other, binary!, ['-c', kind, '-p', 'm32u4', '-v']);
      expect(status).toBe(1);
      expect(stderr).toMatch(
        /(cannot|[Cc]ould not) find (USB|PICkit2)|did not find any USB|unable to open programmer/,
      );
      expect(other.requests.POWERUP ?? other.requests.CONNECT).toBeUndefined();
    });
  });
});

describe.skipIf(!served || !REAL_AVRDUDE)('real avrdude 7.1 over JTAG', () => {
  test.each(['jtag2', 'dragon_jtag'])('%s: writes and verifies', async (kind) => {
    const board = new UsbBoard({ kind, part: 'm32u4', memories: { hfuse: 0x19 } });
    const { status, stderr } = await runWith(board, REAL_AVRDUDE!, [
      ...['-c', kind, '-p', 'm32u4', '-U', 'flash:w:6000.bin:r', '-U', 'eeprom:w:eeprom.bin:r'],
      ...['-U', 'lfuse:w:0xE2:m'],
    ]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(Buffer.compare(board.chip.flash.subarray(0, 6000), firmware.subarray(0, 6000))).toBe(0);
    expect(board.chip.eeprom.slice(0, eeprom.length)).toEqual(eeprom);
    expect(board.chip.fuses.lfuse).toBe(0xe2);
    expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  });
});

describe.skipIf(!served || !existsSync(built))(
  'a CH341A that fails under our binary',
  { concurrent: true },
  () => {
    const write = ['-c', 'ch341a', '-p', 'm328p', '-U', 'flash:w:600.bin:r'];

    test.each([
      ['unplug-at=100', 1],
      ['absent', 1],
      ['stall-at=100', 0],
      ['hang-at=100', 0],
    ])('%s: ends with status %d', async (fault, expected) => {
      const board = new UsbBoard({ kind: 'ch341a', part: 'm328p', faults: [fault] });
      const { status, stderr } = await runWith(board, built, write);
      expect({ status, stderr }).toMatchObject({ status: expected });
      expect(board.violations).toEqual([]);
      if (!board.gone) expect(board.isp.held).toBe(false);
      if (expected === 0)
        expect(Buffer.compare(board.chip.flash.subarray(0, 600), firmware.subarray(0, 600))).toBe(0);
    });
  },
);
