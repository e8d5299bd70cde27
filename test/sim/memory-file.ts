import { readFileSync } from 'node:fs';

/**
 * A memory as a file gives it: Intel hex (when it starts with a colon) up to its first end record, or raw bytes.
 * Gaps are 0xff.
 */
export function readMemoryFile(path: string): Uint8Array {
  const raw = readFileSync(path);
  if (raw[0] !== 0x3a) return raw;
  const cells = new Map<number, number>();
  let base = 0;
  for (const line of raw.toString('latin1').split(/\s+/)) {
    if (line === '') continue;
    const record = Buffer.from(line.slice(1), 'hex');
    if (record.reduce((a, b) => a + b, 0) & 0xff) throw new Error(`${path}: wrong checksum in ${line}`);
    const data = record.subarray(4, -1);
    const address = record.readUInt16BE(1);
    const type = record[3];
    if (type === 1) break;
    if (type === 2) base = data.readUInt16BE(0) << 4;
    else if (type === 4) base = data.readUInt16BE(0) * 0x10000;
    else if (type === 0) for (const [i, byte] of data.entries()) cells.set(base + address + i, byte);
  }
  const size = Math.max(-1, ...cells.keys()) + 1;
  return Uint8Array.from({ length: size }, (_, i) => cells.get(i) ?? 0xff);
}
