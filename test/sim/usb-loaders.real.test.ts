import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../conformance/spawn.ts';
import { projectFile } from './carrier.ts';
import type { DeviceSpec } from './device.ts';
import { REAL_AVRDUDE } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

// Boot loaders on USB: real programs program the simulators, and our binary does. PJRC's own program is used where it is installed.

const folder = mkdtempSync(join(tmpdir(), 'usb-loaders-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of so many bytes: it begins with a jump, and no page of it is blank. */
function program(length: number): Uint8Array {
  const bytes = Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
  bytes.set([0x20, 0xc0]);
  return bytes;
}
for (const length of [1500, 6000, 26_000, 100_000])
  writeFileSync(join(folder, `${length}.bin`), program(length));
const eeprom = Uint8Array.from({ length: 37 }, (_, i) => 255 - i);
writeFileSync(join(folder, 'eeprom.bin'), eeprom);

const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const ours = existsSync(built) ? built : undefined;
const served = canServeUsb();

async function runWith(board: UsbBoard, binary: string, args: readonly string[]) {
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, AVRDUDE_COMPAT: '8.2', HOME: folder, LC_ALL: 'C' };
    const settings = { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 120_000 } as const;
    return await run([binary, ...args], settings);
  } finally {
    await service.close();
  }
}

/** What a run leaves behind. @param reset bytes at the beginning that are the boot loader's */
function left(board: UsbBoard, length: number, reset = 0) {
  const wanted = program(length);
  const { chip, violations, firmware } = board;
  return {
    written: Buffer.compare(chip.flash.subarray(reset, length), wanted.subarray(reset)) === 0,
    started: firmware.started,
    violations: [...violations],
  };
}

interface Case {
  readonly device: DeviceSpec;
  readonly length: number;
  readonly args: readonly string[];
  readonly reset?: number;
  /** Whether avrdude 7.1 knows it, and what it needs besides. */
  readonly avrdude: readonly string[] | undefined;
}

const cases: Readonly<Record<string, Case>> = {
  Teensy: {
    device: { kind: 'teensy', part: 'm32u4' },
    length: 26_000,
    args: ['-c', 'teensy', '-p', 'm32u4', '-V'],
    // On Linux it does not see which board it is.
    avrdude: ['-F'],
  },
  'Teensy of 128 KiB': {
    device: { kind: 'teensy', part: 'usb1286' },
    length: 100_000,
    args: ['-c', 'teensy', '-p', 'usb1286', '-V'],
    avrdude: ['-F'],
  },
  'micronucleus 2': {
    device: { kind: 'micronucleus', part: 't85' },
    length: 6000,
    args: ['-c', 'micronucleus', '-p', 't85', '-V'],
    reset: 2,
    avrdude: [],
  },
  'micronucleus 1': {
    device: { kind: 'micronucleus', part: 't85', options: ['version=1.11'] },
    length: 6000,
    args: ['-c', 'micronucleus', '-p', 't85', '-V'],
    reset: 6,
    avrdude: [],
  },
  USBaspLoader: {
    device: { kind: 'usbasploader', part: 'm32' },
    length: 26_000,
    args: ['-c', 'usbasp', '-p', 'm32', '-U', 'eeprom:w:eeprom.bin:r'],
    avrdude: [],
  },
  BootloadHID: {
    device: { kind: 'bootloadhid', part: 'm32' },
    length: 26_000,
    args: ['-c', 'bootloadhid', '-p', 'm32'],
    avrdude: undefined,
  },
  'BootloadHID with small pages': {
    device: { kind: 'bootloadhid', part: 'm8' },
    length: 6000,
    args: ['-c', 'bootloadhid', '-p', 'm8'],
    avrdude: undefined,
  },
  'LUFA-HID': {
    device: { kind: 'lufa-hid', part: 'm32u4' },
    length: 26_000,
    args: ['-c', 'lufa-hid', '-p', 'm32u4'],
    avrdude: undefined,
  },
};

describe.skipIf(!served)('a boot loader on USB', () => {
  test.for(Object.entries(cases))('%s is programmed', { timeout: 240_000 }, async ([, one], { skip }) => {
    const { device, length, args, reset, avrdude } = one;
    const binaries: (readonly [string, readonly string[]])[] = [];
    if (REAL_AVRDUDE && avrdude) binaries.push([REAL_AVRDUDE, avrdude]);
    if (ours) binaries.push([ours, []]);
    if (binaries.length === 0) skip('neither avrdude nor dist/avrdude is there');
    for (const [binary, more] of binaries) {
      const board = new UsbBoard(device);
      const { status, stderr } = await runWith(board, binary, [
        ...args,
        ...more,
        ...['-U', `flash:w:${length}.bin:r`],
      ]);
      expect({ binary, status, stderr, ...left(board, length, reset) }).toEqual({
        ...{ binary, status: 0, stderr, written: true, started: true, violations: [] },
      });
      if (args.includes('eeprom:w:eeprom.bin:r'))
        expect(board.chip.eeprom.slice(0, eeprom.length)).toEqual(eeprom);
    }
  });

  test.skipIf(!ours)('another Teensy than was named is left as it is', async () => {
    const board = new UsbBoard({ kind: 'teensy', part: 'm32u4' });
    const args = ['-c', 'teensy', '-p', 'usb1286', '-V', '-U', 'flash:w:1500.bin:r'];
    const { status } = await runWith(board, ours!, args);
    expect({ status, requests: board.requests.SET_REPORT, started: board.firmware.started }).toEqual({
      ...{ status: 1, requests: undefined, started: false },
    });
  });
});
