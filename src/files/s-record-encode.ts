import type { EncodeRequest } from './encoding.ts';
import { hexNumber, hexPairs } from './hex-digits.ts';

const recordSize = 32;
/** What 8.x writes into the header record. */
const origin = new TextEncoder().encode('https://github.com/avrdudes/avrdude');

/** Writes Motorola S-records with 32 bytes of data in each. */
export function encodeSRecords(request: EncodeRequest): string {
  return request.behaviour.srecords === 'counted' ? counted(request) : bare(request);
}

/** Up to 7.x: each record in the shortest address that holds its end; no header; the end record is always S9. */
function bare({ data, segments, offset }: EncodeRequest): string {
  const parts: string[] = [];
  for (const { address, bytes } of slices(data, segments)) {
    const start = address + offset;
    const end = start + bytes.length;
    const width = end <= 0xffff ? 2 : end <= 0xffffff ? 3 : 4;
    parts.push(record(width - 1, start, width, bytes));
  }
  const width = offset <= 0xffff ? 2 : offset <= 0xffffff ? 3 : 4;
  parts.push(record(9, 0, width, noBytes));
  return parts.join('');
}

/** 8.x: a header, one address width for all, a count of records, and the end record that fits the width. */
function counted({ data, segments, offset }: EncodeRequest): string {
  const highest = offset + data.length - 1;
  const width = highest <= 0xffff ? 2 : highest <= 0xffffff ? 3 : 4;
  const parts = [record(0, 0, 2, origin)];
  let count = 0;
  for (const { address, bytes } of slices(data, segments)) {
    parts.push(record(width - 1, address + offset, width, bytes));
    count++;
  }
  if (count <= 0xffff) parts.push(record(5, count, 2, noBytes));
  else if (count <= 0xffffff) parts.push(record(6, count, 3, noBytes));
  parts.push(record(11 - width, offset, width, noBytes));
  return parts.join('');
}

const noBytes = new Uint8Array(0);

function* slices(data: Uint8Array, segments: EncodeRequest['segments']) {
  for (const { address, length } of segments) {
    for (let at = address; at < address + length; at += recordSize) {
      yield { address: at, bytes: data.subarray(at, Math.min(at + recordSize, address + length)) };
    }
  }
}

function record(type: number, address: number, width: number, bytes: Uint8Array): string {
  const count = width + bytes.length + 1;
  let sum = count;
  for (let rest = address; rest > 0; rest = Math.floor(rest / 0x100)) sum += rest & 0xff;
  for (const byte of bytes) sum += byte;
  return `S${type}${hexNumber(count, 2)}${hexNumber(address, 2 * width)}${hexPairs(bytes)}${hexNumber(0xff - (sum & 0xff), 2)}\n`;
}
