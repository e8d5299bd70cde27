import { describe, expect, test } from 'vitest';
import { builtInDatabase } from '../../src/config/built-in.ts';
import { createDatabase } from '../../src/config/database.ts';
import { loadFile } from '../../src/config/loader.ts';
import type { Part } from '../../src/model/part.ts';
import { config as config64 } from '../../src/releases/6.4/config.ts';
import { config as config71 } from '../../src/releases/7.1/config.ts';
import { config as config82 } from '../../src/releases/8.2/config.ts';

const rules = { '6.4': config64, '7.1': config71, '8.2': config82 } as const;
type Release = keyof typeof rules;

/**
 * The shortest waits that data sheets allow before the next instruction ("Minimum Wait Delay Before Writing the Next Flash or
 * EEPROM Location"), in milliseconds: flash, EEPROM, chip erase, fuses and lock. Where editions of a data sheet disagree, or a part
 * and its successor have one signature, the slowest.
 */
type Minima = readonly [flash: number, eeprom: number, erase: number, fuse: number];
const minima: readonly (readonly [document: string, parts: string, Minima])[] = [
  ['1228B table 46, 47', 'm161', [14, 3.4, 28, 0]],
  ['1142, table 58', 'm163', [15, 1.9, 30, 1.9]],
  ['1187H table 29, 30', 't15', [4.1, 8.2, 8.2, 0]],
  ['2486AA table 97; 40001974A table 29-14', 'm8 m8a', [4.5, 9, 9, 4.5]],
  ['8154B table 26-12', 'm16 m16a', [4.5, 9, 9, 4.5]],
  ['2490R table 128; 8160C table 27-14', 'm64 m64a', [4.5, 9, 9, 4.5]],
  ['8151H table 26-14', 'm128 m128a', [5, 10, 10, 4.5]],
  [
    '7674F table 25-16; 8272E table 27-16',
    'm164p m164a m164pa m324a m644p m644a m644pa m1284 m1284p',
    [4.5, 9, 9, 0],
  ],
  ['GUID-7BA4DAC2 (ATmega324PB migration)', 'm324p m324pa m324a m324pb', [4.5, 0, 10.5, 0]],
  [
    '2545M table 27-16; DS40002061A table 28-18',
    'm48 m88 m168 m48a m88a m168a m328 m328p a6612c',
    [4.5, 3.6, 9, 4.5],
  ],
  ['DS40002011A table 32-17', 'm48p m48pa m88p m88pa m168p m168pa', [4.5, 3.6, 10.5, 4.5]],
  ['8209F table 28-17', 'm16m1 m32m1 m64m1 m32c1 m64c1 ms64m1', [2.6, 3.6, 10.5, 4.5]],
  ['42073A table 31-17', 'm64rfr2 m644rfr2 m1284rfr2 m2564rfr2', [4.5, 13, 18.5, 4.5]],
  ['2543H table 77', 't2313', [4.5, 4, 4, 4.5]],
  ['8126F table 17-8', 't13 t13a', [4.5, 4, 9, 4.5]],
  ['2586Q table 20-11', 't25 t45 t85', [4.5, 4, 9, 4.5]],
  ['8006K table 19-11; 8183F table 19-11', 't24 t44 t84 t24a t44a t84a', [4.5, 4, 9, 4.5]],
  ['8197C table 18-10', 't261 t461 t861 t261a t461a t861a', [4.5, 4, 9, 4.5]],
  ['8048C table 19-15', 't43u', [4.5, 4, 9, 4.5]],
  ['7728G table 21-14', 't87 t167 a6616c a6617c a5505 a664251', [4.5, 4, 4, 4.5]],
  ['1919C table 25-1', '89S51 89S52', [0.4, 0, 500, 0]],
];

function database(release: Release, own?: string) {
  const carried = builtInDatabase.open('carried');
  const { definitions } =
    own === undefined
      ? { definitions: carried }
      : loadFile(carried, {
          name: 'own',
          text: own,
          unknownWords: 'refused',
          memoryBlocks: rules[release].memoryBlocks,
          checks: 'each-part',
          missingModes: 'inferred',
        });
  const edition = builtInDatabase.edition(rules[release].edition);
  return createDatabase(definitions, rules[release], {
    file: 'carried',
    edition,
    corrections: builtInDatabase.corrections(),
  });
}

/** What is waited for less than the document asks for. */
function shortfalls(part: Part, [flash, eeprom, erase, fuse]: Minima): string[] {
  const waits = [
    ['chip erase', part.chipEraseDelay, erase] as const,
    ...part.memories.flatMap((memory) => {
      const minimum =
        { flash, eeprom }[memory.name] ?? (/^(lock|[lhe]?fuse)$/.test(memory.name) ? fuse : undefined);
      return minimum === undefined ? [] : [[memory.name, memory.maxWriteDelay, minimum] as const];
    }),
  ];
  return waits
    .filter(([, microseconds, least]) => microseconds < least * 1000)
    .map(([what, microseconds, least]) => `${part.id}: ${what} ${microseconds} us, not ${least} ms`);
}

describe.each(['6.4', '7.1', '8.2'] as const)('what is done under %s', (release) => {
  const parts = database(release);
  test.each(minima)('waits as long as %s asks for: %s', (_, ids, least) => {
    const missing = ids.split(' ').filter((id) => !parts.part(id));
    expect(missing).toEqual([]);
    expect(ids.split(' ').flatMap((id) => shortfalls(parts.part(id)!, least))).toEqual([]);
  });

  test('what is said of the part stays as the release has it', () => {
    const t85 = parts.part('t85');
    expect(t85?.chipEraseDelay).toBe(9000);
    expect(t85?.described?.chipEraseDelay).toBe(4500);
    expect([...parts.allParts()].find(({ id }) => id === 't85')?.chipEraseDelay).toBe(4500);
  });

  test("a part of the user's own waits as its parent does, or as it says itself", () => {
    const own = `part parent "t85" id = "like"; desc = "Like"; ;
      part parent "t85" id = "other"; desc = "Other"; chip_erase_delay = 55000; ;`;
    const mine = database(release, own);
    expect(['like', 'other'].map((id) => mine.part(id)?.chipEraseDelay)).toEqual([9000, 55000]);
  });
});

test('a correction never shortens a wait, and each changes something', () => {
  const corrections = builtInDatabase.corrections();
  const before = [...database('8.2').allParts()].filter(({ id }) => corrections.ofPart(id).length > 0);
  expect(before.length).toBeGreaterThan(30);
  const after = database('8.2');
  const useless = before.filter((part) => {
    const corrected = after.part(part.id)!;
    const pairs = [
      [part.chipEraseDelay, corrected.chipEraseDelay],
      ...part.memories.map((memory, i) => [memory.maxWriteDelay, corrected.memories[i]!.maxWriteDelay]),
    ];
    return pairs.some(([old, now]) => now! < old!) || pairs.every(([old, now]) => now === old);
  });
  expect(useless.map(({ id }) => id)).toEqual([]);
});
