import { expect, test } from 'vitest';
import { DisconnectedError } from '../../../src/model/errors.ts';
import { usbasp } from '../../../src/programmers/usbasp/type.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { eeprom, flash, m32u4 } from '../parts.ts';
import { aloud, bench, pages, ranges, started } from '../usb-bench.ts';

const spec = { kind: 'usbasp', part: 'm32u4' } as const;

test('writes and reads 204 pages in blocks of 200 bytes, without a long address', async () => {
  const { board, programmer, said } = await started(usbasp, spec);
  await programmer.chipErase();
  const run = pages(204);
  const written: number[] = [];
  await programmer.pagedWrite!(flash, run, (index) => written.push(index));
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(flash, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  expect(written).toEqual(run.map((_, index) => index));
  expect(board.requests).toEqual({
    GETCAPABILITIES: 2,
    SETISPSCK: 2,
    CONNECT: 2,
    ENABLEPROG: 2,
    TRANSMIT: 1,
    WRITEFLASH: 131,
    READFLASH: 131,
    DISCONNECT: 1,
  });
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([]);
});

test('beyond 64 KiB the address is set once for each run of blocks', async () => {
  const board = new UsbBoard({ kind: 'usbasp', part: 'usb1286' });
  const big = { ...flash, size: 131072, pageSize: 256, numPages: 512 };
  const part = { ...m32u4, memories: [big] };
  const { context } = bench([board], { id: 'usbasp', part });
  const programmer = usbasp.create(context);
  await programmer.open();
  await programmer.initialize();
  const run = [...pages(2, 256, 0), ...pages(4, 256, 0xfe00), ...pages(1, 256, 0x12000)];
  await programmer.pagedWrite!(big, run, () => {});
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(big, ranges(run), (index, data) => {
    read[index] = data;
  });
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => data));
  for (const { address, data } of run) expect(board.chip.flash.slice(address, address + 256)).toEqual(data);
  // Writing: at the first block that reaches 0x10000 and at the gap. Reading: at the start, too, since the firmware then
  // looks at nothing else any more.
  expect(board.requests.SETLONGADDRESS).toBe(5);
  expect(board.violations).toEqual([]);
});

test('EEPROM goes in blocks, too', async () => {
  const { board, programmer } = await started(usbasp, spec);
  const run = pages(64, 4, 16);
  await programmer.pagedWrite!(eeprom, run, () => {});
  await programmer.close();
  expect(board.chip.eeprom.slice(16, 16 + 256)).toEqual(
    Uint8Array.from(run.flatMap(({ data }) => [...data])),
  );
  expect(board.requests.WRITEEEPROM).toBe(2);
});

test('other memories have to be read by bytes', async () => {
  const { context } = bench([new UsbBoard(spec)], { id: 'usbasp' });
  const programmer = usbasp.create(context);
  const signature = { ...eeprom, name: 'signature' };
  await expect(programmer.pagedRead!(signature, [{ address: 0, length: 4 }], () => {})).rejects.toThrow(
    'USBasp knows no blocks of signature',
  );
});

test.each([
  { bitClock: 5.333e-6, said: 'info: avrdude: set SCK frequency to 187500 Hz\n', option: 9 },
  { bitClock: 32e-6, said: 'info: avrdude: set SCK frequency to 16000 Hz\n', option: 6 },
  { bitClock: 1e-7, said: 'info: avrdude: set SCK frequency to 1500000 Hz\n', option: 12 },
  // Real avrdude 6.4 and 7.1 with -B nan, -B -5 and -B inf: the firmware chooses.
  { bitClock: Number.NaN, said: 'info: avrdude: set SCK frequency to 0 Hz\n', option: 0 },
  { bitClock: -5e-6, said: 'info: avrdude: set SCK frequency to 0 Hz\n', option: 0 },
  { bitClock: Number.POSITIVE_INFINITY, said: 'info: avrdude: set SCK frequency to 0 Hz\n', option: 0 },
])('-B $bitClock sets the next slower clock', async ({ bitClock, said: expected }) => {
  const { programmer, said } = await started(usbasp, spec, { bitClock });
  await programmer.close();
  expect(aloud(said)).toEqual([expected]);
});

test('with -B no other clock is tried', async () => {
  const board = new UsbBoard({ ...spec, options: ['target-clock=128000'] });
  const { context, said } = bench([board], { id: 'usbasp', bitClock: 1e-6 });
  const programmer = usbasp.create(context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toThrow('does not enter programming mode');
  await programmer.close();
  expect(aloud(said)).toEqual([
    'info: avrdude: set SCK frequency to 750000 Hz\n',
    "info: avrdude: error: program enable: target doesn't answer. 1 \n",
  ]);
});

test.each([
  ['6.4', "info: avrdude: error: program enable: target doesn't answer. 1 \n"],
  ['7.1', 'error: avrdude: program enable: target does not answer (0x01)\n'],
  ['8.2', 'error: avrdude: program enable: target does not answer (0x01)\n'],
] as const)('no target, in the words of %s alone; RESET is released', async (release, words) => {
  const board = new UsbBoard({ ...spec, faults: ['absent'] });
  const { context, said } = bench([board], { id: 'usbasp', release });
  const programmer = usbasp.create(context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toThrow();
  await programmer.close();
  expect(aloud(said)).toEqual([words]);
  expect(board.isp.held).toBe(false);
});

test.each([
  [
    '6.4',
    ['info: avrdude: error: usbasp_transmit: Broken pipe\n', 'info: avrdude: error: wrong response size\n'],
  ],
  [
    '7.1',
    ['error: avrdude: error sending control message: Broken pipe\n', 'error: avrdude: wrong response size\n'],
  ],
  ['8.2', ['ext-error: avrdude: Broken pipe\n', 'error: avrdude: wrong response size\n']],
] as const)('a stalled instruction, in the words of %s', async (release, words) => {
  const { programmer, said } = await started(usbasp, { ...spec, faults: ['stall-at=5'] }, { release });
  await expect(programmer.command!(Uint8Array.of(0x30, 0, 0, 0))).rejects.toMatchObject({ code: 'EPIPE' });
  expect(await programmer.command!(Uint8Array.of(0x30, 0, 1, 0))).toEqual(Uint8Array.of(0, 0x30, 0, 0x95));
  await programmer.close();
  expect(aloud(said)).toEqual(words);
});

test('unplugged in the middle of a page: an error at once, and close does not hang', async () => {
  const { programmer, said } = await started(usbasp, { ...spec, faults: ['unplug-at=8'] });
  const done: number[] = [];
  const writing = programmer.pagedWrite!(flash, pages(100), (index) => done.push(index));
  await expect(writing).rejects.toMatchObject({ code: 'ENODEV' });
  await programmer.close();
  expect(done).toEqual([0, 1, 2, 3]);
  expect(aloud(said)).toEqual([
    'info: avrdude: error: usbasp_transmit: No such device or address\n',
    'info: avrdude: error: wrong count at writing ffffffff\n',
    'info: avrdude: error: usbasp_transmit: No such device or address\n',
  ]);
});

test('of several, -P takes the one it names; 8.2 takes no other', async () => {
  const boards = [new UsbBoard(spec), new UsbBoard(spec)];
  for (const [release, port, expected] of [
    ['6.4', 'usb:001:003', 1],
    ['6.4', 'usb:002:009', 0],
    ['8.2', 'usb:1:3', 1],
    ['8.2', 'usb', 0],
  ] as const) {
    const { context } = bench(boards, { id: 'usbasp', release, port });
    const before = boards[expected]!.transfers;
    const programmer = usbasp.create(context);
    await programmer.open();
    await programmer.close();
    expect(boards[expected]!.transfers).toBe(before + 1);
  }
  const { context, said } = bench(boards, { id: 'usbasp', release: '8.2', port: 'usb:002:009' });
  await expect(usbasp.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(aloud(said)).toEqual([
    "error: avrdude: cannot find USB device with vid=0x16c0 pid=0x5dc vendor='www.fischl.de' product='USBasp'\n",
  ]);
});

test('no programmer: the words QMK looks for', async () => {
  const { context, said } = bench([], { id: 'usbasp' });
  await expect(usbasp.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(said.slice(-2)).toEqual([
    "info: avrdude: error: could not find USB device with vid=0x16c0 pid=0x5dc vendor='www.fischl.de' product='USBasp'\n",
    'hint: No USB device with the ids 16c0:05dc is plugged in: does its light burn, and does the cable carry data?',
  ]);
});

test('a forbidden device: the release says so, a hint gives the udev rule', async () => {
  const { context, said } = bench([new UsbBoard(spec)], { id: 'usbasp', forbidden: 'EACCES' });
  await expect(usbasp.create(context).open()).rejects.toMatchObject({ code: 'ENODEV' });
  expect(aloud(said)[0]).toBe('info: avrdude: Warning: cannot open USB device: Permission denied\n');
  expect(said.find((line) => line.startsWith('hint: '))).toBe(
    [
      'hint: You may not use this USB device. Allow it to the user at the console by a udev rule:',
      `  echo 'SUBSYSTEM=="usb", ATTRS{idVendor}=="16c0", ATTRS{idProduct}=="05dc", MODE="0660", TAG+="uaccess"' | sudo tee /etc/udev/rules.d/55-avrdude-usbasp.rules`,
      '  sudo udevadm control --reload',
      'then unplug the programmer and plug it in again.',
    ].join('\n'),
  );
});

test('-x is checked before anything is opened', () => {
  const { context, said } = bench([], { id: 'usbasp', extended: ['section_config', 'frob=1'] });
  expect(() => usbasp.create(context)).toThrow('bad -x parameter');
  expect(aloud(said)).toEqual([
    "info: avrdude: usbasp_parseextparms(): invalid extended parameter 'frob=1'\n",
  ]);
});

test.each(['6.4', '7.1', '8.2'] as const)(
  'no target at any clock: nothing more at -vvvv under %s',
  async (release) => {
    const board = new UsbBoard({ ...spec, faults: ['absent'] });
    const { context, said } = bench([board], { id: 'usbasp', release, verbosity: 4 });
    const programmer = usbasp.create(context);
    await programmer.open();
    await expect(programmer.initialize()).rejects.toThrow('does not enter programming mode');
    await programmer.close();
    const asked = (name: string) => said.filter((line) => line.includes(`"USBASP_FUNC_${name}"`)).length;
    expect({ sck: asked('SETISPSCK'), enable: asked('ENABLEPROG') }).toEqual({ sck: 1, enable: 1 });
    expect(board.requests.ENABLEPROG).toBeGreaterThan(1);
  },
);

test.each([
  ['6.4', 'ENODEV', true],
  ['8.2', 'ENODEV', false],
] as const)(
  'unplugged while writing under %s: the run ends at once, or with the next byte',
  async (release, code, ends) => {
    const { programmer } = await started(usbasp, { ...spec, faults: ['unplug-at=8'] }, { release });
    const failure = await programmer.pagedWrite!(flash, pages(100), () => {}).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ code });
    expect(failure instanceof DisconnectedError).toBe(ends);
    await programmer.close();
  },
);

test('of several, a hint lists them and how to choose', async () => {
  const { context, said } = bench([new UsbBoard(spec), new UsbBoard(spec)], { id: 'usbasp' });
  const programmer = usbasp.create(context);
  await programmer.open();
  await programmer.close();
  expect(said.find((line) => line.startsWith('hint: '))).toBe(
    'hint: 2 such programmers are plugged in; -P chooses one:\n  -P usb:001:002  (taken)\n  -P usb:001:003',
  );
});
