import table from 'avrdude:database';
import { describe, expect, it } from 'vitest';
import { builtInDatabase } from '../../src/config/built-in.ts';
import { createDatabase } from '../../src/config/database.ts';
import { loadFile } from '../../src/config/loader.ts';
import { locateMemory } from '../../src/model/locate-memory.ts';
import type { Part } from '../../src/model/part.ts';
import type { ConfigBehaviour } from '../../src/model/release.ts';
import { config as config64 } from '../../src/releases/6.4/config.ts';
import { config as config71 } from '../../src/releases/7.1/config.ts';
import { config as config82 } from '../../src/releases/8.2/config.ts';

/** The built-in database as a release opens it, perhaps with a file of the user's on top. */
function open(rules: ConfigBehaviour, own?: string) {
  const edition = builtInDatabase.edition(rules.edition);
  const base = builtInDatabase.open('carried');
  const { definitions } =
    own === undefined
      ? { definitions: base }
      : loadFile(base, {
          name: 'own',
          text: own,
          unknownWords: 'refused',
          memoryBlocks: rules.memoryBlocks,
          checks: 'each-part',
          missingModes: 'inferred',
        });
  const corrections = builtInDatabase.corrections();
  return createDatabase(definitions, rules, { file: 'carried', edition, corrections });
}

function part(rules: ConfigBehaviour, name: string): Part {
  const found = open(rules).part(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

const names = (of: Part | undefined) => of?.memories.map(({ name }) => name);
const memory = (of: Part | undefined, name: string) => of?.memories.find((one) => one.name === name);

describe('under 6.4', () => {
  const m8 = part(config64, 'm8');

  it('a part is described with the facts of 6.4', () => {
    expect(m8.described?.chipEraseDelay).toBe(10000);
    expect(memory(m8.described, 'lfuse')).toMatchObject({ minWriteDelay: 2000, maxWriteDelay: 2000 });
    expect(names(m8.described)).toEqual('eeprom flash lfuse hfuse lock calibration signature'.split(' '));
  });

  it('and written by those of conf/, which waits as long as the data sheet asks for', () => {
    expect(memory(m8, 'lfuse')).toMatchObject({ minWriteDelay: 4500, maxWriteDelay: 4500 });
    const { memories, described, isNewer, ...facts } = m8;
    const { memories: newest, described: none, isNewer: newer, ...same } = part(config82, 'm8');
    expect(facts).toEqual(same);
    expect([described === undefined, none, newest.length]).toEqual([false, undefined, memories.length]);
  });

  it('memories that came later stand behind, and are found by their whole names', () => {
    const [known, later] = [false, true].map((flag) => m8.memories.filter((one) => one.later === flag));
    expect(known?.map(({ name }) => name)).toEqual(names(m8.described));
    expect(later?.map(({ name }) => name)).toEqual(['io', 'sram', 'prodsig', 'sernum']);
    const found = (name: string) => locateMemory(m8, name, 'prefix')?.name;
    expect(['s', 'sig', 'sr', 'sram', 'io', 'l', 'lfuse'].map(found)).toEqual([
      'signature',
      'signature',
      undefined,
      'sram',
      'io',
      undefined,
      'lfuse',
    ]);
  });

  it('a renamed memory has the name that 6.4 knows, and is found by the other', () => {
    const t1617 = part(config64, 't1617');
    expect(locateMemory(t1617, 'usersig', 'prefix')).toMatchObject({ name: 'usersig', size: 32 });
    expect(locateMemory(t1617, 'userrow', 'prefix')).toMatchObject({ name: 'usersig' });
  });

  it('what can only be read is read as by 6.4', () => {
    expect(memory(part(config64, 't85'), 'calibration')?.size).toBe(1);
    expect(memory(part(config82, 't85'), 'calibration')?.size).toBe(2);
  });

  it('flash is as large as it is, whatever 6.4 believed', () => {
    const m64m1 = part(config64, 'm64m1');
    expect(memory(m64m1.described, 'flash')?.size).toBe(32768);
    expect(memory(m64m1, 'flash')?.size).toBe(65536);
  });

  it('two ids of 6.4 for one part each have their description', () => {
    expect(['ucr2', 'uc3a0512'].map((name) => part(config64, name).desc)).toEqual([
      "deprecated, use 'uc3a0512'",
      'AT32UC3A0512',
    ]);
  });

  it("parts are looked up in 6.4's order, the newest first", () => {
    const database = open(config64);
    const ids = (...bytes: number[]) => database.partsBySignature(Uint8Array.from(bytes)).map(({ id }) => id);
    expect(ids(0x1e, 0x95, 0x0f).slice(0, 2)).toEqual(['lgt8fx328p', 'm328p']);
    expect(ids(0xff, 0xff, 0xff)[0]).toBe('.avrdx');
    expect(database.part('.xmega')?.desc).toBe('AVR XMEGA family common values');
  });

  it('programmers have the descriptions of 6.4', () => {
    expect(open(config64).programmer('Arduino')?.desc).toBe('Arduino');
    expect(open(config82).programmer('arduino')?.desc).toBe('Arduino bootloader using STK500 v1 protocol');
  });

  it('a part that 6.4 does not know is as it is', () => {
    const unknown = part(config64, 'avr16ea28');
    expect(unknown.described).toBeUndefined();
    expect(unknown.memories.some(({ later }) => later)).toBe(false);
  });

  it("a part of the user's own differs from what 6.4 knows of its parent", () => {
    const own = 'part parent "m8" id = "mine"; desc = "Mine"; memory "lfuse" readback = 1 2; ; ;';
    const mine = open(config64, own).part('mine');
    expect(memory(mine, 'lfuse')).toMatchObject({ minWriteDelay: 4500, readback: [1, 2] });
    expect(mine?.described).toMatchObject({ id: 'mine', desc: 'Mine', chipEraseDelay: 10000 });
    expect(memory(mine?.described, 'lfuse')).toMatchObject({ readback: [1, 2] });
    expect(mine?.source).toEqual({ file: 'own', line: 1 });
  });
});

it('7.1 has a signature of its own for the ATmega165, by which it is found', () => {
  const database = open(config71);
  const byte = (second: number) => database.partBySignature(Uint8Array.of(0x1e, 0x94, second))?.id;
  expect([byte(0x10), byte(0x07)]).toEqual(['m165', 'm165p']);
  expect(database.part('m165')?.signature).toEqual(Uint8Array.of(0x1e, 0x94, 0x07));
});

it('both editions take less than a seventh of the database', () => {
  const size = (value: unknown) => JSON.stringify(value).length;
  const { editions, ...rest } = table;
  expect(Object.keys(editions)).toEqual(['6.4', '7.1']);
  expect(size(editions)).toBeLessThan(size(rest) / 7);
});
