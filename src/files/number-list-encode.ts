import type { EncodeRequest } from './encoding.ts';

/** Formats `h d o b R`: what the numbers are written in. */
export type NumberBase = 16 | 10 | 8 | 2 | 'roman';
const prefixes = { 16: '0x', 10: '', 8: '0', 2: '0b' } as const;

/** Writes bytes as lines of numbers with commas, one line for each segment. */
export function encodeNumberList({ data, segments }: EncodeRequest, base: NumberBase): string {
  const digits = Array.from({ length: 256 }, (_, byte) =>
    base === 'roman' ? roman(byte) : number(byte, base),
  );
  return segments
    .map(({ address, length }) => {
      const numbers = Array.from(data.subarray(address, address + length), (byte) => digits[byte]);
      return `${numbers.join(',')}\n`;
    })
    .join('');
}

/** An octal number below eight has no prefix. */
function number(byte: number, base: 16 | 10 | 8 | 2): string {
  return (base === 8 && byte < 8 ? '' : prefixes[base]) + byte.toString(base);
}

const numerals = [
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
] as const;

function roman(byte: number): string {
  let text = '';
  let rest = byte;
  for (const [value, numeral] of numerals) {
    text += numeral.repeat(Math.floor(rest / value));
    rest %= value;
  }
  return text === '' ? '0' : text;
}
