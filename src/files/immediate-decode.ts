import { notice } from '../output/events.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import { invalidImmediate } from './immediate-words.ts';

const maximum = 0xffffffffffffffffn;

/**
 * Reads immediate data as byte values (up to 7.x): decimal, 0x hexadecimal, 0 octal, 0b binary, with blanks or commas between
 * them. What does not fit into a byte loses its upper bits; what does not fit into the memory is not looked at.
 * @param text the data as `-U` gave them
 */
export function decodeByteValues(text: string, { memory }: DecodeContext): Decoding {
  const data = new Uint8Array(memory.size);
  let count = 0;
  for (const item of text.split(/[ ,]+/)) {
    if (item === '') continue;
    if (count >= memory.size) break;
    const value = byteValue(item);
    if (value === undefined) {
      return { kind: 'unusable', events: [notice(invalidImmediate, { item, reason: 'cannot parse' })] };
    }
    data[count++] = value;
  }
  const chunk = { address: 0, data: data.subarray(0, count) };
  return { kind: 'contents', events: [], chunks: [chunk], end: count };
}

/** The lower eight bits of a number as C writes it; undefined if it is none. */
function byteValue(item: string): number | undefined {
  const match = /^([+-]?)(0b[01]*|0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)$/i.exec(item);
  if (!match) return undefined;
  const [, sign, digits = ''] = match;
  const octal = /^0[0-7]+$/.test(digits);
  const value = octal ? BigInt(`0o${digits.slice(1)}`) : /^0b$/i.test(digits) ? 0n : BigInt(digits);
  if (value > maximum) return 0xff;
  return Number((sign === '-' ? -value : value) & 0xffn);
}

/** The part of the data that 6.4 goes on calling the file's name once it has taken them apart: up to the first separator. */
export function nameLeftOver(text: string): string {
  return /^[ ,]*[^ ,]*/.exec(text)?.[0] ?? text;
}
