import { hexPair, nibbles } from './hex-digits.ts';
import { looseHex, textEnd } from './loose-hex.ts';

/** Digits of a record besides its data: length, address, type and checksum. */
const frameDigits = 10;

/** Takes records apart in one pass, with their data going straight to where they are gathered. */
export class RecordReader {
  /** Bytes of data. */
  length = 0;
  address = 0;
  type = 0;
  /** The checksum as the record has it. */
  found = 0;
  /** What it ought to be: the two's complement of the sum of all bytes before it. */
  computed = 0;
  /** Where the record ends in the file. */
  end = 0;
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /**
   * Reads the record whose colon is at `colon` and puts its data into `target` from `offset` on, where there must be room for
   * half as many bytes as the file has left.
   * @returns false if digits are missing or wrong
   */
  read(colon: number, target: Uint8Array, offset: number): boolean {
    return this.#readDigits(colon, target, offset) || this.#readLoosely(colon, target, offset);
  }

  #readDigits(colon: number, target: Uint8Array, offset: number): boolean {
    const bytes = this.#bytes;
    const start = colon + 1;
    if (start + frameDigits > bytes.length) return false;
    const length = hexPair(bytes, start);
    const high = hexPair(bytes, start + 2);
    const low = hexPair(bytes, start + 4);
    const type = hexPair(bytes, start + 6);
    if ((length | high | low | type) < 0) return false;
    const stop = start + 8 + 2 * length;
    if (stop + 2 > bytes.length) return false;
    let sum = length + high + low + type;
    let to = offset;
    for (let at = start + 8; at < stop; at += 2) {
      const value = hexPair(bytes, at);
      if (value < 0) return false;
      target[to++] = value;
      sum += value;
    }
    const found = hexPair(bytes, stop);
    if (found < 0) return false;
    this.length = length;
    this.address = (high << 8) | low;
    this.type = type;
    this.found = found;
    this.computed = -sum & 0xff;
    this.end = stop + 2;
    return true;
  }

  #readLoosely(colon: number, target: Uint8Array, offset: number): boolean {
    const lineEnd = textEnd(this.#bytes, colon);
    let at = colon + 1;
    const next = (digits: number): number | undefined => {
      const value = looseHex(this.#bytes, at, digits, lineEnd);
      at += digits;
      return value === undefined ? undefined : Number(BigInt.asUintN(digits > 2 ? 32 : 8, value));
    };
    const [length, address, type] = [next(2), next(4), next(2)];
    if (length === undefined || address === undefined || type === undefined) return false;
    let sum = length + ((address >> 8) & 0xff) + (address & 0xff) + type;
    for (let to = offset; to < offset + length; to++) {
      const value = next(2);
      if (value === undefined) return false;
      target[to] = value;
      sum += value;
    }
    const found = next(2);
    if (found === undefined) return false;
    this.length = length;
    this.address = address;
    this.type = type;
    this.found = found;
    this.computed = -sum & 0xff;
    this.end = at;
    return true;
  }
}

/** Data records that were read in one go. */
export interface DataRun {
  /** Where the first record begins that is not among them. */
  readonly end: number;
  readonly lines: number;
  /** Bytes of data. */
  readonly length: number;
}

/**
 * Reads data records for as long as each begins where the one before ended and nothing is peculiar about it: the bulk of nearly
 * every file, in one loop. What stops it is left to the `RecordReader`.
 * @param at where a line begins
 * @param address which the first record must have, 0 to 0xffff
 * @param limit one more than the highest address that a byte may have, at most 0x10000
 */
export function readDataRun(
  bytes: Uint8Array,
  at: number,
  target: Uint8Array,
  offset: number,
  address: number,
  limit: number,
): DataRun {
  const size = bytes.length;
  let position = at;
  let to = offset;
  let expected = address;
  let lines = 0;
  while (position + 12 < size && bytes[position] === 0x3a) {
    const length = hexPair(bytes, position + 1);
    const start = (hexPair(bytes, position + 3) << 8) | hexPair(bytes, position + 5);
    if (length <= 0 || start !== expected || expected + length > limit) break;
    if (bytes[position + 7] !== 0x30 || bytes[position + 8] !== 0x30) break;
    const stop = position + 9 + 2 * length;
    if (stop + 3 >= size) break;
    let sum = length + (start >> 8) + (start & 0xff);
    let all = 0;
    let next = to;
    // Digit by digit without a call: a program that has just started runs this loop uncompiled for a while.
    for (let i = position + 9; i < stop; i += 2) {
      const value =
        ((nibbles[bytes[i] as number] as number) << 4) | (nibbles[bytes[i + 1] as number] as number);
      target[next++] = value;
      all |= value;
      sum += value;
    }
    if (all < 0 || hexPair(bytes, stop) !== (-sum & 0xff)) break;
    const lineEnd = bytes[stop + 2] === 0x0d ? stop + 3 : stop + 2;
    if (bytes[lineEnd] !== 0x0a) break;
    position = lineEnd + 1;
    to = next;
    expected += length;
    lines++;
  }
  return { end: position, lines, length: to - offset };
}
