import { describe, expect, test } from 'vitest';
import { blankImage, type MemoryImage } from '../../../src/model/memory-image.ts';
import type { Part } from '../../../src/model/part.ts';
import type { ReleaseId } from '../../../src/model/release.ts';
import { urclock } from '../../../src/programmers/urclock/urclock.ts';
import type { SimulatedDevice } from '../../sim/device.ts';
import { Urboot, type UrbootOptions } from '../../sim/urboot.ts';
import { classic } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const part = {
  ...classic,
  id: 'm328p',
  desc: 'ATmega328P',
  mcuid: 119,
  nInterrupts: 26,
  nPageErase: 0,
  autobaudSync: 0x30,
  signature: Uint8Array.of(0x1e, 0x95, 0x0f),
} as Part;
const [flash, eeprom] = part.memories;

interface Settings {
  readonly release?: ReleaseId;
  readonly extended?: readonly string[];
  readonly force?: boolean;
  readonly pieces?: 'whole' | 'bytes';
}

async function opened(options: UrbootOptions = {}, settings: Settings = {}) {
  const device = new Urboot(options);
  const bench = serialBench(device as unknown as SimulatedDevice, { id: 'urclock', part, ...settings });
  const programmer = urclock.create(bench.context);
  await programmer.open();
  await programmer.initialize();
  expect([...(await programmer.readSignature!({} as never))]).toEqual([0x1e, 0x95, 0x0f]);
  return { ...bench, device, programmer };
}

/** An application: 26 jumps, and something behind them. */
const table = Buffer.from(`0c943400${'0c945100'.repeat(25)}`, 'hex');
const application = (pages: number) => {
  const run = samplePages(pages, 128);
  run[0]!.data.set(table);
  return run;
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** 29 February 2024, 23:58:40: avrdude rounds to minutes. */
const modified = new Date(2024, 1, 29, 23, 58, 40).getTime();

function imageOf(bytes: Uint8Array, address = 0): MemoryImage {
  const image = blankImage(32768);
  image.data.set(bytes, address);
  image.known.fill(1, address, address + bytes.length);
  return image;
}

const small = Uint8Array.from({ length: 16 }, (_, i) => i);

function input(bytes: Uint8Array, address = 0) {
  return { image: imageOf(bytes, address), size: address + bytes.length, file: 'folder/small.hex', modified };
}

test.each(['whole', 'bytes'] as const)(
  'pages of flash and EEPROM, one command each, but two to be read (%s)',
  async (pieces) => {
    const { device, programmer, said } = await opened({}, { pieces });
    const run = application(12);
    await programmer.pagedWrite!(flash!, run, () => {});
    const read: Buffer[] = [];
    await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
      read[index] = Buffer.from(data);
    });
    await programmer.pagedWrite!(eeprom!, samplePages(4, 4, 16), () => {});
    await programmer.disable();
    await programmer.close();
    expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
    // Sync is asked for twice, and then once more by two single bytes, in case the loader has missed one.
    expect(device.commands).toEqual({ '30': 1, '20': 2, '50': 1, '03': 7, '02': 12, '00': 4, '51': 1 });
    expect(device.running).toBe(false);
    expect(aloud(said)).toEqual([]);
  },
);

describe('a vector boot loader stays in the way of reset', () => {
  // What avrdude 7.1 and 8.2 have been seen to write.
  test.each([
    ['7.1', 'ffce3400'],
    ['8.2', 'ffce7572'],
  ] as const)('in an application (%s)', async (release, reset) => {
    const { programmer, said } = await opened({ vector: 25 }, { release });
    const { image } = await programmer.prepareFlash!(input(Buffer.concat(application(4).map((p) => p.data))));
    expect(hex(image.data.subarray(0, 4))).toBe(reset);
    expect(hex(image.data.subarray(100, 104))).toBe('0c943400');
    expect(aloud(said)).toEqual([]);
  });

  test('on an erased chip', async () => {
    const { device, programmer } = await opened({ vector: 25, chipErase: true });
    await programmer.chipErase();
    expect(hex(device.flash.slice(0, 4))).toBe('ffceffff');
  });

  test('whatever is written or read', async () => {
    const { device, programmer, said } = await opened({ vector: 25 }, { release: '8.2' });
    await programmer.pagedWrite!(flash!, application(1), () => {});
    expect(hex(device.flash.slice(0, 8))).toBe('ffce75720c945100');
    device.flash.set(table);
    const read: string[] = [];
    await programmer.pagedRead!(flash!, [{ address: 0, length: 128 }], (_, data) =>
      read.push(hex(data.subarray(0, 4))),
    );
    expect(read).toEqual(['ffce7572']);
    expect(hex(device.flash.slice(0, 8))).toBe('ffce75720c945100');
    expect(aloud(said)).toEqual([
      'info: avrdude: forcing reset vector to point to vector bootloader\n',
      'info: avrdude: en passant forcing reset vector to point to vector bootloader\n',
    ]);
  });

  test.each([
    ['7.1', [0, 3, 100, 103, 32256]],
    ['8.2', [0, 3, 32256]],
  ] as const)('and its vectors are its own (%s)', async (release, own) => {
    const { programmer } = await opened({ vector: 25 }, { release });
    const asked = [0, 3, 4, 99, 100, 103, 104, 32255, 32256];
    expect(asked.filter((address) => programmer.isReadOnly!(flash!, address))).toEqual(own);
  });
});

describe('what would harm the loader is refused, and nothing is written', () => {
  const bricks = 'using -F will try to patch the input but this may not be what is needed\n';
  test.each([
    ['no vector table', small, 0, 'input would overwrite the reset vector bricking the bootloader'],
    [
      'code behind a jump',
      Buffer.from('0c943400ffff', 'hex'),
      0,
      'input points reset to 0x0068, not to bootloader at 0x7e00',
    ],
  ])('%s', async (_, bytes, address, text) => {
    const { device, programmer, said } = await opened({ vector: 25 }, { release: '7.1' });
    await expect(programmer.prepareFlash!(input(bytes, address))).rejects.toMatchObject({
      name: 'ProtocolError',
    });
    expect(device.commands['02']).toBeUndefined();
    expect(aloud(said)).toEqual([`error: avrdude: ${text}\n        ${bricks}`]);
  });

  test.each([
    ['7.1', 'input [0x7df8, 0x7e07] overlaps bootloader [0x7e00, 0x7fff]'],
    ['8.2', 'input [0x7df8, 0x7e07] overlaps b/loader [0x7e00, 0x7fff]; consider -x restore'],
  ] as const)('a file that reaches into it (%s)', async (release, text) => {
    const { programmer, said } = await opened({}, { release });
    await expect(programmer.prepareFlash!(input(small, 0x7df8))).rejects.toMatchObject({
      name: 'ProtocolError',
    });
    expect(aloud(said)).toEqual([`error: avrdude: ${text}\n`]);
  });

  test('pages that lie in it', async () => {
    const { device, programmer } = await opened();
    await expect(programmer.pagedWrite!(flash!, samplePages(1, 128, 0x7e00), () => {})).rejects.toMatchObject(
      {
        name: 'ProtocolError',
      },
    );
    expect(device.commands['02']).toBeUndefined();
  });
});

describe('metadata below the loader', () => {
  // As avrdude 7.1 and 8.2 have been seen to write them for a file of 16 bytes.
  test.each([
    [[], '736d616c6c2e68657800e807021d173b1000db7d0a'],
    [['nofilename'], 'e807021d173b1000e57d01'],
    [['nodate'], '1000eb7d00'],
    [['nometadata'], 'ff'],
    [['nostore'], 'ff'],
    [['title=T'], '5400e807021d173b1000e37d02'],
  ])('with -x %s', async (extended, bytes) => {
    for (const release of ['7.1', '8.2'] as const) {
      const { programmer } = await opened({}, { release, extended });
      const { image, size } = await programmer.prepareFlash!(input(small));
      expect(size).toBe(0x7e00);
      expect(hex(image.data.subarray(0x7e00 - bytes.length / 2, 0x7e00))).toBe(bytes);
      // Both pages are full now, and no other is touched.
      expect(image.known.reduce((sum, known) => sum + known, 0)).toBe(256);
    }
  });

  test('with -x initstore the store is written, too', async () => {
    const { programmer } = await opened({}, { extended: ['initstore'] });
    const { image } = await programmer.prepareFlash!(input(small));
    expect(image.known.indexOf(0)).toBe(0x7e00);
  });

  test('with -x restore a backup is written as it is, without the loader', async () => {
    const { programmer } = await opened({}, { extended: ['restore'] });
    const bytes = Uint8Array.from({ length: 32768 }, (_, i) => i * 7);
    const { image, size } = await programmer.prepareFlash!(input(bytes));
    expect(size).toBe(0x7e00);
    expect(image.data).toEqual(bytes);
  });

  test.each([
    [32256, 'nometadata', [0x7dfb, 0x7dff]],
    [32252, 'nometadata', [0x7dfb, 0x7dff]],
    [32246, 'nodate', [0x7df5, 0x7dff]],
    [32236, 'nofilename', [0x7deb, 0x7dff]],
  ] as const)('no room behind %d bytes: refused by 7.1', async (length, advice, [first, last]) => {
    const { programmer, said } = await opened({}, { release: '7.1' });
    const bytes = new Uint8Array(length);
    await expect(programmer.prepareFlash!(input(bytes))).rejects.toMatchObject({ name: 'ProtocolError' });
    const range = (a: number, b: number) => `[0x${a.toString(16).padStart(4, '0')}, 0x${b.toString(16)}]`;
    expect(aloud(said)).toEqual([
      `error: avrdude: input ${range(0, length - 1)} overlaps metadata ${range(first, last)}, consider -x${advice}\n`,
    ]);
  });

  test.each([
    [32255, 'ff', 'nostore', 0x7deb],
    [32250, 'fa7d010000', 'nodate', 0x7deb],
    [32240, 'e807021d173bf07d050001', 'nofilename', 0x7deb],
  ] as const)('no room behind %d bytes: less is kept by 8.2', async (length, bytes, selected, first) => {
    const { programmer, said } = await opened({}, { release: '8.2' });
    const { image } = await programmer.prepareFlash!(input(new Uint8Array(length)));
    expect(hex(image.data.subarray(0x7e00 - bytes.length / 2, 0x7e00))).toBe(bytes);
    expect(aloud(said)).toEqual([
      `warning: avrdude: input [0x0000, 0x${(length - 1).toString(16)}] overlaps metadata [0x${first.toString(16)}, 0x7dff], selecting -x ${selected}\n`,
    ]);
  });

  test('those of the last application do not stay beside the new ones', async () => {
    const { device, programmer } = await opened({}, { extended: ['nofilename'] });
    device.flash.set(Buffer.from('736d616c6c2e68657800e807021d173b1000db7d0a', 'hex'), 0x7e00 - 21);
    const { image } = await programmer.prepareFlash!(input(small));
    expect(hex(image.data.subarray(0x7e00 - 21, 0x7e00))).toBe(`${'ff'.repeat(10)}e807021d173b1000e57d01`);
  });
});

test('a loader without chip erase erases all the rest with the next file', async () => {
  const { device, programmer } = await opened({}, { release: '8.2' });
  device.flash.fill(0x11, 0, 0x7e00);
  await expect(programmer.chipErase()).rejects.toMatchObject({ rc: -2 });
  const { image } = await programmer.prepareFlash!(input(small));
  expect(image.known.indexOf(0)).toBe(0x7e00);
  expect(hex(image.data.subarray(14, 18))).toBe('0e0fffff');
  expect(device.commands['52']).toBeUndefined();
});

test('holes in pages are as the device has them, unless writing leaves them as they are', async () => {
  for (const [options, expected] of [
    [{}, '0f55'],
    [{ nor: true }, '0fff'],
  ] as const) {
    const { device, programmer } = await opened(options);
    device.flash.fill(0x55, 0, 256);
    const { image } = await programmer.prepareFlash!(input(small));
    expect(hex(image.data.subarray(15, 17))).toBe(expected);
  }
});

test('a loader without EEPROM is not asked for it', async () => {
  const { device, programmer, said } = await opened({ noEeprom: true }, { release: '8.2' });
  await expect(programmer.pagedRead!(eeprom!, [{ address: 0, length: 4 }], () => {})).rejects.toThrow();
  await expect(programmer.readByte!(eeprom!, 0)).rejects.toThrow();
  await expect(programmer.pagedWrite!(eeprom!, samplePages(1, 4), () => {})).rejects.toThrow();
  await expect(programmer.writeByte!(eeprom!, 0, 1)).rejects.toThrow();
  expect(aloud(said)).toEqual([
    'error: avrdude: bootloader does not have paged EEPROM read capability\n',
    'error: avrdude: bootloader does not have EEPROM access capability\n',
    'error: avrdude: bootloader does not have paged EEPROM write capability\n',
    'error: avrdude: bootloader does not implement bytewise write to eeprom \n',
  ]);
  expect(device.commands).toEqual({ '30': 1, '20': 2, '50': 1, '03': 1 });
  expect(device.running).toBe(true);
});

test('what -x show… shows of a chip with metadata', async () => {
  const device = new Urboot({ vector: 25, chipErase: true });
  device.flash.set(Buffer.from('736d616c6c2e68657800e807021d173b1000db7d0a', 'hex'), 0x7e00 - 21);
  device.eeprom.set([6, 5, 4, 3, 2, 1], 257);
  const ask = async (release: ReleaseId, ...extended: string[]) => {
    const bench = serialBench(device as unknown as SimulatedDevice, {
      id: 'urclock',
      part,
      release,
      extended,
    });
    const names = Array.from({ length: 26 }, (_, i) => (i === 25 ? 'SPM_Ready' : 'RESET'));
    const facts = { ...bench.context.facts, vectors: async () => names };
    const programmer = urclock.create({ ...bench.context, facts });
    await programmer.open();
    await programmer.initialize();
    await expect(programmer.readSignature!({} as never)).rejects.toMatchObject({ name: 'AnsweredError' });
    await programmer.close();
    return bench.said.filter((line) => line.startsWith('info:'));
  };
  for (const release of ['7.1', '8.2'] as const)
    expect(await ask(release, 'showall')).toEqual([
      'info: 010203040506 2024-02-29 23.59 small.hex 16 store 32219 meta 21 boot 512 u7.7 -eu-jPr-c vector 25 (SPM_Ready) ATmega328P\n',
    ]);
  expect(await ask('8.2', 'showstore')).toEqual(['info: 32219\n']);
  expect(await ask('8.2', 'showid', 'id=F.0x7df6.2', 'showapp')).toEqual(['info: 0207 16\n']);
  device.flash.fill(0xff, 0x7e00 - 21, 0x7e00);
  expect(await ask('7.1', 'showmeta', 'showdate')).toEqual(['info: 0000-00-00 00.00 meta 0\n']);
  expect(await ask('8.2', 'showmeta', 'showdate')).toEqual(['info: 0000-00-00 00.00 meta 1\n']);
  device.flash[0x7dff] = 0x20;
  expect(await ask('8.2', 'showmeta', 'showdate')).toEqual(['info: meta 0\n']);
});

test('a loader that tells nothing of itself still tells its chip', async () => {
  const device = new Urboot({ writeOnly: true });
  const { context, said } = serialBench(device as unknown as SimulatedDevice, {
    id: 'urclock',
    part,
    release: '8.2',
  });
  const programmer = urclock.create(context);
  await programmer.open();
  await programmer.initialize();
  const signature = Uint8Array.of(0x1e, 0x95, 0x0f);
  await expect(programmer.readSignature!({} as never)).rejects.toMatchObject({
    name: 'LoaderUnknownError',
    signature,
  });
  expect(aloud(said)).toEqual([
    'error: avrdude: please specify -x bootsize=<num> and, if needed, -x vectornum=<num> or -x eepromrw\n',
  ]);
});

test('parameters that are wrong', () => {
  const wrong = (release: ReleaseId, ...extended: string[]) => {
    const device = new Urboot() as unknown as SimulatedDevice;
    const { context, said } = serialBench(device, { id: 'urclock', part, release, extended });
    expect(() => urclock.create(context)).toThrow('bad -x parameter');
    return said.filter((line) => !line.startsWith('notice2') && !line.includes('extended options'));
  };
  expect(wrong('7.1', 'delay=')).toEqual(['error: avrdude: cannot parse -xdelay=\n']);
  expect(wrong('8.2', 'delay=')).toEqual(['error: avrdude: -x delay=: missing argument\n']);
  expect(wrong('7.1', 'id=G.1.2')).toEqual([
    'warning: avrdude: -xid=G.1.2 string must start with E. or F.\n',
  ]);
  expect(wrong('8.2', 'id=F.1.9')).toEqual([
    'warning: avrdude: length 9 of -x id=F.1.9 string must be between 1 and 8\n',
  ]);
  expect(wrong('7.1', 'bogus')).toEqual(['error: avrdude: invalid extended parameter bogus\n']);
  expect(wrong('8.2', 'bogus')).toEqual(['error: avrdude: invalid extended parameter -x bogus\n']);
});

test('silence', async () => {
  await expect(opened({ silent: true })).rejects.toThrow('not in sync');
});

test('another chip is refused', async () => {
  const other = { ...part, mcuid: 1, desc: 'ATmega168', signature: Uint8Array.of(0x1e, 0x94, 0x06) } as Part;
  const device = new Urboot();
  const { context, said } = serialBench(device as unknown as SimulatedDevice, { id: 'urclock', part: other });
  const programmer = urclock.create({
    ...context,
    findPart: (matches) => (matches(part) ? part : undefined),
  });
  await programmer.open();
  await expect(programmer.readSignature!({} as never)).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(aloud(said)).toEqual([
    'info: avrdude: urclock_read_sig_bytes(): connected part ATmega328P differs in signature from -p ATmega168 (override with -F or use -p ATmega328P)\n',
  ]);
});

test('a part of the same signature with other pages is another part', async () => {
  const long = { ...flash!, pageSize: 256, numPages: 128 };
  const bench = serialBench(new Urboot() as unknown as SimulatedDevice, {
    id: 'urclock',
    release: '8.2',
    part: { ...part, id: 'other', desc: 'Other', mcuid: -1, memories: [long, eeprom!] } as Part,
  });
  const programmer = urclock.create({ ...bench.context, findPart: () => part });
  await programmer.open();
  await programmer.initialize();
  await expect(programmer.readSignature!({} as never)).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(aloud(bench.said).slice(-1)).toEqual([
    "error: avrdude: connected ATmega328P's flash page size 128 differs from -p Other's (256); use correct -p ... or override with -F\n",
  ]);
});

test.each([
  ['7.1', []],
  ['8.2', ['debug: avrdude: urclock_open("/dev/ttySim")\n']],
] as const)('what is done and when, as %s traces it', async (release, opening) => {
  const { said } = await opened({}, { release });
  const traced = said
    .filter((line) => line.startsWith('debug: ') && /urclock_|ur_readEF|ms: /.test(line))
    .map((line) => line.replace(/ *\d+ ms:/, ' # ms:'));
  expect(traced).toEqual([
    ...opening,
    'debug: avrdude: # ms: enter urclock_getsync()\n',
    'debug: avrdude: # ms: all good, ready to rock\n',
    'debug: avrdude: ur_readEF(urclock, ATmega328P, flash, (nil), 0x007ffa, 6, F)\n',
  ]);
});
