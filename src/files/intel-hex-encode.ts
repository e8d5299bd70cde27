import type { EncodeRequest } from './encoding.ts';
import { asciiDump } from './hex-comment.ts';
import { hexNumber, hexPairs } from './hex-digits.ts';

const recordSize = 32;
const window = 0x10000;
const endRecord = ':00000001FF\n';

/**
 * Writes Intel hex with 32 bytes in a record and extended linear addresses.
 * @param comments whether each record is followed by its address and contents in readable form (format `I`)
 */
export function encodeIntelHex(request: EncodeRequest, comments: boolean): string {
  const { behaviour, segments, offset } = request;
  const parts: string[] = [];
  let first = true;
  for (const { address, length } of segments) {
    const start = address + offset;
    const end = start + length;
    if (!first || start >= window) parts.push(linearAddress(start));
    first = false;
    for (let at = start; at < end; ) {
      const stop = Math.min(at + recordSize, end, (Math.floor(at / window) + 1) * window);
      const bytes = request.data.subarray(at - offset, stop - offset);
      parts.push(dataRecord(at % window, bytes));
      if (comments) parts.push('  '.repeat(recordSize - bytes.length), ` // ${comment(request, at, bytes)}`);
      parts.push('\n');
      at = stop;
      const more = at < end || behaviour.layout === 'one-memory';
      if (at % window === 0 && more) parts.push(linearAddress(at));
    }
  }
  parts.push(endRecord);
  return parts.join('');
}

function dataRecord(address: number, bytes: Uint8Array): string {
  let sum = bytes.length + (address >> 8) + (address & 0xff);
  for (const byte of bytes) sum += byte;
  return `:${hexNumber(bytes.length, 2)}${hexNumber(address, 4)}00${hexPairs(bytes)}${hexNumber(-sum & 0xff, 2)}`;
}

function linearAddress(address: number): string {
  const upper = Math.floor(address / window) & 0xffff;
  const sum = 2 + 4 + (upper >> 8) + (upper & 0xff);
  return `:02000004${hexNumber(upper, 4)}${hexNumber(-sum & 0xff, 2)}\n`;
}

function comment({ behaviour, label }: EncodeRequest, address: number, bytes: Uint8Array): string {
  const place = `${address.toString(16).padStart(5, '0')}> `;
  if (behaviour.hexComments === 'ascii') return place + asciiDump(bytes, '_');
  const name = label(address, bytes);
  if (name === undefined) return place + asciiDump(bytes, ' ');
  const shown =
    bytes.length < 9
      ? Array.from(bytes, (byte) => `0x${byte.toString(16).padStart(2, '0')}`).join(' ')
      : asciiDump(bytes, ' ');
  return `${place}${shown} ${name}`;
}
