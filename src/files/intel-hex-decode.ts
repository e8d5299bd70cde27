import { type Event, notice } from '../output/events.ts';
import { ChunkBuilder, type DecodeContext, type Decoding } from './decoding.ts';
import { readHexPairs } from './hex-digits.ts';
import * as words from './intel-hex-words.ts';
import { byteOrderMark, nextLine } from './lines.ts';
import { type Placement, placeRecord } from './placement.ts';
import { leftBehindEnd } from './remarks.ts';

const colon = 0x3a;
const recordTypes = { data: 0, end: 1, segment: 2, startSegment: 3, linear: 4, startLinear: 5 } as const;
/** Length, two bytes of address, type, checksum. */
const frame = 5;

/**
 * Reads Intel hex (Intel, "Hexadecimal Object File Format Specification", revision A, 1988). Lines that do not start with a
 * colon, and what follows a record in its line, are comments. Reading stops at the first end record.
 * @param bytes the file
 */
export function decodeIntelHex(bytes: Uint8Array, context: DecodeContext): Decoding {
  const { file } = context;
  const events: Event[] = [];
  const chunks = new ChunkBuilder(bytes.length >> 1);
  const record = new Uint8Array(frame + 255);
  let line = 0;
  let base = 0;
  let highest = 0;

  const unusable = (event: Event): Decoding => ({ kind: 'unusable', events: [...events, event] });

  let next = 0;
  for (let at = byteOrderMark(bytes); at < bytes.length; at = next) {
    line++;
    if (bytes[at] !== colon) {
      next = nextLine(bytes, at);
      continue;
    }
    const count = readRecord(bytes, at + 1, record);
    if (count === 0) return unusable(notice(words.invalidRecord, { line, file }));
    next = nextLine(bytes, at + 1 + 2 * count);
    const length = record[0] as number;
    const address = ((record[1] as number) << 8) | (record[2] as number);
    const type = record[3] as number;
    const found = record[count - 1] as number;
    const computed = checksum(record, count - 1);
    if (context.detail) events.push(notice(words.recordRead, { type, address, length, found, computed }));
    if (found !== computed) {
      const mismatch = { line, file, found, computed };
      if (!context.tolerant) return unusable(notice(words.checksumMismatch, mismatch));
      events.push(notice(words.checksumIgnored, mismatch));
    }

    switch (type) {
      case recordTypes.data: {
        const placed = placeRecord(base + address, length, context);
        if (placed.problem !== 'none') {
          const event = problem(placed, base + address, length, line, context);
          if (placed.fate === undefined) return unusable(event);
          events.push(event);
        }
        if (placed.end > highest && placed.fate !== 'ignoring') highest = placed.end;
        if (placed.length > 0) chunks.add(placed.address, record, 4 + placed.skip, placed.length);
        break;
      }
      case recordTypes.end:
        events.push(...leftBehindEnd(countBehind(bytes, next), line, file));
        return { kind: 'contents', events, chunks: chunks.chunks(), end: highest };
      case recordTypes.segment:
      case recordTypes.linear: {
        if (length < 2) return unusable(notice(words.invalidRecord, { line, file }));
        const upper = ((record[4] as number) << 8) | (record[5] as number);
        base = type === recordTypes.segment ? upper * 0x10 : upper * 0x10000;
        break;
      }
      case recordTypes.startSegment:
      case recordTypes.startLinear:
        break;
      default:
        return unusable(notice(words.unknownRecordType, { type, line, file }));
    }
  }

  if (highest === 0) return unusable(notice(words.noValidRecord, { file }));
  events.push(notice(words.noEndRecord, { file }));
  return { kind: 'contents', events, chunks: chunks.chunks(), end: highest };
}

/** The words for a record that lies outside what can be addressed. */
function problem(
  placed: Placement,
  absolute: number,
  length: number,
  line: number,
  context: DecodeContext,
): Event {
  const { file, offset, limit, behaviour } = context;
  const fate = placed.fate === undefined ? {} : { fate: placed.fate };
  if (placed.problem === 'below-offset') {
    return notice(words.addressBelowOffset, { address: absolute, offset, line, file, ...fate });
  }
  const first = absolute - offset;
  if (behaviour.layout === 'one-memory') {
    return notice(words.addressOutOfRange, { address: first + length, line, file });
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

/** @returns the record's bytes from its length to its checksum; 0 if digits are missing or wrong */
function readRecord(bytes: Uint8Array, at: number, record: Uint8Array): number {
  if (readHexPairs(bytes, at, record, 1) === 0) return 0;
  const count = frame + (record[0] as number);
  return readHexPairs(bytes, at, record, count) === count ? count : 0;
}

/** The two's complement of the sum of the first `count` bytes. */
function checksum(record: Uint8Array, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += record[i] as number;
  return -sum & 0xff;
}

/** Data records from `start` on that an end record keeps from being read. */
function countBehind(bytes: Uint8Array, start: number): { records: number; bytes: number } {
  const record = new Uint8Array(frame + 255);
  let records = 0;
  let total = 0;
  for (let at = start; at < bytes.length; at = nextLine(bytes, at)) {
    if (bytes[at] !== colon || readRecord(bytes, at + 1, record) === 0 || record[3] !== recordTypes.data)
      continue;
    records++;
    total += record[0] as number;
  }
  return { records, bytes: total };
}
