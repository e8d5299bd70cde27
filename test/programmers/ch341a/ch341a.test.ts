import { expect, test } from 'vitest';
import { ch341a } from '../../../src/programmers/ch341a/ch341a.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { within } from '../../whole-run/passing-time.ts';
import { eeprom, flash, m32u4, opcode } from '../parts.ts';
import { aloud, bench } from '../usb-bench.ts';

const spec = { kind: 'ch341a', part: 'm32u4' };
/** Page mode, and the part says when it is done. */
const polledFlash = { ...flash, mode: 0x41 };
const sample = (length: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + seed) & 0xff);
const pages = (count: number, size = 128, start = 0) =>
  Array.from({ length: count }, (_, i) => ({ address: start + i * size, data: sample(size, i) }));
const ranges = (run: readonly { address: number; data: Uint8Array }[]) =>
  run.map(({ address, data }) => ({ address, length: data.length }));

/** The programmer with the target in programming mode. */
async function started(board: UsbBoard, more: Partial<Parameters<typeof bench>[1]> = {}) {
  const { context, said, waited } = bench([board], { id: 'ch341a', release: '8.2', ...more });
  const programmer = ch341a.create(context);
  await programmer.open();
  await programmer.initialize();
  waited.length = 0;
  return { programmer, said, waited };
}

test('writes a page in one stream and polls; reads in streams of 32 packets', async () => {
  const board = new UsbBoard(spec);
  const { programmer, said, waited } = await started(board);
  await programmer.chipErase();
  waited.length = 0;
  const run = pages(20);
  const written: number[] = [];
  await programmer.pagedWrite!(polledFlash, run, (index) => written.push(index));
  // A machine that is busy elsewhere may come too late to see the part busy, and then waits.
  expect(waited.filter((milliseconds) => milliseconds > 0).length).toBeLessThan(10);
  const before = { ...board.requests };
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(polledFlash, ranges(run), (index, data) => {
    read[index] = data;
  });
  const sent = (name: string): number => board.requests[name]! - before[name]!;
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(written).toEqual(run.map((_, index) => index));
  // 2560 instructions of four bytes, 31 bytes to a packet.
  expect([sent('endpoint 0x02'), sent('endpoint 0x82')]).toEqual([11 + 1, 331]);
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(board.chip.counts).toMatchObject({ chipErases: 1, pageWrites: 20, busyViolations: 0 });
  expect(aloud(said)).toEqual([]);
});

test('a part that does not say when it is done gets all of its delay after each page', async () => {
  const board = new UsbBoard(spec);
  const { programmer, waited } = await started(board);
  const slow = { ...flash, mode: 0x21, maxWriteDelay: 14_000 };
  await programmer.pagedWrite!(slow, pages(3), () => {});
  await programmer.close();
  expect(waited).toHaveLength(3);
  for (const milliseconds of waited) expect(milliseconds).toBeGreaterThan(13);
  expect(board.violations).toEqual([]);
});

test('a part that should say when it is busy and never does is not believed', async () => {
  const board = new UsbBoard({ ...spec, options: ['lenient'], memories: { lock: 0xfc } });
  board.chip.startBusy = () => {};
  const { programmer, waited } = await started(board);
  await programmer.pagedWrite!(polledFlash, pages(2), () => {});
  await programmer.close();
  expect(waited).toHaveLength(2);
  for (const milliseconds of waited) expect(milliseconds).toBeGreaterThan(4);
});

const pagedEeprom = {
  ...eeprom,
  mode: 0x41,
  opcodes: {
    ...eeprom.opcodes,
    loadpage_lo: opcode('11000001 00000000 000000 a1 a0 iiiiiiii'),
    writepage: opcode('11000010 xxxxx a10 a9 a8 a7 a6 a5 a4 a3 a2 00 xxxxxxxx'),
  },
};

test('EEPROM by pages: only bytes that change are loaded, only pages that change are written', async () => {
  const board = new UsbBoard(spec);
  board.chip.eeprom.set([1, 2, 3, 4, 5, 6, 7, 8], 8);
  const { programmer } = await started(board);
  const run = [
    { address: 8, data: Uint8Array.of(1, 2, 3, 4) },
    { address: 12, data: Uint8Array.of(5, 60, 7, 80) },
    { address: 16, data: Uint8Array.of(9, 10, 11, 12) },
  ];
  const written: number[] = [];
  await programmer.pagedWrite!(pagedEeprom, run, (index) => written.push(index));
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(pagedEeprom, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(written).toEqual([0, 1, 2]);
  expect(board.chip.counts).toMatchObject({ eepromWrites: 6, busyViolations: 0 });
  expect(board.violations).toEqual([]);
});

/** EEPROM of a part without a ready flag: 0xff cannot be told from "busy". */
const askedEeprom = { ...eeprom, mode: 0x04, maxWriteDelay: 200_000, readback: [0xff, 0xff] } as const;

test('EEPROM without pages and ready flag: each byte that changes is asked for until it is there', async () => {
  const board = new UsbBoard(spec);
  board.chip.eeprom.set([7, 8, 3], 0);
  const { programmer, waited } = await started(board);
  const run = [{ address: 0, data: Uint8Array.of(7, 9, 255, 1) }];
  await programmer.pagedWrite!(askedEeprom, run, () => {});
  await programmer.close();
  expect(board.chip.eeprom.slice(0, 4)).toEqual(run[0]!.data);
  expect(board.chip.counts).toMatchObject({ eepromWrites: 3, busyViolations: 0 });
  // The longest write delay for the one byte whose value means "busy", too.
  expect(waited.map(Math.round)).toEqual([200]);
});

test.each([
  ['without a ready flag', askedEeprom, 1],
  ['by pages', pagedEeprom, 4],
] as const)(
  'EEPROM that does not take a byte, %s: that is seen at once, and nothing more is written',
  async (_, memory, first) => {
    const board = new UsbBoard(spec);
    board.chip.flips.set('eeprom:0', 1);
    const { programmer, waited } = await started(board);
    const run = [
      { address: 0, data: Uint8Array.of(1, 2, 3, 4) },
      { address: 4, data: Uint8Array.of(5, 6, 7, 8) },
    ];
    const written: number[] = [];
    await expect(programmer.pagedWrite!(memory, run, (index) => written.push(index))).rejects.toMatchObject({
      name: 'TargetError',
      rc: -6,
    });
    await programmer.close();
    expect(written).toEqual([]);
    expect(board.chip.counts.eepromWrites).toBe(first);
    // Asked again five times, each after the longest write delay.
    expect(waited.slice(-5)).toEqual(Array(5).fill(memory.maxWriteDelay / 1000));
  },
);

const big = {
  ...polledFlash,
  size: 262_144,
  pageSize: 256,
  numPages: 1024,
  opcodes: {
    ...flash.opcodes,
    load_ext_addr: opcode('01001101 00000000 0000000 a16 00000000'),
    loadpage_lo: opcode('01000000 xxxxxxxx x a6 a5 a4 a3 a2 a1 a0 iiiiiiii'),
    loadpage_hi: opcode('01001000 xxxxxxxx x a6 a5 a4 a3 a2 a1 a0 iiiiiiii'),
    writepage: opcode('01001100 a15 a14 a13 a12 a11 a10 a9 a8 a7 xxxxxxx xxxxxxxx'),
  },
};

test('flash beyond 128 KiB: the extended address is loaded where it changes', async () => {
  const board = new UsbBoard({ kind: 'ch341a', part: 'm2560' });
  const { programmer } = await started(board, { part: { ...m32u4, memories: [big] } });
  const run = [...pages(2, 256, 0x1fe00), ...pages(2, 256, 0x20000), ...pages(1, 256, 0x100)].sort(
    (a, b) => a.address - b.address,
  );
  await programmer.pagedWrite!(big, run, () => {});
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(big, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  for (const { address, data } of run) expect(board.chip.flash.slice(address, address + 256)).toEqual(data);
  expect(board.violations).toEqual([]);
});

test('other memories are left to single bytes, before anything is sent', async () => {
  const board = new UsbBoard(spec);
  const { programmer } = await started(board);
  const { transfers } = board;
  const other = { ...flash, name: 'usersig' };
  await expect(programmer.pagedWrite!(other, pages(1), () => {})).rejects.toMatchObject({
    name: 'UnsupportedError',
  });
  await expect(programmer.pagedRead!(other, ranges(pages(1)), () => {})).rejects.toMatchObject({
    name: 'UnsupportedError',
  });
  expect(board.transfers).toBe(transfers);
});

test('a target that misses its first instructions is tried again', async () => {
  const board = new UsbBoard({ ...spec, faults: ['pe-fail=2'] });
  const { programmer, said } = await started(board);
  expect((await programmer.command!(Uint8Array.of(0x30, 0, 0, 0)))[3]).toBe(0x1e);
  await programmer.close();
  expect(aloud(said)).toEqual([]);
});

test.each([['absent'], ['target-clock=1000000']])('%s: rc -2, and RESET is released', async (fault) => {
  const board = new UsbBoard({ ...spec, faults: [fault] });
  const { context, said } = bench([board], { id: 'ch341a', release: '8.2' });
  const programmer = ch341a.create(context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toMatchObject({ name: 'TargetError', rc: -2 });
  await programmer.close();
  expect(aloud(said)).toEqual([]);
  expect(said.filter((line) => line.startsWith('hint: A CH341A always speaks at 1.7 MHz'))).toHaveLength(1);
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
});

test('the chip as a serial port: a hint at its jumper', async () => {
  const board = new UsbBoard(spec);
  board.firmware.descriptors.device[10] = 0x23;
  const { context, said } = bench([board], { id: 'ch341a', release: '8.2' });
  await expect(ch341a.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(said.slice(-2)).toEqual([
    'error: avrdude: could not find USB device with vid=0x1a86 pid=0x5512\n',
    'hint: There is a CH341A that is a serial port (1a86:5523). ' +
      'A jumper or switch on its board makes it a programmer (1a86:5512).',
  ]);
});

test.each([
  ['6.4', 'info: avrdude: ch341a_open(): could not find USB device with vid=0x1a86 pid=0x5512\n'],
  ['7.1', 'error: avrdude: could not find USB device with vid=0x1a86 pid=0x5512\n'],
  ['8.2', 'error: avrdude: could not find USB device with vid=0x1a86 pid=0x5512\n'],
] as const)('no programmer, in the words of %s', async (release, words) => {
  const { context, said } = bench([], { id: 'ch341a', release });
  await expect(ch341a.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(aloud(said)).toEqual([words]);
});

test('a programmer that may not be opened: why, and what to do', async () => {
  const { context, said } = bench([new UsbBoard(spec)], {
    ...{ id: 'ch341a', release: '8.2', forbidden: 'EACCES' },
  });
  await expect(ch341a.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(aloud(said)).toEqual([
    'warning: avrdude: cannot open USB device: Permission denied\n',
    'error: avrdude: could not find USB device with vid=0x1a86 pid=0x5512\n',
  ]);
  expect(said.find((line) => line.startsWith('hint: '))).toMatch(/ATTRS\{idProduct\}=="5512"/);
});

test.each([
  ['usb:001:003', 1, []],
  ['usb:1a86:5512', 1, []],
  ['usb:1:2', 0, []],
  [
    'usb:1a86:5512:12:34',
    1,
    ['warning: avrdude: ignoring serial number 1234 given in -P usb:1a86:5512:12:34\n'],
  ],
  ['usb:4711', 1, ['warning: avrdude: ignoring serial number 4711 given in -P usb:4711\n']],
] as const)('-P %s: of two, number %d', async (port, which, words) => {
  const boards = [new UsbBoard(spec), new UsbBoard(spec)];
  const { context, said } = bench(boards, { id: 'ch341a', release: '8.2', port });
  const programmer = ch341a.create(context);
  await programmer.open();
  await programmer.initialize();
  await programmer.close();
  expect(boards.map(({ transfers }) => transfers > 0)).toEqual([which === 0, which === 1]);
  expect(aloud(said)).toEqual(words);
});

test.each(['/dev/ttyS0', 'usbx', `usb:${'x'.repeat(64)}`])('-P %s is refused', async (port) => {
  const { context, said } = bench([new UsbBoard(spec)], { id: 'ch341a', release: '8.2', port });
  await expect(ch341a.create(context).open()).rejects.toMatchObject({ name: 'PortRefusedError' });
  expect(aloud(said)).toEqual([
    `error: avrdude: invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>]\n`,
  ]);
});

test('-B is not for this programmer', async () => {
  const { programmer, said } = await started(new UsbBoard(spec), { bitClock: 10e-6 });
  await programmer.close();
  expect(aloud(said)).toEqual([
    'warning: avrdude: -c ch341a does not support adjustable bitclock speed; ignoring -B\n',
  ]);
});

test.each([
  ['stall-at=10', 'PIPE', -9],
  ['hang-at=150', 'TIMEOUT', -7],
])('%s in the middle of writing: taken up again at that page', async (fault, name, result) => {
  const board = new UsbBoard({ ...spec, faults: [fault] });
  const { programmer, said } = await started(board);
  const run = pages(12);
  const written: number[] = [];
  await programmer.pagedWrite!(polledFlash, run, (index) => written.push(index));
  await programmer.close();
  for (const { address, data } of run) expect(board.chip.flash.slice(address, address + 128)).toEqual(data);
  expect(written).toEqual(run.map((_, index) => index));
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([
    `error: avrdude: libusb_bulk_transfer for IN_EP failed, return value ${result} (LIBUSB_ERROR_${name})\n`,
    expect.stringMatching(/^error: avrdude: failed to transfer data (to|from) CH341\n$/),
  ]);
});

test('hung for good: ends, and says so once', () =>
  within(30_000, async () => {
    const board = new UsbBoard(spec);
    const { programmer, said } = await started(board);
    const submit = board.submit.bind(board);
    board.submit = (request) => {
      const { cancel } = submit({ ...request, endpoint: 0x81 } as typeof request);
      let settle: (outcome: { kind: 'cancelled' }) => void = () => {};
      const done = new Promise<{ kind: 'cancelled' }>((resolve) => {
        settle = resolve;
      });
      return {
        done,
        cancel: () => {
          cancel();
          settle({ kind: 'cancelled' });
        },
      };
    };
    await expect(programmer.pagedWrite!(polledFlash, pages(3), () => {})).rejects.toThrow();
    await expect(programmer.command!(Uint8Array.of(0x30, 0, 0, 0))).rejects.toMatchObject({
      name: 'DisconnectedError',
    });
    await programmer.close();
    expect(aloud(said).filter((line) => line.includes('failed to transfer'))).toHaveLength(1);
  }));

test('unplugged, in the words of 6.4: on a line of their own', async () => {
  const board = new UsbBoard({ ...spec, faults: ['unplug-at=6'] });
  const { programmer, said } = await started(board, { release: '6.4' });
  await expect(programmer.command!(Uint8Array.of(0x30, 0, 0, 0))).rejects.toMatchObject({ code: 'ENODEV' });
  await programmer.close();
  const gone = 'libusb_bulk_transfer for IN_EP failed, return value -4 (LIBUSB_ERROR_NO_DEVICE)\n';
  expect(aloud(said)).toEqual([
    'info: \n',
    `info: avrdude: CH341USBTransferPart(): ${gone}`,
    expect.stringMatching(/^info: avrdude: ch341a_spi\(\): failed to transfer data (to|from) CH341\n$/),
    `info: avrdude: CH341USBTransferPart(): ${gone}`,
  ]);
});

test('unplugged in the middle: an error at once', () =>
  within(2000, async () => {
    const board = new UsbBoard({ ...spec, faults: ['unplug-at=700'] });
    const { programmer, said } = await started(board);
    const done: number[] = [];
    await expect(
      programmer.pagedWrite!(polledFlash, pages(40), (index) => done.push(index)),
    ).rejects.toMatchObject({
      code: 'ENODEV',
    });
    await programmer.close();
    expect(done.length).toBeGreaterThan(0);
    expect(aloud(said)).toEqual([
      'error: avrdude: libusb_bulk_transfer for IN_EP failed, return value -4 (LIBUSB_ERROR_NO_DEVICE)\n',
      expect.stringMatching(/^error: avrdude: failed to transfer data (to|from) CH341\n$/),
      'error: avrdude: libusb_bulk_transfer for IN_EP failed, return value -4 (LIBUSB_ERROR_NO_DEVICE)\n',
    ]);
  }));
