import { describe, expect, test } from 'vitest';
import { buspirate } from '../../../src/programmers/buspirate/binary.ts';
import { buspirateBb } from '../../../src/programmers/buspirate/bitbang.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const [flash] = classic.memories;
const device = (options: string[] = [], faults: string[] = []) =>
  simulate({ kind: 'buspirate', part: 'm32u4', options, faults });

async function enabled(pirate = device(), settings: object = {}) {
  const bench = serialBench(pirate, { id: 'buspirate', ...settings });
  const programmer = buspirate.create(bench.context);
  await programmer.open();
  await programmer.enable!();
  await programmer.initialize();
  return { ...bench, programmer };
}

test('a page goes in one command and comes back in one', async () => {
  const pirate = device();
  const { programmer, said } = await enabled(pirate);
  await programmer.chipErase();
  const run = samplePages(20, 128);
  const before = pirate.dump().meta.turns;
  await programmer.pagedWrite!(flash!, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  expect(pirate.dump().meta.turns - before).toBe(40 + 1);
  // The one asks whether the run was in step.
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  const { meta } = pirate.dump();
  expect({ violations: meta.violations, held: meta.targetHeld }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([
    'info: Attempting to initiate BusPirate binary mode...\n',
    'info: avrdude: Paged flash write enabled.\n',
    'info: avrdude: warning: did not get a response to power off command.\n',
  ]);
});

describe('older firmware', () => {
  test.each([
    ['wtr=0', 'pagedWrite', []],
    ['avrext=0', 'pagedRead', ['info: avrdude: Paged flash write enabled.\n']],
  ] as const)('%s: without %s', async (option, method, words) => {
    const { programmer, said } = await enabled(device([option]));
    expect(programmer[method]).toBeUndefined();
    expect((await programmer.command!(Uint8Array.of(0x30, 0, 1, 0)))[3]).toBe(0x95);
    await programmer.disable();
    expect(aloud(said).slice(1, -1)).toEqual(words);
  });

  test('no binary mode: the text terminal does it', async () => {
    const { programmer, said } = await enabled(device(['bin=0']));
    expect([...(await programmer.command!(Uint8Array.of(0x30, 0, 1, 0)))].at(3)).toBe(0x95);
    await programmer.powerdown!();
    await programmer.disable();
    expect(aloud(said).filter((line) => line.includes('ASCII') || line.includes('SPI'))).toEqual([
      'info: avrdude: Failed to start binary mode, falling back to ASCII...\n',
      'info: Attempting to initiate BusPirate ASCII mode...\n',
      'info: BusPirate: using ASCII mode\n',
      'info: BusPirate is now configured for SPI\n',
    ]);
  });
});

describe('bad days', () => {
  test.each(['silent', 'disconnect-after=30', 'timeout-after=20', 'truncate=14'])(
    '%s ends in bounded time',
    async (fault) => {
      const bench = serialBench(device([], [fault]), { id: 'buspirate' });
      const programmer = buspirate.create(bench.context);
      await programmer.open();
      const work = async () => {
        await programmer.enable!();
        await programmer.initialize();
        await programmer.pagedWrite!(flash!, samplePages(9, 128), () => {});
      };
      await expect(work()).rejects.toThrow();
      await programmer.disable();
      await programmer.close();
    },
  );

  test('nothing on the target side', async () => {
    await expect(enabled(device([], ['nodevice']))).rejects.toMatchObject({ name: 'TargetError', rc: -2 });
  });
});

test.each([
  [
    ['spifreq=9'],
    ['BusPirate: spifreq must be between 0 and 7.\n', 'BusPirate: see BusPirate manual for details.\n'],
  ],
  [['spifreq=1', 'rawfreq=1'], ['BusPirate: set either spifreq or rawfreq\n']],
  [
    ['cpufreq=5'],
    [
      'BusPirate: cpufreq must be between 125 and 4000 kHz.\n',
      'BusPirate: see BusPirate manual for details.\n',
    ],
  ],
  [['reset=foo'], ['BusPirate: reset must be either CS or AUX.\n']],
  [['what'], ["BusPirate: do not understand extended param 'what'.\n"]],
  [['reset=cs,aux', 'ascii', 'hiz', 'pullups', 'nopagedread', 'serial_recv_timeout=50'], []],
])('-x %s', (extended, words) => {
  const { context, said } = serialBench(device(), { id: 'buspirate', extended });
  if (words.length === 0) buspirate.create(context);
  else expect(() => buspirate.create(context)).toThrow('bad -x parameter');
  expect(said).toEqual(words.map((text) => `info: ${text}`));
});

test('bit by bit, an instruction is one turn', async () => {
  const pirate = device();
  const { context } = serialBench(pirate, { id: 'buspirate_bb' });
  const pin = (number: number) => ({ pins: [number], inverted: [] });
  const pins = { reset: pin(1), sck: pin(3), sdo: pin(4), sdi: pin(2) };
  const programmer = buspirateBb.create({ ...context, entry: { ...context.entry, pins } });
  await programmer.open();
  await programmer.enable!();
  await programmer.initialize();
  const before = pirate.dump().meta.turns;
  const signature: number[] = [];
  for (let i = 0; i < 3; i++) signature.push((await programmer.command!(Uint8Array.of(0x30, 0, i, 0)))[3]!);
  expect([signature, pirate.dump().meta.turns - before]).toEqual([[0x1e, 0x95, 0x87], 3]);
  await programmer.powerdown!();
  await programmer.disable();
  await programmer.close();
  expect(pirate.dump().meta.violations).toEqual([]);
});
