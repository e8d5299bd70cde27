import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../conformance/spawn.ts';
import { projectFile } from './carrier.ts';
import { REAL_AVRDUDE } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

/** 26000 bytes without a pattern that a wrong address could hide in; none of them leaves a page blank. */
const firmware = Uint8Array.from({ length: 26_000 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
const eeprom = Uint8Array.from({ length: 37 }, (_, i) => 255 - i);

const folder = mkdtempSync(join(tmpdir(), 'usb-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(join(folder, 'firmware.bin'), firmware);
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
    const settings = { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 60_000 } as const;
    return await run([binary, ...args], settings);
  } finally {
    await service.close();
  }
}

if (!existsSync(built)) process.stderr.write(`NOTICE: no ${built} (npm run build): it is not tried\n`);

const programs = [
  { name: 'real avrdude 7.1', binary: REAL_AVRDUDE },
  { name: 'our binary', binary: existsSync(built) ? built : undefined },
];

describe.each(programs)('$name through libusb', ({ binary }) => {
  const runs = describe.skipIf(!served || binary === undefined);
  runs.each([
    { kind: 'usbasp', most: 480 },
    { kind: 'usbtiny', most: 560 },
    ...(binary === REAL_AVRDUDE ? [{ kind: 'avrispmkII', most: 0 }] : []),
  ])('and a $kind', ({ kind, most }) => {
    test('writes and verifies 26000 bytes', { timeout: 70_000 }, async () => {
      const board = new UsbBoard({ kind, part: 'm32u4' });
      const write = ['-U', 'flash:w:firmware.bin:r'];
      const { status, stderr } = await runWith(board, binary!, ['-c', kind, '-p', 'm32u4', ...write]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(Buffer.compare(board.chip.flash.subarray(0, firmware.length), firmware)).toBe(0);
      expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
      if (binary === built) expect(board.transfers).toBeLessThanOrEqual(most);
    });

    test('writes EEPROM, fuses and lock', { timeout: 70_000 }, async () => {
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

    test('is told when it is not there', { timeout: 70_000 }, async () => {
      const other = new UsbBoard({ kind: kind === 'usbasp' ? 'usbtiny' : 'usbasp', part: 'm32u4' });
      const { status, stderr } = await runWith(other, binary!, ['-c', kind, '-p', 'm32u4']);
      expect(status).toBe(1);
      expect(stderr).toMatch(/(cannot|[Cc]ould not) find USB|did not find any USB|unable to open programmer/);
      expect(other.requests.POWERUP ?? other.requests.CONNECT).toBeUndefined();
    });
  });
});
