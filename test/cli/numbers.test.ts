import { describe, expect, test } from 'vitest';
import { parseFloating, parseInteger } from '../../src/cli/c-number.ts';
import { parseInt32 } from '../../src/cli/data-item.ts';

describe('strtol', () => {
  test.each<[string, 0 | 10, number, string]>([
    ['57600', 0, 57600, ''],
    [' 57600', 0, 57600, ''],
    ['57600 ', 0, 57600, ' '],
    ['0x4b00', 0, 19200, ''],
    ['0X4B00', 0, 19200, ''],
    ['0x', 0, 0, 'x'],
    ['010', 0, 8, ''],
    ['010', 10, 10, ''],
    ['089', 0, 0, '89'],
    ['-5', 0, -5, ''],
    ['+5', 0, 5, ''],
    ['- 5', 0, 0, '- 5'],
    ['', 0, 0, ''],
    ['x', 0, 0, 'x'],
    ['4294967296', 0, 0, ''],
    ['2147483648', 0, -2147483648, ''],
    ['99999999999999999999', 0, -1, ''],
    ['-99999999999999999999', 0, 0, ''],
    ['0x10', 10, 0, 'x10'],
  ])('%j to the base %i', (text, base, value, rest) => {
    expect(parseInteger(text, base)).toEqual({ value, rest });
  });
});

describe('strtod', () => {
  test.each<[string, number, string]>([
    ['4', 4, ''],
    [' 4.5us', 4.5, 'us'],
    ['.5', 0.5, ''],
    ['5.', 5, ''],
    ['.', 0, '.'],
    ['1e3', 1000, ''],
    ['1e', 1, 'e'],
    ['1E-1x', 0.1, 'x'],
    ['-3', -3, ''],
    ['0x10', 16, ''],
    ['0x.8p1', 1, ''],
    ['0x', 0, 'x'],
    ['inf', Number.POSITIVE_INFINITY, ''],
    ['-Infinityx', Number.NEGATIVE_INFINITY, 'x'],
    ['nan', Number.NaN, ''],
    ['', 0, ''],
    ['x', 0, 'x'],
  ])('%j', (text, value, rest) => {
    expect(parseFloating(text)).toEqual({ value, rest });
  });
});

describe('data items of 8.x', () => {
  test.each<[string, number]>([
    ['57600', 57600],
    [' 57600', 57600],
    ['0x4b00', 19200],
    ['0b1010', 10],
    ['017', 15],
    ['-5', -5],
    ['19200,', 19200],
    ['19200U', 19200],
    ['19200L', 19200],
    ["'A'", 65],
    ["'\\n'", 10],
    ['0xffffffff', -1],
    ['2147483647', 2147483647],
  ])('%j is %i', (text, value) => {
    expect(parseInt32(text)).toEqual({ ok: true, value });
  });

  test.each<[string, string]>([
    ['', 'no data to convert'],
    [',', 'no data to convert'],
    ['x', 'cannot parse'],
    ['1.5', 'cannot parse'],
    ['089', 'cannot parse'],
    ['0x', 'cannot parse'],
    ['5 ', 'cannot parse'],
    ['1LLL', 'cannot parse'],
    ['1LUL', 'cannot parse'],
    ['"5"', 'not an integral type'],
    ['3000000000', 'out of int32 range'],
    ['-2147483649', 'out of int32 range'],
    ['300HH', 'out of int8 range'],
    ['40000H', 'out of int16 range'],
    ['70000UH', 'out of uint16 range'],
  ])('%j: %s', (text, reason) => {
    expect(parseInt32(text)).toEqual({ ok: false, reason });
  });
});
