import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../conformance/spawn.ts';
import { projectFile } from './carrier.ts';
import { REAL_AVRDUDE } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

/** Bytes without a pattern that a wrong address could hide in. */
const sample = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + (i >> 13) * 7 + 11) & 0xff);
/** All of an AT90USB1286's flash below its boot loader. */
const large = 0x1e000;
const eeprom = Uint8Array.from({ length: 64 }, (_, i) => 255 - i);

const folder = mkdtempSync(join(tmpdir(), 'flip-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
for (const length of [6000, 26_000, large]) writeFileSync(join(folder, `${length}.bin`), sample(length));
writeFileSync(join(folder, 'eeprom.bin'), eeprom);

const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const served = canServeUsb();

/** Runs a program with one boot loader plugged in. */
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

/** Whether the memory begins with these bytes. */
const holds = (memory: Uint8Array, data: Uint8Array): boolean =>
  Buffer.compare(memory.subarray(0, data.length), data) === 0;

/** Requests of a boot loader, standard ones not counted. */
const ownRequests = ({ requests }: UsbBoard): number =>
  Object.entries(requests).reduce((sum, [name, count]) => sum + (name === 'standard' ? 0 : count), 0);

const programs = [
  { name: 'real avrdude 7.1', binary: REAL_AVRDUDE, most: Number.POSITIVE_INFINITY },
  { name: 'our binary', binary: existsSync(built) ? built : undefined, most: 130 },
];

describe.each(programs)('$name through libusb', ({ binary, most }) => {
  const runs = describe.skipIf(!served || binary === undefined);
  runs.each(['atmel', 'lufa', 'qmk'])('and a DFU boot loader of the kind %s', (variant) => {
    test('26000 bytes are written and verified', async () => {
      const board = new UsbBoard({ kind: 'flip1', part: 'm32u4', options: [`variant=${variant}`] });
      const args = ['-c', 'flip1', '-p', 'm32u4', '-U', 'flash:w:26000.bin:r'];
      const { status, stderr } = await runWith(board, binary!, args);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { chip, violations } = board;
      expect({ there: holds(chip.flash, sample(26_000)), violations }).toEqual({
        there: true,
        violations: [],
      });
      expect(ownRequests(board)).toBeLessThanOrEqual(most);
    });
  });

  runs('and an XMEGA', () => {
    test('26000 bytes and EEPROM are written and verified', async () => {
      const board = new UsbBoard({ kind: 'flip2', part: 'x128a3u' });
      const { status, stderr } = await runWith(board, binary!, [
        ...['-c', 'flip2', '-p', 'x128a3u', '-U', 'application:w:26000.bin:r'],
        ...['-U', 'eeprom:w:eeprom.bin:r'],
      ]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { chip, violations } = board;
      expect({
        flash: holds(chip.flash, sample(26_000)),
        eeprom: holds(chip.eeprom, eeprom),
        violations,
      }).toEqual({ flash: true, eeprom: true, violations: [] });
    });
  });

  runs('and EEPROM', () => {
    test("Atmel's loader takes it when the chip has been erased", async () => {
      const board = new UsbBoard({ kind: 'flip1', part: 'm16u2' });
      const args = ['-c', 'flip1', '-p', 'm16u2', '-e', '-U', 'eeprom:w:eeprom.bin:r'];
      const { status, stderr } = await runWith(board, binary!, args);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { chip, violations } = board;
      expect({ there: holds(chip.eeprom, eeprom), violations }).toEqual({ there: true, violations: [] });
    });
  });
});

describe.skipIf(!served || !existsSync(built))('our binary and 128 KiB', () => {
  test.each(['atmel', 'lufa'])('of an AT90USB1286 (%s): written, and read back the same', async (variant) => {
    const board = new UsbBoard({ kind: 'flip1', part: 'usb1286', options: [`variant=${variant}`] });
    const chip = ['-c', 'flip1', '-p', 'usb1286'];
    const { status, stderr } = await runWith(board, built, [
      ...chip,
      ...['-U', `flash:w:${large}.bin:r`, '-U', 'flash:r:back.bin:r'],
    ]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const back = readFileSync(join(folder, 'back.bin'));
    const { chip: part, violations } = board;
    expect({
      written: holds(part.flash, sample(large)),
      readBack: Buffer.compare(back, part.flash),
      violations,
    }).toEqual({ written: true, readBack: 0, violations: [] });
  });
});
