import { expect, test } from 'vitest';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const firmware = Uint8Array.from({ length: 26_000 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);

/** Of avrdude 8.2 for these bytes, written and verified: what 1024 and 2048 of them take on the same simulated chips, extended to 26000. */
const cases = [
  { id: 'avrftdi', kind: 'ft2232h', part: 'm32u4', options: [], avrdude: 1415 },
  { id: 'ft232h_jtag', kind: 'ft232h', part: 'm1284p', options: ['wiring=jtag'], avrdude: 28_194 },
  { id: 'ft232r', kind: 'ft232r', part: 'm328p', options: [], avrdude: 57_312 },
] as const;

test.each(cases)(
  '-c $id: at most a quarter of the transfers of avrdude 8.2',
  async ({ id, part, avrdude, ...device }) => {
    const board = new UsbBoard({ ...device, part });
    const { status } = await runProgram({
      release: '8.2',
      device: board,
      args: ['-c', id, '-p', part, '-U', 'flash:w:app.bin:r'],
      files: { 'app.bin': firmware },
    });
    const written = Buffer.compare(board.chip.flash.subarray(0, firmware.length), firmware) === 0;
    expect({ status, written, few: board.transfers <= avrdude / 4 || board.transfers }).toEqual({
      ...{ status: 0, written: true, few: true },
    });
  },
);
