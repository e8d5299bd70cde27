import { notice } from '../output/events.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import { readHexPairs } from './hex-digits.ts';
import { byteOrderMark, nextLine } from './lines.ts';
import { looseHex, textEnd } from './loose-hex.ts';
import { RecordContents } from './record-contents.ts';
import { cutOff, goesOn, leftBehindEnd } from './remarks.ts';
import * as words from './s-record-messages.ts';

const mark = 0x53;
const digitZero = 0x30;

/**
 * Reads Motorola S-records. Lines that do not start with S are comments. Reading stops at the first end record.
 * @param bytes the file
 */
export function decodeSRecords(bytes: Uint8Array, context: DecodeContext): Decoding {
  const { file } = context;
  const taken = new RecordContents(bytes.length >> 1, context, words);
  const { events, chunks } = taken;
  const record = new Uint8Array(256);
  let line = 0;
  let dataRecords = 0;

  let next = 0;
  for (let at = byteOrderMark(bytes); at < bytes.length; at = next) {
    line++;
    if (bytes[at] !== mark) {
      next = nextLine(bytes, at);
      continue;
    }
    const typeCode = bytes[at + 1] ?? 0;
    const type = typeCode - digitZero;
    const width = addressWidth(type);
    const count = readRecord(bytes, at + 2, record);
    if (count < width + 2)
      return taken.unusable(...cutOff(bytes, at, line, file), notice(words.invalidRecord, { line, file }));
    const end = at + 2 + 2 * count;
    next = nextLine(bytes, end);
    if (goesOn(bytes, end)) events.push({ kind: 'record-joined', file, line, next: nextIn(bytes, end) });
    const found = record[count - 1] as number;
    const computed = checksum(record, count - 1);
    if (found !== computed)
      return taken.unusable(notice(words.checksumMismatch, { line, file, found, computed }));
    const address = addressOf(record, width);

    switch (type) {
      case 0:
        break;
      case 1:
      case 2:
      case 3: {
        const length = count - width - 2;
        chunks.store.set(record.subarray(1 + width, 1 + width + length), chunks.used);
        if (!taken.take(address, length, line, 2 * width)) return taken.unusable();
        dataRecords++;
        break;
      }
      case 4:
        return taken.unusable(notice(words.unsupportedRecord, { line, file }));
      case 5:
      case 6:
        if (address !== dataRecords) {
          return taken.unusable(
            notice(words.countMismatch, { line, file, count: dataRecords, expected: address }),
          );
        }
        break;
      case 7:
      case 8:
      case 9:
        events.push(...leftBehindEnd(countBehind(bytes, next), line, file));
        return taken.contents();
      default:
        return taken.unusable(notice(words.unknownRecordType, { type: typeCode, line, file }));
    }
  }

  events.push({ kind: 'end-record-missing', file, end: taken.end }, notice(words.noEndRecord, { file }));
  return taken.contents();
}

/** Whether a whole record begins at `at`, where there is an S. */
export function isSRecord(bytes: Uint8Array, at: number): boolean {
  const record = new Uint8Array(256);
  const count = readRecord(bytes, at + 2, record);
  return count > 3 && record[count - 1] === checksum(record, count - 1);
}

/** Bytes of address in a record of this type. */
function addressWidth(type: number): number {
  return type === 2 || type === 6 || type === 8 ? 3 : type === 3 || type === 7 ? 4 : 2;
}

/** @returns the record's bytes from its count to its checksum; 0 if digits are missing or wrong */
function readRecord(bytes: Uint8Array, at: number, record: Uint8Array): number {
  if (readHexPairs(bytes, at, record, 1) !== 0) {
    const count = 1 + (record[0] as number);
    if (readHexPairs(bytes, at, record, count) === count) return count;
  }
  return readLoosely(bytes, at, record);
}

/** The same where something else stands in place of digits. */
function readLoosely(bytes: Uint8Array, at: number, record: Uint8Array): number {
  const lineEnd = textEnd(bytes, at);
  const length = looseHex(bytes, at, 2, lineEnd);
  const width = addressWidth((bytes[at - 1] ?? 0) - digitZero);
  const address = looseHex(bytes, at + 2, 2 * width, lineEnd);
  if (length === undefined || address === undefined) return 0;
  const count = 1 + Number(length & 0xffn);
  record[0] = count - 1;
  for (let i = 0; i < width; i++) record[1 + i] = Number((address >> BigInt(8 * (width - 1 - i))) & 0xffn);
  for (let i = 1 + width; i < count; i++) {
    const value = looseHex(bytes, at + 2 * i, 2, lineEnd);
    if (value === undefined) return 0;
    record[i] = Number(value & 0xffn);
  }
  return count;
}

function addressOf(record: Uint8Array, width: number): number {
  let address = 0;
  for (let i = 1; i <= width; i++) address = address * 0x100 + (record[i] as number);
  return address;
}

/** The ones' complement of the sum of the first `count` bytes. */
function checksum(record: Uint8Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += record[i] as number;
  return 0xff - (sum & 0xff);
}

/** The record that stands behind another one in its line. */
function nextIn(bytes: Uint8Array, end: number): { address: number; bytes: number } | undefined {
  if (bytes[end] !== mark || !isSRecord(bytes, end)) return undefined;
  const record = new Uint8Array(256);
  const width = addressWidth((bytes[end + 1] ?? 0) - digitZero);
  const count = readRecord(bytes, end + 2, record);
  return { address: addressOf(record, width), bytes: count - width - 2 };
}

/** Data records from `start` on that an end record keeps from being read. */
function countBehind(bytes: Uint8Array, start: number): { records: number; bytes: number } {
  const record = new Uint8Array(256);
  let records = 0;
  let total = 0;
  for (let at = start; at < bytes.length; at = nextLine(bytes, at)) {
    const type = (bytes[at + 1] ?? 0) - digitZero;
    if (bytes[at] !== mark || type < 1 || type > 3) continue;
    const count = readRecord(bytes, at + 2, record);
    if (count === 0) continue;
    records++;
    total += Math.max(0, count - addressWidth(type) - 2);
  }
  return { records, bytes: total };
}
