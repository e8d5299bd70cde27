import { describe, expect, test } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { dragonJtag, jtagmkii } from '../../../src/programmers/jtagmkii/jtag-types.ts';
import type { ProgrammerType } from '../../../src/programmers/programmer.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic, memory } from '../parts.ts';
import { aloud, rangesOf, type SerialBenchSettings, samplePages, serialBench } from '../serial-bench.ts';

const part = {
  ...classic,
  isAvr32: false,
  idr: 0x31,
  spmcr: 0x57,
  rampz: 0,
  eecr: 0x3f,
  allowFullPageBitstream: false,
  enablePageProgramming: true,
  bootSectionSize: 512,
  eepromInstr: new Uint8Array(20),
  flashInstr: new Uint8Array(3),
} as unknown as Part;
const [flash, eeprom] = part.memories;
const [lfuse, hfuse, lock] = ['lfuse', 'hfuse', 'lock'].map((name) => memory({ name }));
const signature = memory({ name: 'signature', size: 3 });
const calibration = memory({ name: 'calibration' });

interface Setup {
  readonly faults?: readonly string[];
  readonly options?: readonly string[];
  readonly memories?: Record<string, number>;
  readonly bench?: Partial<SerialBenchSettings>;
  readonly baudRate?: number;
  readonly verbosity?: number;
  readonly type?: ProgrammerType;
}

/** A programmer over a simulated JTAGICE mkII whose target lets its debugger in. */
function jtag({ type = jtagmkii, baudRate, verbosity = 0, bench = {}, ...spec }: Setup = {}) {
  const device = simulate({ kind: 'jtagmkii', part: 'm32u4', memories: { hfuse: 0x19 }, ...spec });
  const { context, said, opened } = serialBench(device, { id: 'jtag2', part, extraFeatures: 0, ...bench });
  return { device, said, opened, programmer: type.create({ ...context, baudRate, verbosity }) };
}

/** What must hold however a run has ended. */
function ending(device: ReturnType<typeof simulate>) {
  const { violations, commands } = device.dump().meta;
  return {
    violations,
    entered: commands['14'] ?? 0,
    left: commands['15'] ?? 0,
    signedOff: commands['00'] ?? 0,
  };
}

describe('a target on JTAG', () => {
  test.each(['whole', 'bytes'] as const)('flash and EEPROM by pages (%s)', async (pieces) => {
    const { device, said, opened, programmer } = jtag({ baudRate: 115200, bench: { pieces } });
    await programmer.open();
    await programmer.initialize();
    const run = [...samplePages(5, 128), ...samplePages(4, 128, 0x3000)];
    const cells = samplePages(8, 4, 16);
    let turns = device.dump().meta.turns;
    const since = () => {
      const before = turns;
      turns = device.dump().meta.turns;
      return turns - before;
    };
    const done: number[] = [];
    await programmer.pagedWrite!(flash!, run, (index) => done.push(index));
    expect({ done, turns: since() }).toEqual({ done: [0, 1, 2, 3, 4, 5, 6, 7, 8], turns: 9 });
    await programmer.pagedWrite!(eeprom!, cells, () => {});
    expect(since()).toBe(8);
    const read: Buffer[] = [];
    const keep = (index: number, data: Uint8Array) => {
      read[index] = Buffer.from(data);
    };
    await programmer.pagedRead!(flash!, rangesOf(run), keep);
    // 256 bytes at a time: three for the first five pages, two for the others.
    expect(since()).toBe(5);
    expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
    await programmer.pagedRead!(eeprom!, rangesOf(cells), keep);
    expect(since()).toBe(1);
    expect(read.slice(0, 8)).toEqual(cells.map(({ data }) => Buffer.from(data)));
    await programmer.disable();
    await programmer.close();
    expect(ending(device)).toEqual({ violations: [], entered: 1, left: 1, signedOff: 1 });
    expect(opened.map(({ baudRate }) => baudRate)).toEqual([19200]);
    expect(device.dump().meta.rates).toEqual([19200, 115200]);
    expect(aloud(said)).toEqual([]);
  });

  test('each exchange that is shown is one page', async () => {
    const { device, programmer } = jtag({ verbosity: 2 });
    await programmer.open();
    await programmer.initialize();
    const before = device.dump().meta.turns;
    await programmer.pagedRead!(flash!, rangesOf(samplePages(4, 128)), () => {});
    expect(device.dump().meta.turns - before).toBe(4);
  });

  test('single bytes of every memory', async () => {
    const { device, programmer } = jtag({ memories: { hfuse: 0x19, lfuse: 0xe2 } });
    device.chip.eeprom.set([7, 8, 9], 4);
    await programmer.open();
    await programmer.initialize();
    const read = async (where: NonNullable<typeof flash>, count: number, from = 0) => {
      const bytes: number[] = [];
      for (let i = 0; i < count; i++) bytes.push(await programmer.readByte!(where, from + i));
      return bytes;
    };
    expect(await read(signature, 3)).toEqual([0x1e, 0x95, 0x87]);
    expect(await read(lfuse!, 1)).toEqual([0xe2]);
    expect(await read(hfuse!, 1)).toEqual([0x19]);
    expect(await read(lock!, 1)).toEqual([0xff]);
    expect(await read(calibration, 1)).toEqual([0x5a]);
    const before = device.dump().meta.turns;
    expect(await read(eeprom!, 3, 4)).toEqual([7, 8, 9]);
    expect(device.dump().meta.turns - before).toBe(1);
    await programmer.writeByte!(lfuse!, 0, 0xc2);
    await programmer.writeByte!(lock!, 0, 0xfc);
    await expect(programmer.readByte!(memory({ name: 'sram' }), 0)).rejects.toThrow('not reached');
    await programmer.disable();
    await programmer.close();
    expect(ending(device).violations).toEqual([]);
    expect([device.chip.fuses.lfuse, device.chip.lock]).toEqual([0xc2, 0xfc]);
  });

  test('bytes of flash and EEPROM are written by the running target', async () => {
    const { device, programmer } = jtag();
    await programmer.open();
    await programmer.initialize();
    await programmer.readByte!(eeprom!, 8);
    await programmer.writeByte!(eeprom!, 9, 0x42);
    await programmer.writeByte!(flash!, 0x101, 0x43);
    await programmer.writeByte!(flash!, 0x102, 0x44);
    expect(await programmer.readByte!(eeprom!, 9)).toBe(0x42);
    await programmer.disable();
    await programmer.close();
    expect([...device.chip.flash.slice(0x100, 0x104)]).toEqual([0xff, 0x43, 0x44, 0xff]);
    expect(ending(device)).toEqual({ violations: [], entered: 2, left: 2, signedOff: 1 });
  });

  test('after a chip erase only what may have changed is looked at again', async () => {
    const { device, programmer } = jtag({ baudRate: 115200 });
    await programmer.open();
    await programmer.initialize();
    const before = device.dump().meta.turns;
    await programmer.chipErase();
    // Erase, reset, high fuse.
    expect(device.dump().meta.turns - before).toBe(3);
    expect(device.chip.counts.chipErases).toBe(1);
    expect(ending(device).violations).toEqual([]);
  });

  test('a Dragon and old firmware', async () => {
    for (const setup of [{ type: dragonJtag }, { options: ['fw=3.20'] }]) {
      const { device, programmer } = jtag(setup);
      await programmer.open();
      await programmer.initialize();
      await programmer.disable();
      await programmer.close();
      expect(ending(device)).toEqual({ violations: [], entered: 1, left: 1, signedOff: 1 });
    }
  });

  test('7.1 and 8.2 let the target run before they sign off', async () => {
    for (const [release, go] of [
      ['6.4', undefined],
      ['7.1', 1],
      ['8.2', 1],
    ] as const) {
      const { device, programmer } = jtag({ bench: { release } });
      await programmer.open();
      await programmer.close();
      expect(device.dump().meta.commands['08']).toBe(go);
    }
  });

  test('-x gives the scan chain, -B the clock', async () => {
    const { device, programmer } = jtag({ bench: { extended: ['jtagchain=1,2,3,4'], bitClock: 10e-6 } });
    await programmer.open();
    await programmer.initialize();
    expect(await programmer.getSckPeriod!()).toBeCloseTo(53 / 5.35e6, 9);
    await programmer.disable();
    await programmer.close();
    expect(ending(device).violations).toEqual([]);
  });
});

describe('what goes wrong', () => {
  test.each([
    ['6.4', 33, 'info', (n: number) => `jtagmkII_getsync(): sign-on command: status -1 ${n}`],
    ['8.2', 10, 'warning', (n: number) => `attempt ${n} of 10: sign-on command: status -1 ${n}`],
  ] as const)('a silent programmer, in the words of %s', async (release, attempts, level, words) => {
    const { said, programmer } = jtag({ faults: ['silent'], bench: { release } });
    await expect(programmer.open()).rejects.toThrow('does not sign on');
    const func = release === '6.4' ? 'jtagmkII_getsync(): ' : '';
    expect(aloud(said)).toEqual([
      ...Array.from({ length: attempts }, (_, i) => {
        const text = words(i + 1).replace(/ \d+$/, '');
        return `${level}: avrdude: ${text}\n`;
      }),
      `${level === 'info' ? 'info' : 'error'}: avrdude: ${func}timeout/error communicating with programmer (status -1)\n`,
    ]);
  });

  test('no target', async () => {
    const { said, programmer } = jtag({ faults: ['nodevice'], bench: { release: '7.1' } });
    await expect(programmer.open()).rejects.toThrow('refused');
    expect(aloud(said)).toEqual([
      'error: avrdude: bad response to set parameter command: RSP_ILLEGAL_JTAG_ID\n',
    ]);
  });

  test('a part without JTAG', async () => {
    const { device, said, programmer } = jtag({ bench: { part: { ...part, progModes: ['ISP'] } as Part } });
    await programmer.open();
    await expect(programmer.initialize()).rejects.toThrow();
    await programmer.disable();
    await programmer.close();
    expect(aloud(said)).toEqual([
      'info: avrdude: jtagmkII_initialize(): part ATmega32U4 has no JTAG interface\n',
    ]);
    expect(ending(device)).toEqual({ violations: [], entered: 0, left: 0, signedOff: 1 });
  });

  test('a page whose answer is lost is written again, and the target let go', async () => {
    const { device, said, programmer } = jtag({ faults: ['garbage-at=9'] });
    await programmer.open();
    await programmer.initialize();
    await programmer.pagedWrite!(flash!, samplePages(2, 128), () => {});
    await programmer.disable();
    await programmer.close();
    expect(device.dump().meta.commands['04']).toBe(3);
    expect(aloud(said).filter((line) => line.includes('timeout'))).toEqual([
      'info: avrdude: jtagmkII_paged_write(): timeout/error communicating with programmer (status -1)\n',
    ]);
    expect(ending(device)).toEqual({ violations: [], entered: 1, left: 1, signedOff: 1 });
  });

  test('a programmer that falls silent while it writes', async () => {
    const { said, programmer } = jtag({ faults: ['timeout-after=150'] });
    await programmer.open();
    await programmer.initialize();
    await expect(programmer.pagedWrite!(flash!, samplePages(9, 128), () => {})).rejects.toThrow('no answer');
    await programmer.disable();
    await programmer.close();
    const func = 'jtagmkII_paged_write()';
    const text = 'timeout/error communicating with programmer (status -1)';
    expect(aloud(said)).toEqual([
      ...Array.from({ length: 5 }, () => `info: avrdude: ${func}: ${text}\n`),
      `info: avrdude: ${func}: fatal ${text}\n`,
      `info: avrdude: jtagmkII_program_disable(): ${text}\n`,
      `info: avrdude: jtagmkII_close(): ${text}\n`,
    ]);
  });

  test('an OCDEN fuse that is not programmed is said', async () => {
    const { said, programmer } = jtag({ memories: { hfuse: 0x99 } });
    await programmer.open();
    await programmer.initialize();
    await expect(programmer.writeByte!(eeprom!, 0, 1)).rejects.toThrow('refused');
    expect(aloud(said)).toEqual([
      'info: avrdude: jtagmkII_initialize(): warning: OCDEN fuse not programmed, single-byte EEPROM updates not possible\n',
      'info: avrdude: jtagmkII_write_byte(): bad response to write memory command: RSP_FAILED\n',
    ]);
  });

  test('a wrong chain', () => {
    expect(() => jtag({ bench: { extended: ['jtagchain=1,2'] } })).toThrow();
  });
});
