import { expect, test } from 'vitest';
import { mistypedMemory } from '../../src/model/mistyped-memory.ts';
import type { Memory, Part, ProgMode } from '../../src/model/part.ts';
import type { ProgrammerEntry } from '../../src/model/programmer-entry.ts';
import { isUnreachable } from '../../src/model/unreachable-memory.ts';
import { isMemoryList, resolveMemoryList } from '../../src/planner/memory-list.ts';
import { memoryVocabulary as vocabularyOf71 } from '../../src/releases/7.1/memory-vocabulary.ts';
import { memoryVocabulary } from '../../src/releases/8.2/memory-vocabulary.ts';

const memory = (name: string, ...aliases: string[]) => ({ name, aliases }) as unknown as Memory;
const part = (progModes: ProgMode[], ...memories: Memory[]) => ({ memories, progModes }) as unknown as Part;

const classic = part(
  ['SPM', 'ISP', 'debugWIRE'],
  ...['eeprom', 'flash', 'lfuse', 'hfuse', 'efuse', 'lock'].map((name) => memory(name)),
  memory('prodsig', 'sigrow'),
  ...['signature', 'calibration', 'io', 'sram'].map((name) => memory(name)),
);
const xmega = part(
  ['PDI'],
  ...['eeprom', 'flash', 'application', 'apptable', 'boot', 'fuses', 'fuse1', 'lock', 'usersig', 'io'].map(
    (name) => memory(name),
  ),
);

function names(text: string, of = classic, excluded: (one: Memory) => boolean = () => false) {
  const { memories, unknown } = resolveMemoryList(text, { part: of, excluded });
  return [memories.map(({ name }) => name).join(' '), ...unknown];
}

// avrdude(1) of 8.x, "-U": memory lists.
test.each([
  ['ALL', 'eeprom flash lfuse hfuse efuse lock prodsig signature calibration'],
  ['all', 'eeprom flash lfuse hfuse efuse lock prodsig signature calibration'],
  ['etc', 'eeprom flash lfuse hfuse efuse lock prodsig signature calibration'],
  ['all,-lfuse', 'eeprom flash hfuse efuse lock prodsig signature calibration'],
  ['all,\\lfuse', 'eeprom flash hfuse efuse lock prodsig signature calibration'],
  ['ee, fl', 'eeprom flash'],
  ['flash,eeprom,flash', 'flash eeprom'],
  ['flash,eeprom,-flash,flash', 'eeprom flash'],
  ['all,-all', ''],
  ['-flash,flash', 'flash'],
  ['sigrow,', 'prodsig'],
  [',', ''],
])('%s', (text, expected) => {
  expect([isMemoryList(text), ...names(text)]).toEqual([true, expected]);
});

test('sub-memories go with the whole in all, but not in ALL', () => {
  expect(names('all', xmega)).toEqual(['eeprom flash fuses lock usersig']);
  expect(names('ALL', xmega)).toEqual(['eeprom flash application apptable boot fuses fuse1 lock usersig']);
});

test('names that the part has no memory for are told apart', () => {
  expect(names('flash,usersig,-boot')).toEqual(['flash', 'usersig', 'boot']);
});

test('one name is no list', () => {
  expect(['flash', 'fl', ''].map(isMemoryList)).toEqual([false, false, false]);
});

test('what the programmer cannot reach is left out of all, but may be named', () => {
  const entry = { type: 'urclock', progModes: ['SPM'] } as unknown as ProgrammerEntry;
  const excluded = (one: Memory) => isUnreachable(one, classic, entry);
  expect(names('all', classic, excluded)).toEqual(['eeprom flash lfuse hfuse efuse prodsig signature']);
  expect(names('lock', classic, excluded)).toEqual(['lock']);
});

test('a name that is none anywhere', () => {
  const check = (text: string, lists = true) => mistypedMemory(text, memoryVocabulary, lists);
  expect(check('flash')).toBe(undefined);
  expect(check('fl')).toBe(undefined);
  expect(check('fuse9')).toBe('fuse9');
  expect(check('all,-flahs,etc')).toBe('flahs');
  expect(check('all', false)).toBe('all');
  expect(mistypedMemory('nonsense', [], false)).toBe(undefined);
});

test('7.1: the signature row is a memory of some part of its configuration', () => {
  expect(mistypedMemory('sigrow', vocabularyOf71, false)).toBe(undefined);
});
