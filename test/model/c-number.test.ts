import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanFloat, scanInteger } from '../../src/model/c-number.ts';

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
