import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intOf, scanFloat, scanInt, scanInteger, unsignedIntOf } from '../../src/model/c-number.ts';

describe('integers as strtoul reads them', () => {
  it.each([
    ['0', 0n, 1],
    ['  42x', 42n, 4],
    ['0x1F', 31n, 4],
    ['0x', 0n, 1],
    ['0xg', 0n, 1],
    ['017', 15n, 3],
    ['08', 0n, 1],
    ['+7', 7n, 2],
    ['-1', 0xffffffffffffffffn, 2],
    ['', 0n, 0],
    ['-', 0n, 0],
    ['x', 0n, 0],
  ])('%j', (text, value, end) => {
    expect(scanInteger(text)).toEqual({ value, end, overflow: false });
  });

  it('stops at what 64 bits hold', () => {
    expect(scanInteger('18446744073709551615')).toEqual({ value: 2n ** 64n - 1n, end: 20, overflow: false });
    expect(scanInteger('18446744073709551616')).toEqual({ value: 2n ** 64n - 1n, end: 20, overflow: true });
  });

  it('reads back every number in the bases that C writes', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        for (const text of [`${value}`, `0x${value.toString(16)}`, `0${value.toString(8)}`])
          expect(scanInteger(text)).toEqual({ value, end: text.length, overflow: false });
      }),
    );
  });
});

describe('floating point numbers as strtod reads them', () => {
  it.each([
    ['1.5', 1.5, 3],
    ['-.25e1F', -2.5, 6],
    ['3.V', 3, 2],
    ['0x1.8p3', 12, 7],
    ['-0x.8', -0.5, 5],
    ['infinity', Number.POSITIVE_INFINITY, 8],
    ['-inf', Number.NEGATIVE_INFINITY, 4],
    ['nanx', Number.NaN, 3],
    ['volt', 0, 0],
    ['.', 0, 0],
  ])('%j', (text, value, end) => {
    expect(scanFloat(text)).toEqual({ value, end });
  });
});

describe('an int as C makes it of what strtol reads', () => {
  it.each<[string, 10 | undefined, number, string]>([
    ['57600', undefined, 57600, ''],
    [' 57600', undefined, 57600, ''],
    ['57600 ', undefined, 57600, ' '],
    ['0x4b00', undefined, 19200, ''],
    ['0X4B00', undefined, 19200, ''],
    ['0x', undefined, 0, 'x'],
    ['010', undefined, 8, ''],
    ['010', 10, 10, ''],
    ['089', undefined, 0, '89'],
    ['-5', undefined, -5, ''],
    ['+5', undefined, 5, ''],
    ['- 5', undefined, 0, '- 5'],
    ['', undefined, 0, ''],
    ['x', undefined, 0, 'x'],
    ['4294967296', undefined, 0, ''],
    ['2147483648', undefined, -2147483648, ''],
    ['99999999999999999999', undefined, -1, ''],
    ['-99999999999999999999', undefined, 0, ''],
    ['-18446744073709551615', undefined, 0, ''],
    ['-9223372036854775807', undefined, 1, ''],
    ['0x10', 10, 0, 'x10'],
  ])('%j to the base %s', (text, base, value, rest) => {
    expect(scanInt(text, base)).toEqual({ value, end: text.length - rest.length });
  });
});

describe('more of strtod', () => {
  it.each<[string, number, string]>([
    [' 4.5us', 4.5, 'us'],
    ['5.', 5, ''],
    ['1e3', 1000, ''],
    ['1e', 1, 'e'],
    ['1E-1x', 0.1, 'x'],
    ['0x10', 16, ''],
    ['0x.8p1', 1, ''],
    ['0x', 0, 'x'],
    ['', 0, ''],
    ['nan(1)', Number.NaN, ''],
  ])('%j', (text, value, rest) => {
    expect(scanFloat(text)).toEqual({ value, end: text.length - rest.length });
  });
});

// As gcc's code for x86-64 (cvttsd2si).
describe('a floating point number as an int', () => {
  it.each([
    [1.9, 1, 1],
    [-1.9, -1, 0xffffffff],
    [-0.5, 0, 0],
    [2147483647.5, 2147483647, 2147483647],
    [2147483648, -2147483648, 2147483648],
    [-2147483649, -2147483648, 2147483647],
    [4294967297, -2147483648, 1],
    [1e19, -2147483648, 0],
    [Number.NaN, -2147483648, 0],
    [Number.POSITIVE_INFINITY, -2147483648, 0],
    [Number.NEGATIVE_INFINITY, -2147483648, 0],
  ])('%f', (value, signed, unsigned) => {
    expect([intOf(value) + 0, unsignedIntOf(value)]).toEqual([signed, unsigned]);
  });
});
