import { type Event, notice } from '../output/events.ts';
import { ChunkBuilder, type DecodeContext, type Decoding } from './decoding.ts';
import { readHexPairs } from './hex-digits.ts';
import { byteOrderMark, nextLine } from './lines.ts';
import { type Placement, placeRecord } from './placement.ts';
import { leftBehindEnd } from './remarks.ts';
import * as words from './s-record-words.ts';

const mark = 0x53;
const digitZero = 0x30;

/**
 * Reads Motorola S-records. Lines that do not start with S are comments. Reading stops at the first end record.
 * @param bytes the file
 */
export function decodeSRecords(bytes: Uint8Array, context: DecodeContext): Decoding {
  const { file } = context;
  const events: Event[] = [];
  const chunks = new ChunkBuilder(bytes.length >> 1);
  const record = new Uint8Array(256);
  let line = 0;
  let dataRecords = 0;
  let highest = 0;

  const unusable = (event: Event): Decoding => ({ kind: 'unusable', events: [...events, event] });
  const contents = (): Decoding => ({ kind: 'contents', events, chunks: chunks.chunks(), end: highest });

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
    if (count < width + 2) return unusable(notice(words.invalidRecord, { line, file }));
    next = nextLine(bytes, at + 2 + 2 * count);
    const found = record[count - 1] as number;
    const computed = checksum(record, count - 1);
    if (found !== computed) return unusable(notice(words.checksumMismatch, { line, file, found, computed }));
    const address = addressOf(record, width);

    switch (type) {
      case 0:
        break;
      case 1:
      case 2:
      case 3: {
        const length = count - width - 2;
        const placed = placeRecord(address, length, context);
        if (placed.problem !== 'none') {
          const event = problem(placed, address, length, 2 * width, line, context);
          if (placed.fate === undefined) return unusable(event);
          events.push(event);
        }
        if (placed.end > highest && placed.fate !== 'ignoring') highest = placed.end;
        chunks.store.set(record.subarray(1 + width, 1 + width + length), chunks.used);
        if (placed.length > 0) chunks.keep(placed.address, placed.skip, placed.length);
        dataRecords++;
        break;
      }
      case 4:
        return unusable(notice(words.unsupportedRecord, { line, file }));
      case 5:
      case 6:
        if (address !== dataRecords) {
          return unusable(notice(words.countMismatch, { line, file, count: dataRecords, expected: address }));
        }
        break;
      case 7:
      case 8:
      case 9:
        events.push(...leftBehindEnd(countBehind(bytes, next), line, file));
        return contents();
      default:
        return unusable(notice(words.unknownRecordType, { type: typeCode, line, file }));
    }
  }

  events.push(notice(words.noEndRecord, { file }));
  return contents();
}

/** Bytes of address in a record of this type. */
function addressWidth(type: number): number {
  return type === 2 || type === 6 || type === 8 ? 3 : type === 3 || type === 7 ? 4 : 2;
}

/** @returns the record's bytes from its count to its checksum; 0 if digits are missing or wrong */
function readRecord(bytes: Uint8Array, at: number, record: Uint8Array): number {
  if (readHexPairs(bytes, at, record, 1) === 0) return 0;
  const count = 1 + (record[0] as number);
  return readHexPairs(bytes, at, record, count) === count ? count : 0;
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

/** The words for a record that lies outside what can be addressed. */
function problem(
  placed: Placement,
  absolute: number,
  length: number,
  digits: number,
  line: number,
  context: DecodeContext,
): Event {
  const { file, offset, limit, behaviour } = context;
  const fate = placed.fate === undefined ? {} : { fate: placed.fate };
  if (placed.problem === 'below-offset') {
    return notice(words.addressBelowOffset, { address: absolute, digits, offset, line, file, ...fate });
  }
  const first = absolute - offset;
  if (behaviour.layout === 'one-memory') {
    return notice(words.addressOutOfRange, { address: first + length, digits, line, file });
  }
  return notice(words.recordOutOfRange, {
    first,
    last: first + length - 1,
    highest: limit - 1,
    line,
    file,
    ...fate,
  });
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
