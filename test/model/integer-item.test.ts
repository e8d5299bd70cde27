import { describe, expect, it } from 'vitest';
import { type IntegerRange, readIntegerItem } from '../../src/model/integer-item.ts';

describe('integer arguments of 8.2', () => {
  it.each<[string, IntegerRange, number]>([
    ['-16', 'int32', -16],
    ['0x7fffffff', 'int32', 0x7fffffff],
    ["'a'", 'int32', 97],
    ['0xffffffff', 'uint32', 0xffffffff],
    ['-1', 'uint8', 255],
    ['255,', 'uint8', 255],
  ])('%s as %s', (text, range, value) => {
    expect(readIntegerItem(text, range)).toEqual({ ok: true, value });
  });

  it.each<[string, IntegerRange, string]>([
    ['0x100000000', 'int32', 'out of int32 range'],
    ['256', 'uint8', 'out of uint8 range'],
    ['300HH', 'int32', 'out of int8 range'],
    ['1.5', 'int32', 'cannot parse'],
    ['"a"', 'int32', 'not an integral type'],
    ['x', 'int32', 'cannot parse'],
    ['', 'int32', 'no data to convert'],
  ])('%s as %s is refused', (text, range, error) => {
    expect(readIntegerItem(text, range)).toEqual({ ok: false, error });
  });
});
