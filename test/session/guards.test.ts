import { describe, expect, test } from 'vitest';
import { RefusedError } from '../../src/model/errors.ts';
import type { Part, ProgMode } from '../../src/model/part.ts';
import type { ProgrammerEntry } from '../../src/model/programmer-entry.ts';
import type { Event } from '../../src/output/events.ts';
import type { SessionContext } from '../../src/session/context.ts';
import { dangerOf, hazardsOf } from '../../src/session/guards/fuse-guard.ts';
import { passGuardsByHand } from '../../src/session/guards/guard.ts';
import { flash, m32u4 } from '../programmers/parts.ts';
import { type BenchOptions, bench, hex } from './bench.ts';

const m32u4WithSections = { ...m32u4, progModes: ['ISP', 'SPM'], nBootSections: 4, bootSectionSize: 512 };
const page = (fill: number): number[] => new Array(128).fill(fill);
const noErase = { autoErase: false, noErase: true };

/** What is said behind the signature. */
async function guarded(given: BenchOptions) {
  const { status, stderr, chip, log } = await bench({ guards: true, ...given });
  const said = stderr.slice(stderr.indexOf('(probably m32u4)') + '(probably m32u4)\n'.length);
  return { status, said, chip, log };
}

describe('bits that only an erase can set', () => {
  const files = { 'f.hex': hex([0, page(0x20)], [0x400, page(0x0f)]) };
  const given = {
    files,
    updates: ['flash:w:f.hex:i'],
    options: noErase,
    chip: (chip: { flash: Uint8Array }) => void chip.flash.fill(0x0c, 0x402, 0x404),
  };

  test('are named before anything is written', async () => {
    const { status, said, log } = await guarded(given);
    expect({ status, said, log }).toEqual({
      status: 1,
      said: `avrdude: flash holds 0x0c at 0x0402 where the file has 0x0f: writing cannot turn a 0 into a 1 (2 bytes like that)
         nothing has been written; leave out -D, or add -e, to erase first; to write all the same use -F or set AVRDUDE_GUARDS=never
`,
      log: ['read flash 0', 'read flash 1024'],
    });
  });

  test('are called an error by 8.2', async () => {
    const { stderr } = await bench({ guards: true, release: '8.2', ...given });
    expect(
      stderr,
    ).toBe(`Error: flash holds 0x0c at 0x0402 where the file has 0x0f: writing cannot turn a 0 into a 1 (2 bytes like that)
nothing has been written; leave out -D, or add -e, to erase first; to write all the same use -F or set AVRDUDE_GUARDS=never
`);
  });

  test('are no matter if there are none, after an erase, with -F, and for a boot loader, which erases by itself', async () => {
    const free = await guarded({ ...given, chip: () => {} });
    const erased = await guarded({ ...given, options: {} });
    const forced = await guarded({ ...given, options: { ...noErase, force: true } });
    const byBootLoader = await guarded({ ...given, progModes: ['SPM'] });
    expect(
      [free, erased, forced, byBootLoader].map(({ log }) => log.filter((one) => one.startsWith('write'))),
    ).toEqual([1, 2, 3, 4].map(() => ['write flash 0', 'write flash 1024']));
  });

  test('are left to the release when nobody looks on', async () => {
    const { log } = await guarded({ ...given, guards: false });
    expect(log).toEqual(['write flash 0', 'write flash 1024', 'read flash 0', 'read flash 1024']);
  });
});

describe('bytes by hand', () => {
  /** The guard as the terminal asks it, over a boot loader that does not know its own bounds. */
  const passes = async (address: number, bytes: readonly number[], progModes: readonly ProgMode[]) => {
    const said: string[] = [];
    const context = {
      guards: true,
      plan: { force: false, noWrite: false },
      entry: { progModes },
      part: m32u4WithSections,
      programmer: {},
      emit: (event: Event) => void (event.kind === 'notice' && said.push(event.message.name)),
    } as unknown as SessionContext;
    await passGuardsByHand(context, { memory: flash, address, bytes }, false).catch((error) => {
      if (!(error instanceof RefusedError)) throw error;
    });
    return said;
  };

  test('are not written into the boot section through its boot loader', async () => {
    expect(await passes(0x7dff, [1, 2], ['SPM'])).toEqual(['session/boot-section-touched']);
    expect(await passes(0x7dfe, [1, 2], ['SPM'])).toEqual([]);
    expect(await passes(0x7dff, [1, 0xff], ['SPM'])).toEqual([]);
    expect(await passes(0x7dff, [1, 2], ['SPM', 'ISP'])).toEqual([]);
  });
});

describe('a file that reaches into the boot loader', () => {
  const withLoader = { 'f.hex': hex([0, page(1)], [0x7e10, page(2)]) };

  test('is refused over the boot loader, before anything is erased', async () => {
    const { status, said, log } = await guarded({
      files: withLoader,
      updates: ['flash:w:f.hex:i'],
      progModes: ['SPM'],
    });
    expect({ status, said, log }).toEqual({
      status: 1,
      said: `avrdude: the file reaches into the boot loader that is to write it: flash 0x7e10, and the boot section begins at 0x7e00 or before
         nothing has been written; use a file without boot loader; to send this one all the same use -F or set AVRDUDE_GUARDS=never
`,
      log: [],
    });
  });

  test('is fine over an ISP programmer, below the section, and where it holds nothing', async () => {
    const updates = ['flash:w:f.hex:i'];
    const results = [
      await guarded({ files: withLoader, updates }),
      await guarded({ files: { 'f.hex': hex([0x7d80, page(1)]) }, updates, progModes: ['SPM'] }),
      await guarded({
        files: { 'f.hex': hex([0, page(1)], [0x7f80, page(0xff)]) },
        updates,
        progModes: ['SPM'],
      }),
    ];
    expect(results.map(({ status }) => status)).toEqual([0, 0, 0]);
  });
});

describe('fuses that would shut the programmer out', () => {
  test.each([
    ['hfuse', '0xf9', 'switches serial programming off (SPIEN)'],
    ['lfuse', '0x60', 'makes the part wait for an external clock (CKSEL)'],
  ])('%s %s', async (fuse, value, deed) => {
    const before = (await bench({})).chip.fuses;
    const { status, said, chip } = await guarded({ updates: [`${fuse}:w:${value}:m`] });
    expect({ status, said }).toEqual({
      status: 1,
      said: `avrdude: ${fuse} ${value} ${deed}: this programmer could not reach the part any more
         nothing has been written; to write it all the same use -F or set AVRDUDE_GUARDS=never
`,
    });
    expect(chip.fuses).toEqual(before);
  });

  test('one of several holds back all, and the erase', async () => {
    const { status, log } = await guarded({
      files: { 'f.hex': hex([0, page(1)]) },
      updates: ['flash:w:f.hex:i', 'hfuse:w:0xf9:m'],
    });
    expect([status, log]).toEqual([1, []]);
  });

  test('they are found in a file of several memories, too', async () => {
    const several = ':02000004008278\n:0200000062F9A3\n:00000001FF\n';
    const { status, stderr, chip } = await bench({
      guards: true,
      release: '8.2',
      files: { 'f.hex': several },
      updates: ['lfuse,hfuse:w:f.hex:i'],
    });
    expect({ status, stderr, hfuse: chip.fuses.hfuse }).toEqual({
      status: 1,
      stderr: `Error: hfuse 0xf9 switches serial programming off (SPIEN): this programmer could not reach the part any more
nothing has been written; to write it all the same use -F or set AVRDUDE_GUARDS=never
`,
      hfuse: 0x99,
    });
  });

  test('what already is so may stay so', async () => {
    const { status } = await guarded({
      updates: ['lfuse:w:0xe0:m'],
      chip: (chip) => void Object.assign(chip.fuses, { lfuse: 0x60 }),
    });
    expect(status).toBe(0);
  });

  test('-F writes them', async () => {
    const { status, chip } = await guarded({ updates: ['lfuse:w:0xe0:m'], options: { force: true } });
    expect([status, chip.fuses.lfuse]).toEqual([0, 0xe0]);
  });
});

// Values from the data sheets: fuse low, high and extended byte tables of each part, and the fuses of the tinyAVR-1 series.
test.each<[string, ProgMode, string, number, number, string | undefined]>([
  ['m328p', 'ISP', 'hfuse', 0xd9, 0x59, 'makes the reset pin an ordinary pin (RSTDISBL)'],
  ['m328p', 'ISP', 'hfuse', 0xd9, 0x99, 'gives the reset pin to debugWIRE (DWEN)'],
  ['m328p', 'ISP', 'hfuse', 0xd9, 0xf9, 'switches serial programming off (SPIEN)'],
  ['m328p', 'ISP', 'hfuse', 0xd9, 0xde, undefined],
  ['m328p', 'ISP', 'lfuse', 0x62, 0xe0, 'makes the part wait for an external clock (CKSEL)'],
  ['m328p', 'ISP', 'lfuse', 0x62, 0xff, undefined],
  ['m328p', 'HVPP', 'hfuse', 0xd9, 0x59, undefined],
  ['t85', 'ISP', 'hfuse', 0xdf, 0x5f, 'makes the reset pin an ordinary pin (RSTDISBL)'],
  ['t85', 'ISP', 'lfuse', 0x62, 0xf1, undefined],
  ['m32', 'ISP', 'hfuse', 0x99, 0xd9, undefined],
  ['m32', 'JTAG', 'hfuse', 0x99, 0xd9, 'switches JTAG off (JTAGEN)'],
  ['t1614', 'UPDI', 'syscfg0', 0xf6, 0xf2, 'makes the UPDI pin an ordinary pin'],
  ['t1614', 'UPDI', 'syscfg0', 0xf6, 0xfa, undefined],
  ['nosuchpart', 'ISP', 'hfuse', 0xd9, 0x59, undefined],
])('%s over %s: %s from %i to %i', async (id, mode, fuse, was, value, deed) => {
  const hazards = await hazardsOf({ id } as Part, { progModes: [mode] } as unknown as ProgrammerEntry);
  expect(dangerOf(hazards, fuse, was, value)).toBe(deed);
});
