import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { builtInDatabase } from '../../../src/config/built-in.ts';
import { createDatabase } from '../../../src/config/database.ts';
import { withMemoriesInOrder } from '../../../src/model/memory-order.ts';
import type { Event } from '../../../src/output/events.ts';
import { dryrun } from '../../../src/programmers/dryrun/dryrun.ts';
import { libraryRandom } from '../../../src/programmers/dryrun/random.ts';
import type { ProgrammerContext } from '../../../src/programmers/programmer.ts';
import { releases } from '../../../src/releases/all.ts';
import { partFacts } from '../../../src/run/part-facts.ts';

const { behaviour } = releases['8.2'];
const database = createDatabase(builtInDatabase.open('carried'), behaviour.config);

async function chip(
  id: string,
  extended: readonly string[],
  modes: readonly string[] = ['ISP', 'PDI', 'UPDI'],
) {
  const part = withMemoriesInOrder(database.part(id)!);
  const said: string[] = [];
  const programmer = dryrun.create({
    entry: { ids: ['dryrun'], progModes: modes },
    part,
    extended,
    behaviour,
    facts: partFacts,
    clock: { now: () => 0, sleep: async () => {} },
    emit: (event: Event) => event.kind === 'notice' && said.push(event.message.name),
  } as unknown as ProgrammerContext);
  await programmer.enable!();
  const read = async (name: string, from = 0, count?: number): Promise<Uint8Array> => {
    const memory = part.memories.find((each) => each.name === name || each.aliases.includes(name))!;
    return Uint8Array.from(
      await Promise.all(
        Array.from({ length: count ?? memory.size }, (_, i) => programmer.readByte!(memory, from + i)),
      ),
    );
  };
  return { programmer, part, read, said };
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/**
 * SHA-256 (its beginning) of flash and EEPROM as avrdude 8.2 on Linux fills them, recorded with
 * `avrdude -A -c dryrun -p PART -x WISH -U flash:r:FILE:r -U eeprom:r:FILE:r`.
 */
test.each([
  ['m328p', 'init=1', 'eb0564986905c9cc', '54930906b6cf9802'],
  ['t1616', 'init=3', '92601fdb0b310c21', '4bc48b744abb9222'],
  ['m328p', 'random=7', '1d6dd5917ac44fd3', 'f6302dd075597863'],
  ['x128a1', 'random=7', 'f7fa605f8399e65e', 'c9258f68f1ccf389'],
  ['avr64ea48', 'random=7', '0e9ba7b88ece30d4', '24ca772d9dcdc792'],
  ['m8', 'init=9', '6e2c05ca67132a14', '69a2f588c203e104'],
  ['m4809', 'init=2', 'f3eecca06c2c21c0', '4bc48b744abb9222'],
])('%s with -x %s holds what real avrdude shows', async (id, wish, flash, eeprom) => {
  const { read } = await chip(id, [wish]);
  expect([digest(await read('flash')), digest(await read('eeprom'))]).toEqual([flash, eeprom]);
});

/** As real 8.2 shows them: `avrdude -c dryrun -p PART -T 'dump fuses'`. */
test.each([
  ['t1616', '00007eff00f6ff0000ff'],
  ['x128a1', 'ff00fffffeff'],
])('a new %s has the fuses it left the factory with', async (id, recorded) => {
  const { read } = await chip(id, []);
  expect(Buffer.from(await read('fuses')).toString('hex')).toBe(recorded);
});

test('what only measuring could tell has a letter, user rows and SRAM are 0, registers as after a reset', async () => {
  const { read } = await chip('t1616', []);
  expect(Buffer.from(await read('osccal16')).toString()).toBe('oo');
  expect(Buffer.from(await read('sernum')).toString()).toBe('UTSRQPONML');
  expect([...(await read('userrow', 0, 4))]).toEqual([0, 0, 0, 0]);
  expect([...(await read('io', 0x80, 1))]).toEqual([5]);
});

test('I/O of a classic part can be read by its boot loader only', async () => {
  const { read, said } = await chip('m328p', []);
  await expect(read('io', 0, 1)).rejects.toThrow('inside-only');
  const traces = ['dryrun/called', 'dryrun/lit', 'dryrun/returned'];
  expect(said.filter((name) => !traces.includes(name))).toEqual(['dryrun/failed']);
  const boot = await chip('m328p', [], ['SPM']);
  expect([...(await boot.read('io', 0, 1))]).toEqual([0]);
});

test('sections of flash are the same cells as flash', async () => {
  const { programmer, part, read } = await chip('x128a1', []);
  const memory = (name: string) => part.memories.find((each) => each.name === name)!;
  await programmer.pagedWrite!(memory('boot'), [{ address: 0, data: Uint8Array.of(0x12) }], () => {});
  const start = memory('boot').offset - memory('flash').offset;
  expect([...(await read('flash', start, 1))]).toEqual([0x12]);
});

/** First five and the 1001st of glibc's `rand()` after `srand(seed)`, from a C program. */
test.each([
  [1, [1804289383, 846930886, 1681692777, 1714636915, 1957747793], 981914693],
  [0, [1804289383, 846930886, 1681692777, 1714636915, 1957747793], 981914693],
  [-5, [1469203335, 1952330421, 2063378439, 796694348, 1716641992], 1876765971],
  [2147483647, [1065668062, 2142264300, 1066566375, 1064012770, 2141034222], 1446597600],
])('random numbers of seed %i are the C library’s', (seed, first, later) => {
  const next = libraryRandom(seed);
  expect(first.map(() => next())).toEqual(first);
  for (let i = 0; i < 995; i++) next();
  expect(next()).toBe(later);
});
