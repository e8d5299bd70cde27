import type { Event } from '../output/events.ts';
import { hexPair } from './hex-digits.ts';
import { nextLine } from './lines.ts';

/**
 * What there is to know of records behind the first end record: avrdude stops there without a word, and files that were made by
 * joining two lose their second half.
 */
export function leftBehindEnd(
  behind: { readonly records: number; readonly bytes: number },
  line: number,
  file: string,
): readonly Event[] {
  return behind.records === 0 ? [] : [{ kind: 'records-behind-end', file, line, ...behind }];
}

/** Whether a line goes on behind its record with another one, or with more digits; a comment is set off by a blank. */
export function goesOn(bytes: Uint8Array, end: number): boolean {
  const start = bytes[end] === colon || bytes[end] === letterS ? end + 1 : end;
  return start + 1 < bytes.length && hexPair(bytes, start) >= 0;
}

/** What there is to know of a record that is not valid because the file ends in it. @param at where it begins */
export function cutOff(bytes: Uint8Array, at: number, line: number, file: string): readonly Event[] {
  if (nextLine(bytes, at) < bytes.length) return [];
  const digits = /^[:S][0-9a-f]*[\r\n]*$/i;
  const rest = String.fromCharCode(...bytes.subarray(at, at + longestRecord));
  return digits.test(rest) ? [{ kind: 'record-cut-off', file, line }] : [];
}

const colon = 0x3a;
const letterS = 0x53;
/** Characters of a record with 255 bytes, and its line end. */
const longestRecord = 1 + 2 * 260 + 2;
