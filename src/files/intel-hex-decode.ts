import { notice } from '../output/events.ts';
import type { DecodeContext, Decoding } from './decoding.ts';
import * as words from './intel-hex-messages.ts';
import { RecordReader, readDataRun } from './intel-hex-record.ts';
import { byteOrderMark, nextLine } from './lines.ts';
import { RecordContents } from './record-contents.ts';
import { cutOff, goesOn, leftBehindEnd } from './remarks.ts';

const colon = 0x3a;
/** What 16 bits of address reach. */
const window = 0x10000;
const addressDigits = 4;
const recordTypes = { data: 0, end: 1, segment: 2, startSegment: 3, linear: 4, startLinear: 5 } as const;

/**
 * Reads Intel hex (Intel, "Hexadecimal Object File Format Specification", revision A, 1988). Lines that do not start with a
 * colon, and what follows a record in its line, are comments. Reading stops at the first end record.
 * @param bytes the file
 */
export function decodeIntelHex(bytes: Uint8Array, context: DecodeContext): Decoding {
  const { file } = context;
  const taken = new RecordContents(bytes.length >> 1, context, words);
  const { events, chunks } = taken;
  const record = new RecordReader(bytes);
  let line = 0;
  let base = 0;

  let next = 0;
  for (let at = byteOrderMark(bytes); at < bytes.length; at = next) {
    line++;
    if (bytes[at] !== colon) {
      next = nextLine(bytes, at);
      continue;
    }
    if (!record.read(at, chunks.store, chunks.used)) {
      return taken.unusable(...cutOff(bytes, at, line, file), notice(words.invalidRecord, { line, file }));
    }
    const { end } = record;
    next = nextLine(bytes, end);
    const { length, address, type, found, computed } = record;
    if (goesOn(bytes, end))
      events.push({ kind: 'record-joined', file, line, next: nextIn(bytes, end, base) });
    if (context.detail) events.push(notice(words.recordRead, { type, address, length, found, computed }));
    if (found !== computed) {
      const mismatch = { line, file, found, computed };
      if (!context.tolerant) return taken.unusable(notice(words.checksumMismatch, mismatch));
      events.push(notice(words.checksumIgnored, mismatch));
    }

    switch (type) {
      case recordTypes.data: {
        const placed = taken.take(base + address, length, line, addressDigits);
        if (!placed) return taken.unusable();
        if (context.detail || placed.problem !== 'none' || length === 0) break;
        const limit = Math.min(window, context.limit - (placed.address - address));
        const run = readDataRun(bytes, next, chunks.store, chunks.used, address + length, limit);
        if (run.lines === 0) break;
        chunks.keep(placed.end, 0, run.length);
        taken.end = Math.max(taken.end, placed.end + run.length);
        line += run.lines;
        next = run.end;
        break;
      }
      case recordTypes.end:
        events.push(...leftBehindEnd(countBehind(bytes, next), line, file));
        return taken.contents();
      case recordTypes.segment:
      case recordTypes.linear: {
        if (length < 2) return taken.unusable(notice(words.invalidRecord, { line, file }));
        const upper =
          ((chunks.store[chunks.used] as number) << 8) | (chunks.store[chunks.used + 1] as number);
        base = type === recordTypes.segment ? upper * 0x10 : upper * 0x10000;
        break;
      }
      case recordTypes.startSegment:
      case recordTypes.startLinear:
        break;
      default:
        return taken.unusable(notice(words.unknownRecordType, { type, line, file }));
    }
  }

  if (taken.end === 0) return taken.unusable(notice(words.noValidRecord, { file }));
  events.push({ kind: 'end-record-missing', file, end: taken.end }, notice(words.noEndRecord, { file }));
  return taken.contents();
}

/** The record that stands behind another one in its line. @param base what its address is added to */
function nextIn(
  bytes: Uint8Array,
  end: number,
  base: number,
): { address: number; bytes: number } | undefined {
  const record = new RecordReader(bytes);
  const isWhole = bytes[end] === colon && record.read(end, new Uint8Array(255), 0);
  return isWhole ? { address: base + record.address, bytes: record.length } : undefined;
}

/** Data records from `start` on that an end record keeps from being read. */
function countBehind(bytes: Uint8Array, start: number): { records: number; bytes: number } {
  const record = new RecordReader(bytes);
  const scratch = new Uint8Array(255);
  let records = 0;
  let total = 0;
  for (let at = start; at < bytes.length; at = nextLine(bytes, at)) {
    if (bytes[at] !== colon || !record.read(at, scratch, 0) || record.type !== recordTypes.data) continue;
    records++;
    total += record.length;
  }
  return { records, bytes: total };
}
