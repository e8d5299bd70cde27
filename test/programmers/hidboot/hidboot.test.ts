import { describe, expect, test } from 'vitest';
import { outputLengthOf } from '../../../src/transports/node/report-descriptor.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const app = Uint8Array.from({ length: 300 }, (_, i) => (i * 73 + 11) & 0xff);

/** Writes 300 bytes. @returns what is said but for the closing words, and what is left in the chip */
async function write(kind: 'lufa-hid' | 'bootloadhid', on: string, asked: string, ...faults: string[]) {
  const board = new UsbBoard({ kind, part: on, faults });
  const { status, stderr } = await runProgram({
    ...{ release: '8.2', device: board, files: { 'app.bin': app } },
    args: `-qq -c ${kind} -p ${asked} -U flash:w:app.bin:r`,
  });
  const written = Buffer.compare(board.chip.flash.subarray(0, app.length), app) === 0;
  const { violations, requests, firmware } = board;
  return {
    status,
    stderr,
    written,
    reports: requests.SET_REPORT ?? 0,
    started: firmware.started,
    violations,
  };
}

const untouched = { status: 1, written: false, reports: 0, started: false, violations: [] };

describe("LUFA's HID boot loader", () => {
  test('is written for the part that it is on', async () => {
    expect(await write('lufa-hid', 'm32u4', 'm32u4')).toMatchObject({
      ...{ status: 0, written: true, started: true, violations: [] },
    });
  });

  test.each([
    ['m8', 'ATmega8', '1E 93 07', 'takes pages of 128 bytes, and ATmega8 has others'],
    ['usb1286', 'AT90USB1286', '1E 97 82', 'takes pages of 128 bytes, and AT90USB1286 has others'],
  ])('on an ATmega32U4 is left alone for -p %s', async (asked, name, signature, reason) => {
    expect(await write('lufa-hid', 'm32u4', asked)).toEqual({
      ...untouched,
      stderr: [
        `Error: the boot loader ${reason}`,
        `Error: expected signature for ${name} is ${signature}`,
        '  - double check chip or use -F to carry on regardless',
        '',
      ].join('\n'),
    });
  });

  test('is none for a part without USB', async () => {
    const { stderr, ...rest } = await write('lufa-hid', 'm32u4', 'm328p');
    expect({ ...rest, first: stderr.split('\n')[0] }).toEqual({
      ...untouched,
      first: 'Error: this boot loader is one for AVRs with USB, and ATmega328P has none',
    });
  });
});

test('BootloadHID that is unplugged when it is asked for its sizes', async () => {
  const { stderr, ...rest } = await write('bootloadhid', 'm32', 'm32', 'unplug-at=1');
  expect({ ...rest, first: stderr.split('\n')[0] }).toEqual({
    ...untouched,
    first: 'Error: the boot loader does not tell the sizes of its chip',
  });
});

test.each([
  ['6.4', 'lufa-hid', 'm32u4', 0x7000],
  ['8.2', 'lufa-hid', 'm32u4', 0x7000],
  ['8.2', 'bootloadhid', 'm32', 0x7800],
] as const)('%s: -e alone erases all that %s lets be erased', async (release, kind, part, available) => {
  const board = new UsbBoard({ kind, part, memories: { flash: new Uint8Array(0x8000).fill(0x55) } });
  const { status } = await runProgram({ release, device: board, args: `-c ${kind} -p ${part} -e` });
  const blank = board.chip.flash.subarray(0, available).every((byte) => byte === 0xff);
  expect({ status, blank, violations: board.violations }).toEqual({ status: 0, blank: true, violations: [] });
});

test.each([
  ['6.4', 'lufa-hid', 'm32u4', 'missing.hex:i'],
  ['8.2', 'lufa-hid', 'm32u4', 'missing.hex:i'],
  ['8.2', 'bootloadhid', 'm32', 'broken.hex:i'],
  ['8.2', 'bootloadhid', 'm32', 'large.bin:r'],
] as const)('%s: %s erases nothing for a file that cannot be written', async (release, kind, part, file) => {
  const old = new Uint8Array(0x8000).fill(0x55);
  const board = new UsbBoard({ kind, part, memories: { flash: old } });
  const { status } = await runProgram({
    ...{ release, device: board, args: `-c ${kind} -p ${part} -U flash:w:${file}` },
    files: { 'broken.hex': Buffer.from('no hex\n'), 'large.bin': new Uint8Array(0x8000).fill(0xaa) },
  });
  const same = board.chip.flash.subarray(0, 0x7000).every((byte) => byte === 0x55);
  expect({ status, same }).toEqual({ status: 1, same: true });
});

// HID 1.11, 6.2.2: report size 8, report count 130, output; then a feature report, which is none of it.
test.each([
  [[0x75, 8, 0x95, 130, 0x91, 2, 0x95, 4, 0xb1, 2], 130],
  [[0x75, 8, 0x96, 0x02, 0x01, 0x91, 2], 258],
  [[0x75, 1, 0x95, 3, 0x91, 2, 0x75, 5, 0x95, 1, 0x91, 1], 1],
  [[0x75, 8, 0x95, 6, 0xb2, 2, 1], undefined],
])('the output report of %j has %s bytes', (descriptor, length) => {
  expect(outputLengthOf(Uint8Array.from(descriptor))).toBe(length);
});
