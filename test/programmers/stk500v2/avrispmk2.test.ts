import { describe, expect, test } from 'vitest';
import { TransportError } from '../../../src/model/errors.ts';
import type { ReleaseId } from '../../../src/model/release.ts';
import { stk500v2 } from '../../../src/programmers/stk500v2/isp.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { within } from '../../whole-run/passing-time.ts';
import { m32u4, memory, opcode, flash as plainFlash } from '../parts.ts';
import { aloud, type BenchSettings, bench } from '../usb-bench.ts';

const spec = { kind: 'avrispmkII', part: 'm32u4' };
const flash = { ...plainFlash, mode: 0x41, delay: 6, readsize: 256 };
const lfuse = memory({
  name: 'lfuse',
  opcodes: {
    read: opcode('01010000 00000000 xxxxxxxx oooooooo'),
    write: opcode('10101100 10100000 xxxxxxxx iiiiiiii'),
  },
});
const part = {
  ...m32u4,
  timeout: 200,
  stabdelay: 100,
  cmdexedelay: 25,
  synchloops: 32,
  pollvalue: 0x53,
  pollindex: 3,
};
const sample = (length: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + seed) & 0xff);
const pages = (count: number, start = 0) =>
  Array.from({ length: count }, (_, i) => ({ address: start + i * 128, data: sample(128, i) }));
const ranges = (run: readonly { address: number; data: Uint8Array }[]) =>
  run.map(({ address, data }) => ({ address, length: data.length }));

function programmerOn(boards: readonly UsbBoard[], settings: Partial<BenchSettings> = {}) {
  const { context, said } = bench(boards, { id: 'avrispmkII', part, ...settings });
  return { programmer: stk500v2.create(context), said };
}

test('a page is written by one transfer each way, and two are read by one each way', async () => {
  const board = new UsbBoard(spec);
  const { programmer, said } = programmerOn([board]);
  await programmer.open();
  await programmer.initialize();
  const before = board.transfers;
  const run = pages(20, 0x1000);
  const written: number[] = [];
  await programmer.pagedWrite!(flash, run, (index) => written.push(index));
  expect(board.transfers - before).toBe(2 + 2 * 20);
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(flash, ranges(run), (index, data) => {
    read[index] = data;
  });
  expect(board.transfers - before).toBe(2 + 2 * 20 + 2 + 2 * 10);
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(written).toEqual(run.map((_, index) => index));
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([]);
});

test('fuses move by commands of their own', async () => {
  const board = new UsbBoard(spec);
  const { programmer } = programmerOn([board]);
  await programmer.open();
  await programmer.initialize();
  await programmer.writeByte!(lfuse, 0, 0xc5);
  expect(await programmer.readByte!(lfuse, 0)).toBe(0xc5);
  expect(await programmer.readByte!(flash, 0)).toBe(0xff);
  await programmer.disable();
  await programmer.close();
  expect(board.chip.fuses.lfuse).toBe(0xc5);
  expect(board.violations).toEqual([]);
});

test('the display, and -B by the clocks of AVR069', async () => {
  const board = new UsbBoard(spec);
  const { programmer, said } = programmerOn([board], { release: '7.1', bitClock: 10e-6, verbosity: 2 });
  await programmer.open();
  await programmer.display!();
  await programmer.close();
  expect(said.filter((line) => !line.startsWith('trace'))).toEqual([
    'notice: avrdude: usbdev_open(): found AVRISP mkII, serno: 000200012345\n',
    'debug: avrdude: stk500v2_getsync(): found AVRISP mkII programmer\n',
    'notice2: Using p = 10.37 us for SCK (param = 7)\n',
    'info:          Programmer Model: AVRISP mkII\n',
    'info:          Hardware Version: 1\n',
    'info:          Serial number   : 000200012345\n',
    'info:          Firmware Version Controller : 1.24\n',
    'info:          Vtarget         : 5.0 V\n',
    'info:          SCK period      : 10.37 us\n',
  ]);
});

test('no clock is that slow', async () => {
  const board = new UsbBoard(spec);
  const { programmer, said } = programmerOn([board], { bitClock: 1 });
  await expect(programmer.open()).rejects.toThrow('SCK period');
  expect(aloud(said)).toEqual(['info: avrdude: stk500v2_set_sck_period_mk2(): invalid SCK period: 1\n']);
});

test.each([
  [0x10, 'Target not detected'],
  [0x33, 'MOSI fail, RST fail, Target not detected, Target reverse inserted'],
  [0x40, 'Unknown status 0x40'],
])('a target that does not answer: the lines say why (%i)', async (status, text) => {
  const board = new UsbBoard({ ...spec, faults: ['absent'], options: [`connection=${status}`] });
  const { programmer, said } = programmerOn([board]);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toThrow();
  await programmer.disable();
  await programmer.close();
  expect(aloud(said)).toEqual([
    'info: avrdude: stk500v2_command(): command failed\n',
    `info: avrdude: stk500v2_program_enable(): bad AVRISPmkII connection status: ${text}\n`,
  ]);
  expect(board.isp.held).toBe(false);
});

describe('which of several', () => {
  const two = () => [
    new UsbBoard({ ...spec, options: ['serial=000200011111'] }),
    new UsbBoard({ ...spec, options: ['serial=0002000abcde'] }),
  ];

  test.each([
    ['usb', 0],
    ['usb:ABCDE', 1],
    ['usb:00:02:00:0a:bc:de', 1],
    ['usb:001:003', 1],
    ['usb:03eb:2104:abcde', 1],
  ])('%s', async (port, index) => {
    const boards = two();
    const { programmer } = programmerOn(boards, { port });
    await programmer.open();
    await programmer.close();
    expect(boards.map(({ transfers }) => transfers > 0)).toEqual([index === 0, index === 1]);
  });

  test.each([
    [
      '6.4',
      'usb:4711',
      'notice: avrdude: usbdev_open(): did not find any (matching) USB device "usb:4711" (0x03eb:0x2104)\n',
    ],
    [
      '7.1',
      'usb:47:11',
      'notice: avrdude: usbdev_open(): did not find any (matching) USB device "usb:4711" (0x03eb:0x2104)\n',
    ],
    ['8.2', 'usb:4711', 'error: avrdude: did not find any (matching) USB device usb:4711 (03eb:2104)\n'],
    ['8.2', 'usb:3eb:4711', 'error: avrdude: did not find any USB device usb:3eb:4711 (03eb:4711)\n'],
    [
      '8.2',
      'usbx',
      'error: avrdude: invalid -P usbx; drop -P option or use -P usb[:<vid>:<pid>][:<serno>]\n',
    ],
    ['6.4', 'usb:0123456789abc', 'info: avrdude: usbdev_open(): invalid serial number "0123456789abc"\n'],
    ['7.1', 'usb:0123456789abc', 'error: avrdude: invalid serial number 0123456789abc\n'],
  ] as const)('%s: none at %s', async (release, port, text) => {
    const boards = two();
    const { programmer, said } = programmerOn(boards, { release, port });
    await expect(programmer.open()).rejects.toThrow();
    expect(said.findLast((line) => !line.startsWith('hint: '))).toBe(text);
    expect(boards.map(({ transfers }) => transfers)).toEqual([0, 0]);
  });
});

/** What avrdude shows at `-vvvvv` before it looks for one. */
const opening = 'trace2: STK500V2: stk500v2_open()\n';

describe('one that does not tell its serial number', () => {
  const stall = new TransportError('stall', 'EPIPE');
  const open = (release: ReleaseId, port: string) => {
    const { context, said } = bench([new UsbBoard(spec)], { id: 'avrispmkII', part, release, port });
    const { find } = context.open.usb;
    context.open.usb.find = async (query) =>
      (await find(query)).map(({ info, failure }) => ({
        info: { ...info, serial: undefined },
        failure,
        unread: { serial: stall },
      }));
    const programmer = stk500v2.create(context);
    return { opened: programmer.open().then(() => programmer.close()), said };
  };

  test.each([
    [
      '6.4',
      ['info: avrdude: usb_open(): cannot read serial number "error sending control message: Broken pipe"\n'],
    ],
    ['7.1', ['error: avrdude: cannot read serial number: error sending control message: Broken pipe\n']],
    [
      '8.2',
      [
        'warning: avrdude: reading serial number, error sending control message: Broken pipe\n',
        'error: avrdude: found but could not access USB device usb:2345 (03eb:2104)\n',
      ],
    ],
  ] as const)('%s: is not the one that -P names', async (release, words) => {
    const { opened, said } = open(release, 'usb:2345');
    await expect(opened).rejects.toThrow('serial number');
    expect(said).toEqual([opening, ...words]);
  });

  test('does if any will do', async () => {
    const { opened, said } = open('7.1', 'usb');
    await opened;
    expect(said).toContain('notice: avrdude: usbdev_open(): found AVRISP mkII, serno: [unknown]\n');
  });
});

test('one that may not be opened, with a hint', async () => {
  const { programmer, said } = programmerOn([new UsbBoard(spec)], { forbidden: 'EBUSY' });
  await expect(programmer.open()).rejects.toThrow();
  expect(said).toEqual([
    opening,
    'info: avrdude: usbdev_open(): cannot open device: failed to open /dev/bus/usb/001/002: Device or resource busy\n',
    'hint: Another program is using the programmer: end it and try again.',
    'notice: avrdude: usbdev_open(): did not find any USB device "usb" (0x03eb:0x2104)\n',
  ]);
});

// Sign-on and programming mode are transfers 1 to 4, "load address" 5 and 6; then a page takes two.
test.each(['stall-at=9', 'stall-at=10', 'stall-at=5', 'stall-at=6'])(
  '%s: the programmer is found again and the page goes where it belongs',
  async (fault) => {
    const board = new UsbBoard({ ...spec, faults: [fault] });
    const { programmer } = programmerOn([board]);
    await programmer.open();
    await programmer.initialize();
    const run = pages(6);
    await programmer.pagedWrite!(flash, run, () => {});
    const read: Uint8Array[] = [];
    await programmer.pagedRead!(flash, ranges(run), (index, data) => {
      read[index] = data;
    });
    await programmer.disable();
    await programmer.close();
    expect(read).toEqual(run.map(({ data }) => data));
    for (const { address, data } of run) expect(board.chip.flash.slice(address, address + 128)).toEqual(data);
    expect(board.chip.flash.slice(6 * 128).every((byte) => byte === 0xff)).toBe(true);
    expect(board.isp.held).toBe(false);
  },
);

test('a hang in the middle of writing ends in bounded time', () =>
  within(30_000, async () => {
    const board = new UsbBoard({ ...spec, faults: ['hang-at=10'] });
    const { programmer, said } = programmerOn([board]);
    await programmer.open();
    await programmer.initialize();
    const run = pages(6);
    await programmer.pagedWrite!(flash, run, () => {});
    await programmer.disable();
    await programmer.close();
    for (const { address, data } of run) expect(board.chip.flash.slice(address, address + 128)).toEqual(data);
    expect(aloud(said)).toEqual(['info: avrdude: stk500v2_recv_mk2: error in USB receive\n']);
    expect(board.isp.held).toBe(false);
  }));

test('one that answers no more ends in bounded time', () =>
  within(40_000, async () => {
    const board = new UsbBoard({ ...spec, faults: ['dead-at=9'] });
    const { programmer, said } = programmerOn([board], { release: '8.2' });
    await programmer.open();
    await programmer.initialize();
    await expect(programmer.pagedWrite!(flash, pages(6), () => {})).rejects.toThrow(
      'no answer to command 19',
    );
    await programmer.disable();
    await programmer.close();
    const last = aloud(said).slice(-4);
    expect(last).toEqual([
      'error: avrdude: timeout communicating with programmer\n',
      'error: avrdude: failed to execute command 0x13\n',
      'error: avrdude: write command failed\n',
      'error: avrdude: unable to leave programming mode\n',
    ]);
  }));

test('a part with TPI that is not there is not programmed over ISP instead', async () => {
  const board = new UsbBoard(spec);
  const { programmer, said } = programmerOn([board], { part: { ...part, progModes: ['TPI'] } });
  await programmer.open();
  await expect(programmer.initialize()).rejects.toThrow('XPROG command is answered with status 1');
  await programmer.close();
  expect(aloud(said)).toEqual([
    'info: avrdude: stk500v2_command(): error in CMD_XPROG: Failed\n',
    'info: avrdude: stk600_xprog_program_enable(): XPRG_CMD_ENTER_PROGMODE failed\n',
  ]);
});

test('unplugged in the middle: said once, an error at once', async () => {
  const board = new UsbBoard({ ...spec, faults: ['unplug-at=9'] });
  const { programmer, said } = programmerOn([board], { release: '7.1' });
  await programmer.open();
  await programmer.initialize();
  const done: number[] = [];
  await expect(programmer.pagedWrite!(flash, pages(6), (index) => done.push(index))).rejects.toThrow('gone');
  await programmer.disable();
  await programmer.close();
  expect(done).toEqual([0]);
  expect(aloud(said)).toEqual([
    'error: avrdude: wrote -19 out of 64 bytes, err = error submitting URB: No such device\n',
    'error: avrdude: unable to send command to serial port\n',
    'error: avrdude: unable to receive from USB\n',
  ]);
});
