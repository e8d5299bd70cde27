import type { EncodeRequest } from './encoding.ts';

/** Formats `h d o b`: numbers of one base. */
export type NumberBase = 16 | 10 | 8 | 2;
const prefixes = { 16: '0x', 10: '', 8: '0', 2: '0b' } as const;

/** Writes bytes as one line of numbers with commas. An octal number below eight has no prefix. */
export function encodeNumberList({ data, segments }: EncodeRequest, base: NumberBase): string {
  return segments
    .map(({ address, length }) => {
      const numbers = Array.from(data.subarray(address, address + length), (byte) => {
        const prefix = base === 8 && byte < 8 ? '' : prefixes[base];
        return prefix + byte.toString(base);
      });
      return `${numbers.join(',')}\n`;
    })
    .join('');
}
