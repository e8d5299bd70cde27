import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDatabase } from '../../src/config/database.ts';
import { noDefinitions } from '../../src/config/definitions.ts';
import { loadFile, type SourceFile } from '../../src/config/loader.ts';
import { config as config64 } from '../../src/releases/6.4/config.ts';

const asOld: Omit<SourceFile, 'text'> = {
  name: 'f.conf',
  unknownWords: 'skipped',
  memoryBlocks: 'replace',
  checks: 'each-part',
  missingModes: 'inferred',
};
const load = (text: string, how: Partial<SourceFile> = {}) => {
  const { definitions, warnings, failure } = loadFile(noDefinitions, { ...asOld, ...how, text });
  const database = createDatabase(definitions, config64);
  return {
    definitions,
    database,
    warnings: warnings.map(({ line, text: said }) => `${line}: ${said}`),
    failure: failure && `${failure.line}: ${failure.message}`,
  };
};

describe('a file of the days of 6.3', () => {
  const text = readFileSync(new URL('files/of-6.3.conf', import.meta.url), 'latin1');
  const { database, warnings, failure } = load(text, { unknownWords: 'refused' });

  it('is read without a word', () => {
    expect(warnings).toEqual([]);
    expect(failure).toBeUndefined();
    expect(database.partCatalogue().map(({ id }) => id)).toEqual(['uc3x', 't10x', 'x1', 'm8y', 'm8x']);
    expect(database.defaults).toMatchObject({ serial: '/dev/ttyUSB0', bitclock: 2.5, safemode: false });
  });

  it('programmers', () => {
    expect(database.programmer('older')).toMatchObject({
      ids: ['oldpar', 'older'],
      type: 'par',
      progModes: ['TPI', 'ISP'],
      connectionType: 'parallel',
      pins: {
        vcc: { pins: [2, 3, 4, 5], inverted: [] },
        buff: { pins: [], inverted: [4, 5] },
        reset: { pins: [], inverted: [7] },
        sdo: { pins: [9], inverted: [] },
        sdi: { pins: [10], inverted: [] },
      },
    });
    expect(database.programmer('newpar')).toMatchObject({
      ids: ['newpar'],
      parentId: 'oldpar',
      type: 'par',
      pins: { sdo: { pins: [9], inverted: [] }, errled: { pins: [1], inverted: [] } },
    });
    expect(database.programmer('mkii')).toMatchObject({ usbvid: 0x3eb, usbpid: [0x2104, 0x2105], usbsn: '' });
  });

  it('parts, with modes that follow from what they have', () => {
    expect(['m8x', 'm8y', 'x1', 't10x', 'uc3x'].map((id) => database.part(id)?.progModes)).toEqual([
      ['SPM', 'ISP', 'HVPP'],
      ['SPM', 'ISP', 'HVPP', 'debugWIRE'],
      ['SPM', 'PDI', 'XMEGAJTAG'],
      ['TPI'],
      ['AVR32JTAG', 'aWire'],
    ]);
    const m8x = database.part('ATmega8X');
    expect(m8x).toMatchObject({ stk500Devcode: 0x70, avr910Devcode: 0x76, pollvalue: 0x53, serial: 'yes' });
    expect([...(m8x?.ctlStack.bytes.slice(0, 9) ?? [])]).toEqual([14, 30, 15, 31, 46, 62, 47, 63, 0]);
    expect(m8x?.memories).toMatchObject([
      { name: 'eeprom', size: 512, pageSize: 4, paged: false, readback: [0xff, 0x7f] },
      { name: 'flash', size: 8192, pageSize: 64, numPages: 128, paged: true },
      { name: 'lfuse', size: 1, pageSize: 1, pwroffAfterWrite: true },
    ]);
    expect(m8x?.memories[0]?.opcodes.read?.bits[16]).toEqual({ kind: 'address', bit: 8 });
    expect(m8x?.opcodes.pgm_enable?.bits[31]).toEqual({ kind: 'value', value: 1 });
  });

  it('a memory of a child stands for itself, behind those that it has from its parent', () => {
    expect(database.part('m8y')).toMatchObject({ parentId: 'm8x', stk500Devcode: 0x70, parallel: 'pseudo' });
    expect(database.part('m8y')?.memories).toMatchObject([
      { name: 'eeprom' },
      { name: 'lfuse' },
      { name: 'flash', size: 4096, pageSize: 1, paged: false, maxWriteDelay: 0 },
    ]);
  });
});

it('from 7.1 on a memory of a child extends what it has from its parent', () => {
  const { database } = load(`
part id = "a"; prog_modes = PM_ISP; memory "flash" size = 64; page_size = 16; ; memory "eeprom" size = 8; ; ;
part parent "a" id = "b"; memory "flash" size = 32; ; memory "eeprom" = NULL; memory "x" alias "flash"; ; ;`);
  expect(database.part('b')?.memories).toMatchObject([
    { name: 'flash', size: 32, pageSize: 16, aliases: ['x'] },
  ]);
});

describe('what avrdude remarks upon', () => {
  it.each<[string, string[], string | undefined]>([
    [
      'part id = "a"; desc = "A"; ;\npart id = "A"; desc = "B"; ;',
      ['2: part A overwrites previous definition f.conf:1.'],
      undefined,
    ],
    [
      'programmer id = "a", "b"; type = "par"; ;\nprogrammer id = "c", "B"; type = "par"; ;',
      ['2: programmer B overwrites previous definition f.conf:1.'],
      undefined,
    ],
    ['part desc = "A"; ;', [], '1: required parameter id not specified'],
    ['programmer type = "par"; ;', [], '1: required parameter id not specified'],
    ['programmer id = "a"; ;', [], '1: programmer type not specified'],
    ['programmer parent "x" id = "a"; ;', [], '1: parent programmer x not found'],
    ['programmer id = "a"; type = "par"; sck = 1001; ;', [], '1: pin must be in the range 0-400'],
    ['part id = "a";\nmemory "m" read = "2"; ; ;', [], "2: invalid bit specifier '2'"],
    [`part id = "a"; read = "${'1 '.repeat(33)}"; ;`, [], '1: too many opcode bits for instruction'],
    [
      'part id = "a"; memory "m" size = 1; page_size = 0; ; ;',
      ['1: invalid page size 0, ignored'],
      undefined,
    ],
    [
      'part id = "a"; memory "m" paged = yes; size = 100; page_size = 64; ; ;',
      [],
      '1: page size (64) * num_pages (1) = 64 does not match memory size (100)',
    ],
    [
      'part id = "a"; timeout = "long"; ;',
      ['1: timeout in AVRPART expects a number but is assigned a string'],
      undefined,
    ],
    ['part id = "a"; memory "f" alias "g"; ; ;', [], '1: unknown token'],
  ])('%j', (text, warnings, failure) => {
    expect(load(text)).toMatchObject({ warnings, failure });
  });
});

describe('whatever is in a file', () => {
  const good = readFileSync(new URL('files/of-6.3.conf', import.meta.url), 'latin1');
  const pieces = [
    '"',
    ';',
    ';;',
    '/*',
    '*/',
    '#',
    '\\',
    '~',
    '(',
    '= NULL;',
    'part',
    'memory "flash"',
    '0x',
    '1e9',
    'ÿ\0',
  ];
  /** Cuts a span out, doubles it, or puts something else there. */
  const mutation = fc.record({
    at: fc.nat(good.length),
    length: fc.nat(40),
    put: fc.oneof(fc.constantFrom('', ...pieces), fc.string({ maxLength: 12 })),
    twice: fc.boolean(),
  });

  it('it is read or refused with a line of it, in no time', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 6 }), fc.boolean(), (mutations, refuse) => {
        const text = mutations.reduce((before, { at, length, put, twice }) => {
          const span = before.slice(at, at + length);
          return before.slice(0, at) + (twice ? span + span : '') + put + before.slice(at + length);
        }, good);
        const lines = text.split('\n').length;
        const { warnings, failure } = loadFile(noDefinitions, {
          ...asOld,
          unknownWords: refuse ? 'refused' : 'skipped',
          text,
        });
        for (const { line } of [...warnings, ...(failure ? [failure] : [])]) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
    );
  });

  it('every part and programmer that was taken can be expanded', () => {
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 3 }), (mutations) => {
        const text = mutations.reduce(
          (before, { at, length, put }) => before.slice(0, at) + put + before.slice(at + length),
          good,
        );
        const { definitions, database } = load(text, { checks: 'each-block' });
        expect([...database.allParts()]).toHaveLength(definitions.parts.length);
        expect([...database.allProgrammers()]).toHaveLength(definitions.programmers.length);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: false },
    );
  });
});
