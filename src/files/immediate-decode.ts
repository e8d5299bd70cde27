import { scanInteger } from '../model/c-number.ts';
import { notice } from '../output/events.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import { invalidImmediate } from './immediate-messages.ts';

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

/** The lower eight bits of what `strtoul` reads, behind `0b` to the base 2; undefined if something else is left over. */
function byteValue(item: string): number | undefined {
  const binary = item.startsWith('0b');
  const digits = binary ? item.slice(2) : item;
  const { value, end } = scanInteger(digits, binary ? 2 : undefined);
  return end === digits.length ? Number(value & 0xffn) : undefined;
}

/** The part of the data that 6.4 goes on calling the file's name once it has taken them apart: up to the first separator. */
export function nameLeftOver(text: string): string {
  return /^[ ,]*[^ ,]*/.exec(text)?.[0] ?? text;
}
