import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../conformance/spawn.ts';
import type { DeviceSpec } from './device.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

// The boot loaders that no avrdude knows, programmed by the programs that come with them: obdev's bootloadHID (commandline/ of its
// package) and LUFA's hid_bootloader_cli (Bootloaders/HID/HostLoaderApp), both built with libusb 0.1.

/** The program that a variable names, else from the usual place; `undefined` where there is none, with one line saying so. */
function hostProgram(name: string, variable: string): string | undefined {
  const path = process.env[variable] ?? `/usr/local/bin/${name}`;
  try {
    accessSync(path, constants.X_OK);
    return path;
  } catch {
    process.stderr.write(
      `NOTICE: no ${path} (name one by ${variable}): its simulator is not tried with ${name}\n`,
    );
    return undefined;
  }
}

const tools = {
  bootloadHID: hostProgram('bootloadHID', 'BOOTLOADHID'),
  hid_bootloader_cli: hostProgram('hid_bootloader_cli', 'HID_BOOTLOADER_CLI'),
};
const served = canServeUsb();
const folder = mkdtempSync(join(tmpdir(), 'hid-loaders-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A program of so many bytes, no page of it blank. */
const program = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + (i >> 13) * 7 + 11) & 0xff);

/** The same as an Intel hex file of 16 bytes a line, with a new base each 64 KiB. */
function intelHex(data: Uint8Array): string {
  const record = (address: number, type: number, bytes: Uint8Array): string => {
    const head = [bytes.length, (address >> 8) & 0xff, address & 0xff, type];
    const all = [...head, ...bytes];
    const sum = all.reduce((total, byte) => total + byte, 0);
    return `:${Buffer.from([...all, -sum & 0xff])
      .toString('hex')
      .toUpperCase()}\n`;
  };
  let text = '';
  for (let at = 0; at < data.length; at += 16) {
    if (at > 0 && at % 0x10000 === 0) text += record(0, 4, Uint8Array.of(0, at >> 16));
    text += record(at & 0xffff, 0, data.subarray(at, at + 16));
  }
  return `${text}:00000001FF\n`;
}

for (const length of [6000, 14_336, 26_000])
  writeFileSync(join(folder, `${length}.hex`), intelHex(program(length)));

/** What the program leaves behind of a boot loader. */
async function drive(device: DeviceSpec, command: readonly string[], length: number) {
  const board = new UsbBoard(device);
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, LC_ALL: 'C' };
    const { status } = await run(command, { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 120_000 });
    const { chip, violations, firmware } = board;
    return {
      status,
      written: Buffer.compare(chip.flash.subarray(0, length), program(length)) === 0,
      started: firmware.started,
      violations: [...violations],
    };
  } finally {
    await service.close();
  }
}

const done = { status: 0, written: true, started: true, violations: [] };
const limit = { timeout: 240_000 };

describe.skipIf(!served || !tools.bootloadHID)("obdev's bootloadHID", () => {
  test.each([
    ['m32', 26_000],
    ['m8', 6000],
    ['m168', 14_336],
  ])('writes an %s and starts the application', limit, async (part, length) => {
    const device = { kind: 'bootloadhid', part };
    expect(await drive(device, [tools.bootloadHID!, '-r', `${length}.hex`], length)).toEqual(done);
  });

  test('writes nothing of a file that reaches into the boot loader', limit, async () => {
    const device = { kind: 'bootloadhid', part: 'm8' };
    expect(await drive(device, [tools.bootloadHID!, '26000.hex'], 6144)).toEqual({
      ...done,
      ...{ status: 1, written: false, started: false },
    });
  });
});

describe.skipIf(!served || !tools.hid_bootloader_cli)("LUFA's hid_bootloader_cli", () => {
  test.each([
    ['m32u4', 'atmega32u4', 26_000],
    ['usb162', 'at90usb162', 6000],
    ['usb1286', 'at90usb1286', 26_000],
  ])('writes an %s and starts the application', limit, async (part, named, length) => {
    const command = [tools.hid_bootloader_cli!, `-mmcu=${named}`, `${length}.hex`];
    expect(await drive({ kind: 'lufa-hid', part }, command, length)).toEqual(done);
  });
});
