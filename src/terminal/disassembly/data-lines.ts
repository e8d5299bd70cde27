import { escapeString } from '../c-string.ts';
import { hex } from './listing.ts';
import { type DataKind, itemWidth } from './symbols.ts';

/** A directive for data and how many bytes it covers. */
export interface DataLine {
  readonly code: string;
  readonly comment: string | undefined;
  readonly length: number;
}

const directives: Readonly<Record<number, string>> = {
  1: '.byte',
  2: '.word',
  4: '.long',
  8: '.quad',
  16: '.octa',
};

/** How many numbers of a kind stand on one line. */
const perLine: Readonly<Partial<Record<DataKind, number>>> = { W: 8, L: 5, Q: 3, O: 1 };

export function numbersPerLine(data: DataKind): number {
  return perLine[data] ?? 12;
}

/**
 * Numbers, as many as there are bytes for.
 * @param count of them that are wanted on this line
 * @param fill whether a short line is filled up with blanks to the length of a full one
 */
export function numberLine(bytes: Uint8Array, data: DataKind, count: number, fill: boolean): DataLine {
  const wanted = itemWidth(data);
  let shown = count;
  while (shown > 1 && bytes.length < wanted * shown) shown--;
  const width = powerOfTwo(Math.min(wanted, bytes.length));
  const numbers = Array.from({ length: shown }, (_, i) =>
    littleEndian(bytes.subarray(i * width, (i + 1) * width)),
  );
  const missing = fill ? Math.max(0, numbersPerLine(data) - shown) : 0;
  const length = width * shown;
  return {
    code: `${directives[width]} ${numbers.map((text, i) => `${i > 0 ? ',' : ' '} 0x${text}`).join('')}${' '.repeat(missing * (4 + 2 * width))}`,
    comment: Array.from(bytes.subarray(0, length), (byte) =>
      byte > 32 && byte < 0x7f ? String.fromCharCode(byte) : '_',
    ).join(''),
    length,
  };
}

/** Words of 0xffff. @param length bytes */
export function fillLine(length: number): DataLine {
  return { code: `.fill   ${length >> 1}, 2, 0xffff`, comment: undefined, length: length & ~1 };
}

/** A string up to its zero byte, or to where the bytes end. */
export function stringLine(bytes: Uint8Array): DataLine {
  const end = bytes.indexOf(0);
  if (end < 0) return { code: `.ascii  ${escapeString(bytes)}`, comment: undefined, length: bytes.length };
  return { code: `.asciz  ${escapeString(bytes.subarray(0, end))}`, comment: undefined, length: end + 1 };
}

/** Characters without an end. */
export function characterLine(bytes: Uint8Array): DataLine {
  return { code: `.ascii  ${escapeString(bytes)}`, comment: undefined, length: bytes.length };
}

function powerOfTwo(value: number): number {
  return value < 1 ? 0 : 1 << (31 - Math.clz32(value));
}

function littleEndian(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => hex(byte, 2))
    .reverse()
    .join('');
}
