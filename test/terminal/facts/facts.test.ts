import facts from 'avrdude:facts';
import { describe, expect, it } from 'vitest';
import { builtInDatabase } from '../../../src/config/built-in.ts';
import { createDatabase } from '../../../src/config/database.ts';
import { locateMemory } from '../../../src/model/locate-memory.ts';
import { memoryKind } from '../../../src/model/memory-kind.ts';
import type { Part } from '../../../src/model/part.ts';
import { config as config82 } from '../../../src/releases/8.2/config.ts';
import { InstructionSet } from '../../../src/terminal/disassembly/instruction-set.ts';
import { type FuseProperty, fuseProperties } from '../../../src/terminal/facts/fuse-properties.ts';
import { registers } from '../../../src/terminal/facts/registers.ts';
import { resetValues } from '../../../src/terminal/facts/reset-values.ts';
import { usbDevices } from '../../../src/terminal/facts/usb-devices.ts';
import { vectors } from '../../../src/terminal/facts/vectors.ts';

const partNames = (text: string): string[] =>
  [...text.matchAll(/^@(\S+) /gm)].flatMap((match) => match[1]?.split(',') ?? []);
const database = createDatabase(builtInDatabase.open('x'), config82);
const parts = database
  .partCatalogue()
  .map(({ id }) => database.part(id))
  .filter((each) => each !== undefined);

/** As a terminal command finds the memory of a property. */
function lookUp(chip: Part, { memory }: FuseProperty) {
  const lock = chip.memories.find((each) => memoryKind(each) === 'lock')?.name ?? 'lock';
  return locateMemory(chip, memory.startsWith('lock') ? lock : memory, 'lists');
}

async function wrongProperties(): Promise<string[]> {
  const wrong: string[] = [];
  for (const chip of parts)
    for (const property of (await fuseProperties(chip)) ?? []) {
      const memory = lookUp(chip, property);
      const name = `${chip.id} ${property.memory} ${property.name}`;
      if (!memory || property.mask >= 2 ** (8 * memory.size)) wrong.push(`${name} fits no memory`);
      if (property.explanation === '') wrong.push(`${name} is not explained`);
      for (const value of property.values)
        if (value.explanation === '') wrong.push(`${name}=${value.label} is not explained`);
    }
  return wrong;
}

const part = (id: string, desc = id): Part => ({ id, desc }) as Part;

describe('every name of the tables', () => {
  const ids = new Set(parts.map(({ id }) => id.toLowerCase()));
  const descriptions = new Set(parts.map(({ desc }) => desc.toLowerCase()));
  it.each([
    ['fuses', ids],
    ['registers', descriptions],
    ['vectors', descriptions],
    ['resetValues', descriptions],
  ] as const)('%s: is that of a part', (table, known) => {
    expect(partNames(facts[table]).filter((name) => !known.has(name.toLowerCase()))).toEqual([]);
  });
});

describe('USB devices', () => {
  it("has a row for each id that a part's boot loader turns up with, and names no part that has none", async () => {
    const known = (await usbDevices()).filter(({ programmer }) => /^flip/.test(programmer));
    const rows = known.flatMap(({ ids: { productId }, programmer, parts: named }) =>
      named.map((id) => `${programmer} ${id} ${productId.toString(16)}`),
    );
    const configured = parts
      .filter(({ usbpid }) => usbpid !== 0)
      .map(({ id, usbpid, progModes }) => {
        const type = progModes.includes('PDI') ? 'flip2' : 'flip1';
        return `${type} ${id} ${usbpid.toString(16)}`;
      });
    // Chips from the factory turn up with the larger one's.
    expect(rows.toSorted()).toEqual([...configured, 'flip1 m16u4 2ff4'].toSorted());
  });

  it('names each device once', async () => {
    const known = await usbDevices();
    const ids = known.map(({ ids: { vendorId, productId } }) => `${vendorId}:${productId}`);
    expect(new Set(ids).size).toBe(known.length);
    expect(known.filter(({ name }) => !/^(?:an? |what )/.test(name))).toEqual([]);
  });
});

describe('fuses', () => {
  it('every part has properties that do not overlap and whose values fit', async () => {
    const names = partNames(facts.fuses);
    expect(names.length).toBeGreaterThan(350);
    for (const id of names) {
      const taken = new Map<string, number>();
      for (const property of (await fuseProperties(part(id))) ?? []) {
        const before = taken.get(property.memory) ?? 0;
        expect(before & property.mask, `${id} ${property.name}`).toBe(0);
        taken.set(property.memory, before | property.mask);
        const greatest = property.mask >>> Math.log2(property.mask & -property.mask);
        expect(
          property.values.filter(({ value }) => value > greatest),
          `${id} ${property.name}`,
        ).toEqual([]);
      }
    }
  });

  it('those of the ATmega328P are the data sheet’s', async () => {
    const known = await fuseProperties(part('m328p'));
    expect(known?.map(({ name, memory, mask }) => `${memory} ${mask.toString(16)} ${name}`)).toEqual([
      'lfuse 3f sut_cksel',
      'lfuse 40 ckout',
      'lfuse 80 ckdiv8',
      'hfuse 1 bootrst',
      'hfuse 6 bootsz',
      'hfuse 8 eesave',
      'hfuse 10 wdton',
      'hfuse 20 spien',
      'hfuse 40 dwen',
      'hfuse 80 rstdisbl',
      'efuse 7 bodlevel',
      'lock 3 lb',
      'lock c blb0',
      'lock 30 blb1',
    ]);
    expect(known?.find(({ name }) => name === 'bootsz')?.values.map(({ label }) => label)).toEqual([
      'bs_2048w',
      'bs_1024w',
      'bs_512w',
      'bs_256w',
    ]);
  });

  it('lie in memories that the database has, and every one is explained', async () => {
    expect(await wrongProperties()).toEqual([]);
  });

  it('of a part nobody knows there are none', async () => {
    expect(await fuseProperties(part('nosuch'))).toBeUndefined();
    expect(await registers(part('nosuch'))).toBeUndefined();
    expect(await vectors(part('nosuch'))).toEqual([]);
  });
});

describe('registers', () => {
  it('come by address, with sizes that exist', async () => {
    const names = partNames(facts.registers);
    expect(names.length).toBeGreaterThan(300);
    const wrong: string[] = [];
    for (const name of names) {
      const list = (await registers(part('', name))) ?? [];
      if (list.length <= 10) wrong.push(`${name} has ${list.length}`);
      for (const [i, { address, size }] of list.entries()) {
        if (address < (list[i - 1]?.address ?? 0)) wrong.push(`${name}: ${address} out of order`);
        if (![1, 2, 4, 6, 8].includes(size)) wrong.push(`${name}: ${address} has ${size} bytes`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('lie in the I/O memory of their part, and every one is explained', async () => {
    const wrong: string[] = [];
    for (const chip of parts) {
      const io = chip.memories.find((memory) => memoryKind(memory) === 'io');
      for (const { name, address, size, explanation } of (await registers(chip)) ?? []) {
        if (!io || address + size > io.size) wrong.push(`${chip.id} ${name} lies outside`);
        if (explanation === '' || explanation.includes('%'))
          wrong.push(`${chip.id} ${name} is not explained`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('the ports of the ATmega328P lie where the data sheet has them', async () => {
    const list = await registers(part('m328p', 'ATmega328P'));
    expect(list?.filter(({ name }) => name.startsWith('portb.'))).toEqual([
      { name: 'portb.pinb', address: 0x03, size: 1, explanation: 'Port B input register' },
      { name: 'portb.ddrb', address: 0x04, size: 1, explanation: 'Port B data direction register' },
      { name: 'portb.portb', address: 0x05, size: 1, explanation: 'Port B data register' },
    ]);
  });
});

describe('values after a reset', () => {
  it('are bytes at addresses, whatever the part', async () => {
    const bad = [...facts.resetValues.matchAll(/^@\S+ (.*)$/gm)].flatMap(([, words = '']) =>
      words.split(' ').filter((word) => !/^[0-9a-f]{2,4}:[0-9a-f]{1,2}$/.test(word)),
    );
    expect(bad).toEqual([]);
  });

  // Read from 8.2's simulated part: -c dryrun -p avr32da48 -U io:r:FILE:r.
  it.each(['AVR128DA48', 'AVR64DA48', 'AVR32DA48'])('of an %s are those that 8.2 knows', async (desc) => {
    const values = await resetValues(part(desc.toLowerCase(), desc));
    expect(
      values.map(({ address, value }) => `${address.toString(16)}:${value.toString(16)}`).join(' '),
    ).toBe(
      '3d:ff 3e:7f 68:c 80:1 122:2 14a:ff 14b:ff 685:ff 68d:ff 695:ff 807:3 827:3 847:3 867:3 887:3 1001:30',
    );
  });

  it('are there for every AVR DA, DB and DD', async () => {
    const kin = parts.filter(({ desc }) => /^AVR\d+(?:DA|DB|DD)\d+$/.test(desc));
    const without = await Promise.all(
      kin.map(async (each) => ((await resetValues(each)).length > 0 ? [] : [each.desc])),
    );
    expect([kin.length > 0, without.flat()]).toEqual([true, []]);
  });
});

describe('vectors', () => {
  it('begin with RESET', async () => {
    for (const name of partNames(facts.vectors))
      expect((await vectors(part('', name)))[0], name).toBe('RESET');
    expect((await vectors(part('', 'ATmega328P'))).length).toBe(26);
  });
});

describe('instructions', () => {
  const set = new InstructionSet(facts.instructions);
  const everything = new Set(['1', '1nRC', '2', '2nRC', '25', 'M', '4', 'L', 'XL', 'XM', 'XTM']);

  /** From the AVR Instruction Set Manual. */
  it.each([
    [0x0000, 'nop'],
    [0x940c, 'jmp'],
    [0x940e, 'call'],
    [0x9508, 'ret'],
    [0x9518, 'reti'],
    [0x2411, 'clr'],
    [0x2412, 'eor'],
    [0xe0f1, 'ldi'],
    [0xefff, 'ser'],
    [0xcfff, 'rjmp'],
    [0xf7f1, 'brne'],
    [0x95c8, 'lpm'],
    [0x9005, 'lpm'],
    [0x9478, 'sei'],
    [0x94f8, 'cli'],
    [0xbe0f, 'out'],
    [0x9a5f, 'sbi'],
  ])('%i is %s', (word, mnemonic) => {
    expect(set.find(word, everything)?.mnemonic).toBe(mnemonic);
  });

  it('have patterns of one or two words, and flags of eight letters', () => {
    for (let word = 0; word < 0x10000; word += 13) {
      const found = set.find(word, everything);
      if (!found) continue;
      expect([16, 32]).toContain(found.pattern.length);
      expect(found.flags.length).toBe(8);
      expect(set.width(word)).toBe(found.pattern.length / 8);
    }
  });
});
