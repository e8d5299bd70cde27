import { expect, test } from 'vitest';
import { usbtiny } from '../../../src/programmers/usbtiny/type.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { within } from '../../whole-run/passing-time.ts';
import { eeprom, flash, m32u4, opcode } from '../parts.ts';
import { aloud, bench, pages, ranges, started } from '../usb-bench.ts';

const spec = { kind: 'usbtiny', part: 'm32u4' } as const;

test('writes a page in two transfers and waits; reads in blocks of 248 bytes', async () => {
  const { board, programmer, said } = await started(usbtiny, spec);
  await programmer.chipErase();
  const run = pages(20);
  const written: number[] = [];
  await programmer.pagedWrite!(flash, run, (index) => written.push(index));
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(flash, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.powerdown!();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(written).toEqual(run.map((_, index) => index));
  expect(board.requests).toEqual({ POWERUP: 2, SPI: 23, FLASH_WRITE: 20, FLASH_READ: 11, POWERDOWN: 1 });
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([]);
});

// As real avrdude of every release with an emulated programmer.
test.each([
  [Number.NaN, 'notice: avrdude: Using SCK period of 10 usec\n'],
  [-5e-6, 'notice: avrdude: Using SCK period of 10 usec\n'],
  [Number.POSITIVE_INFINITY, 'notice: avrdude: Setting SCK period to 1 usec\n'],
  [1e3, 'notice: avrdude: Setting SCK period to 250 usec\n'],
])('-B of %f s', async (bitClock, line) => {
  const { context, said } = bench([new UsbBoard(spec)], { id: 'usbtiny', bitClock, verbosity: 1 });
  const programmer = usbtiny.create(context);
  await programmer.open();
  await programmer.initialize();
  await programmer.close();
  expect(said.filter((text) => text.includes('SCK period'))).toEqual([line]);
});

test('-B makes the blocks smaller, so that no transfer takes long', async () => {
  const { board, programmer, said } = await started(usbtiny, spec, { bitClock: 100e-6, verbosity: 1 });
  const run = pages(2);
  await programmer.pagedWrite!(flash, run, () => {});
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(flash, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(board.requests).toMatchObject({ FLASH_WRITE: 16, FLASH_READ: 16, POWERDOWN: 1 });
  expect(said).toContain('notice: avrdude: Setting SCK period to 100 usec\n');
});

test('EEPROM: the firmware waits for each byte, and is told that 0xff means busy', async () => {
  const { board, programmer } = await started(usbtiny, spec);
  const run = pages(40, 4, 8);
  await programmer.pagedWrite!(eeprom, run, () => {});
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(eeprom, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(board.requests).toMatchObject({ POLL_BYTES: 1, EEPROM_WRITE: 2, EEPROM_READ: 1 });
  expect(board.violations).toEqual([]);
});

const big = {
  ...flash,
  size: 131072,
  pageSize: 256,
  numPages: 512,
  opcodes: {
    ...flash.opcodes,
    load_ext_addr: opcode('01001101 00000000 0000000 a16 00000000'),
    loadpage_lo: opcode('01000000 xxxxxxxx x a6 a5 a4 a3 a2 a1 a0 iiiiiiii'),
    writepage: opcode('01001100 a15 a14 a13 a12 a11 a10 a9 a8 a7 xxxxxxx xxxxxxxx'),
  },
};

test.each(['6.4', '7.1', '8.2'] as const)('flash beyond 64 KiB is read where it is, %s', async (release) => {
  const { board, programmer } = await started(
    usbtiny,
    { kind: 'usbtiny', part: 'usb1286' },
    { release, part: { ...m32u4, memories: [big] } },
  );
  const run = [...pages(1, 256, 0xff00), ...pages(1, 256, 0x10000)];
  await programmer.pagedWrite!(big, run, () => {});
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(big, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(board.chip.flash.slice(0x10000, 0x10100)).toEqual(run[1]!.data);
  expect(board.violations).toEqual([]);
});

test('a chip erase is waited for as long as the part asks, and then as long as after power-up', async () => {
  const { programmer, waited } = await started(usbtiny, spec, { part: { ...m32u4, chipEraseDelay: 4500 } });
  waited.length = 0;
  await programmer.chipErase();
  await programmer.close();
  expect(waited).toEqual([4.5, 50]);
});

test('a target that misses its first instruction is tried again at the same clock', async () => {
  const { board, programmer, said } = await started(usbtiny, { ...spec, faults: ['pe-fail=1'] });
  expect((await programmer.command!(Uint8Array.of(0x30, 0, 0, 0)))[3]).toBe(0x1e);
  await programmer.close();
  expect(aloud(said)).toEqual([]);
  expect(board.requests.POWERUP).toBe(3);
});

test('no target: up to 7.x that is only seen in what is read, 8.2 gives up', async () => {
  for (const release of ['6.4', '7.1', '8.2'] as const) {
    const board = new UsbBoard({ ...spec, faults: ['absent'] });
    const { context, said } = bench([board], { id: 'usbtiny', release });
    const programmer = usbtiny.create(context);
    await programmer.open();
    const started = programmer.initialize();
    if (release === '8.2') await expect(started).rejects.toThrow('does not enter programming mode');
    else {
      await started;
      expect(await programmer.command!(Uint8Array.of(0x30, 0, 0, 0))).toEqual(new Uint8Array(4).fill(0xff));
    }
    await programmer.close();
    expect(aloud(said)).toEqual([]);
    expect(board.isp.held).toBe(false);
  }
});

test('a read that stalls is tried again, and that is said', async () => {
  const { programmer, said } = await started(usbtiny, { ...spec, faults: ['stall-at=3'] });
  expect((await programmer.command!(Uint8Array.of(0x30, 0, 0, 0)))[3]).toBe(0x1e);
  await programmer.close();
  expect(aloud(said)).toEqual(['info: avrdude: 1 retries during SPI command\n']);
});

test('a hung transfer is cancelled and tried again', () =>
  within(2000, async () => {
    const { programmer, said } = await started(usbtiny, { ...spec, faults: ['hang-at=3'] });
    expect((await programmer.command!(Uint8Array.of(0x30, 0, 0, 0)))[3]).toBe(0x1e);
    await programmer.close();
    expect(aloud(said)).toEqual(['info: avrdude: 1 retries during SPI command\n']);
  }));

test('unplugged in the middle: the words of the release, an error at once', async () => {
  const { programmer, said } = await started(usbtiny, { ...spec, faults: ['unplug-at=6'] });
  const done: number[] = [];
  await expect(programmer.pagedWrite!(flash, pages(9), (index) => done.push(index))).rejects.toMatchObject({
    code: 'ENODEV',
  });
  await programmer.powerdown!();
  await programmer.close();
  expect(done).toEqual([0, 1]);
  expect(aloud(said)).toEqual([
    'info: \n',
    'info: avrdude: error: usbtiny_receive: error sending control message: No such device (expected 4, got -19)\n',
    'info: \n',
    'info: avrdude: error: usbtiny_send: error sending control message: No such device (expected 128, got -19)\n',
    'info: \n',
    'info: avrdude: error: usbtiny_transmit: error sending control message: No such device\n',
  ]);
});

test.each([
  ['6.4', ['info: avrdude: Error: Could not find USBtiny device (0x1781/0xc9f)\n']],
  ['8.2', ['error: avrdude: cannot find USBtiny device (0x1781/0xc9f)\n']],
] as const)('no programmer at -P usb:002:009, in the words of %s', async (release, words) => {
  const { context, said } = bench([new UsbBoard(spec)], { id: 'usbtiny', release, port: 'usb:002:009' });
  await expect(usbtiny.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(aloud(said)).toEqual(words);
});

test.each([
  [
    '6.4',
    ["info: avrdude: Error: Invalid -P value: '/dev/ttyS0'\n", 'info:          Use -P usb:bus:device\n'],
  ],
  ['8.2', ['error: avrdude: invalid -P /dev/ttyS0; drop this option or use -P usb:<busdir>:<devicefile>\n']],
] as const)('-P that is no USB port, in the words of %s', async (release, words) => {
  const { context, said } = bench([new UsbBoard(spec)], { id: 'usbtiny', release, port: '/dev/ttyS0' });
  await expect(usbtiny.create(context).open()).rejects.toMatchObject({ name: 'UsageError' });
  expect(aloud(said)).toEqual(words);
});

test.each(['6.4', '7.1', '8.2'] as const)(
  'EEPROM is read in blocks alone under %s; spi and pgm drive RESET',
  async (release) => {
    const { board, programmer, said } = await started(usbtiny, spec, { release });
    await programmer.pagedRead!(eeprom, ranges(pages(64, 4)), () => {});
    expect(board.requests).toEqual({ POWERUP: 1, SPI: 1, EEPROM_READ: 2 });
    await programmer.setReset!(true);
    expect(board.isp.held).toBe(false);
    await programmer.setReset!(false);
    expect(board.isp.held).toBe(true);
    await programmer.close();
    expect(aloud(said)).toEqual([]);
  },
);

test.each([
  ['6.4', 1],
  ['7.1', 1],
  ['8.2', 4],
] as const)('no target at any clock: %s says what it would have, also at -vvv', async (release, attempts) => {
  const board = new UsbBoard({ ...spec, faults: ['absent'] });
  const { context, said } = bench([board], { id: 'usbtiny', release, verbosity: 3 });
  const programmer = usbtiny.create(context);
  await programmer.open();
  const begun = programmer.initialize();
  if (release === '8.2') await expect(begun).rejects.toThrow('does not enter programming mode');
  else await begun;
  await programmer.powerdown!();
  await programmer.close();
  expect(said.filter((line) => line.includes('CMD:'))).toHaveLength(attempts);
  expect(aloud(said)).toEqual([]);
  expect(board.isp.held).toBe(false);
});

test('of several, the one avrdude takes, and a hint that lists them', async () => {
  const boards = [new UsbBoard(spec), new UsbBoard(spec)];
  const { context, said } = bench(boards, { id: 'usbtiny' });
  const programmer = usbtiny.create(context);
  await programmer.open();
  await programmer.close();
  expect(said).toEqual([
    'notice: avrdude: usbdev_open(): Found USBtinyISP, bus:device: 001:003\n',
    'notice: avrdude: usbdev_open(): Found USBtinyISP, bus:device: 001:002\n',
    'hint: 2 such programmers are plugged in; -P chooses one:\n  -P usb:001:003\n  -P usb:001:002  (taken)',
  ]);
});
