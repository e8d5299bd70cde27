import { expect, test } from 'vitest';
import { splitItems } from '../../src/files/data-tokens.ts';
import { dataItemBytes, parseDataItem } from '../../src/model/data-item.ts';

const hex = (text: string) => {
  const item = parseDataItem(text);
  return item.kind === 'error' ? item.reason : Buffer.from(dataItemBytes(item)).toString('hex');
};

// Sizes as avrdude 8's terminal documentation gives them (avrdude(1), "Terminal mode", data items).
test.each([
  ['0', '00'],
  ['255', 'ff'],
  ['-1', 'ff'],
  ['-128', '80'],
  ['-129', '7fff'],
  ['256', '0001'],
  ['65535', 'ffff'],
  ['65536', '00000100'],
  ['4294967296', '0000000001000000'],
  ['0x1', '01'],
  ['0x001', '0100'],
  ['0x00001', '01000000'],
  ['0x123456789', '8967452301000000'],
  ['0b1', '01'],
  ['0b000000001', '0100'],
  ['017', '0f'],
  ['08', 'cannot parse'],
  ['1L', '01000000'],
  ['1LL', '0100000000000000'],
  ['1H', '0100'],
  ['1S', '0100'],
  ['1HH', '01'],
  ['1U', '01'],
  ['0x12HH', '12'],
  ['7UL', '07000000'],
  ['7LU', '07000000'],
  ['7LUL', 'cannot parse'],
  ['7HS', 'cannot parse'],
  ['18446744073709551615U', 'ffffffffffffffff'],
  ['18446744073709551616', 'cannot parse'],
  ['MCMXCIX', 'cf07'],
  ['IIII', 'cannot parse'],
  ['1.0', '0000803f'],
  ['1.0f', '0000803f'],
  ['1d', '000000000000f03f'],
  ['1f', '0000803f'],
  ['.5e1', '0000a040'],
  ['0x1.8p1', '00004040'],
  ['-inf', '000080ff'],
  ["'A'", '41'],
  ["'\\n'", '0a'],
  ["'\\x41'", '41'],
  ["'\\101'", '41'],
  ['"hi"', '686900'],
  ['""', '00'],
  ['"\\u00e9\\q"', 'c3a95c7100'],
  ['"open', 'cannot parse'],
  ['12,', '0c'],
  [',', 'no data to convert'],
  ['zwei', 'cannot parse'],
])('%s', (text, expected) => {
  expect(hex(text)).toBe(expected);
});

test('a number out of its own size is curtailed with a remark', () => {
  expect(parseDataItem('300HH')).toMatchObject({
    warning: '300HH out of int8 range, interpreted as 1-byte 300HHU',
  });
  expect(parseDataItem('0x1ffHH')).toMatchObject({ size: 1 });
});

test('items are split at blanks and commas, but not within quotes', () => {
  expect(splitItems(`1,2 , 'a b' "c, d"\\ e \\n`)).toEqual(['1', '2', "'a b'", '"c, d" e', '\\n']);
});
