import { describe, expect, it } from 'vitest';
import { type DataWord, parseDataWord } from '../../src/terminal/data-word.ts';

const hex = (word: DataWord): string | undefined =>
  word.kind === 'data' ? Buffer.from(word.bytes).toString('hex') : undefined;

/** What avrdude 7.1 wrote for each (Debian's binary on an emulated part). */
describe('data as 7.1 reads it', () => {
  it.each([
    ['1', '01'],
    ['255', 'ff'],
    ['256', '0001'],
    ['-1', 'ff'],
    ['-129', '7fff'],
    ['65536', '00000100'],
    ['0x100000000', '0000000001000000'],
    ['0x0012', '1200'],
    ['0xffU', 'ff00'],
    ['1L', '01000000'],
    ['1S', '0100'],
    ['0x1HH', '01'],
    ['300HHU', '2c'],
    ['1.5', '0000c03f'],
    ['3D', '0000000000000840'],
    ['"ab"', '616200'],
    ["'x'", '78'],
    ["'\\n',", '0a'],
  ])('%s is %s', (word, bytes) => {
    expect(hex(parseDataWord(word, 'c'))).toBe(bytes);
    expect(parseDataWord(word, 'c')).toMatchObject({ warning: undefined });
  });

  it.each(['078', '0b101', 'IX', '1x', '99999999999999999999', '1ULU', "'", 'hello'])(
    '%s is none',
    (word) => {
      expect(parseDataWord(word, 'c').kind).toBe('wrong');
    },
  );

  it.each([
    ['300HH', "300HH out of int8_t range, interpreted as 1-byte 44; consider 'U' suffix"],
    ['70000H', "70000H out of int16_t range, interpreted as 2-byte 4464; consider 'U' suffix"],
    ['5LL', "5LL out of int64_t range, interpreted as 8-byte 5; consider 'U' suffix"],
  ])('%s is remarked upon', (word, warning) => {
    expect(parseDataWord(word, 'c')).toMatchObject({ kind: 'data', warning });
  });
});

describe('data as 8.2 reads it', () => {
  it.each([
    ['0b101', '05'],
    ['IX', '09'],
    ['0xffU', 'ff'],
    ['"\u00e4"', 'c3a400'],
  ])('%s is %s', (word, bytes) => {
    expect(hex(parseDataWord(word, 'data-items'))).toBe(bytes);
  });
});
