import { scanInteger } from '../model/c-number.ts';

/**
 * A field of a record as C's `strtoul` reads it, by which avrdude does: blanks, a sign or `0x` may stand in place of digits. What
 * that makes of a damaged record is nearly always a wrong checksum.
 * @param end where the line ends
 * @returns the number in 64 bits; undefined if it is none, does not fill the field, or the line ends before it
 */
export function looseHex(bytes: Uint8Array, at: number, digits: number, end: number): bigint | undefined {
  if (at + digits > end) return undefined;
  const field = String.fromCharCode(...bytes.subarray(at, at + digits));
  const scanned = scanInteger(field, 16);
  return scanned.end === digits ? scanned.value : undefined;
}

/** Where the text of a line ends, at its line feed or a NUL. */
export function textEnd(bytes: Uint8Array, at: number): number {
  let end = at;
  while (end < bytes.length && bytes[end] !== 0x0a && bytes[end] !== 0) end++;
  return end;
}
