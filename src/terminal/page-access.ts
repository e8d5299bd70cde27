import type { Memory } from '../model/part.ts';
import type { TerminalDevice } from './device.ts';
import { attempt } from './session.ts';

/** Reads the page at `page`, byte by byte if the programmer cannot read pages. @throws AvrdudeError if neither works */
export async function readPage(device: TerminalDevice, memory: Memory, page: number): Promise<Uint8Array> {
  const { programmer } = device;
  const length = memory.pageSize;
  if (length === 1) return Uint8Array.of(await device.readByte(memory, page));
  const data = new Uint8Array(length);
  const paged = await attempt(async () =>
    programmer.pagedRead?.(memory, [{ address: page, length }], (_, bytes) =>
      data.set(bytes.subarray(0, length)),
    ),
  );
  if (paged.ok) return data;
  for (let i = 0; i < length; i++) data[i] = await device.readByte(memory, page + i);
  return data;
}

/**
 * Writes a page, or if the programmer cannot, those of its bytes that differ.
 * @param present what the device has there
 * @returns what it has after it
 */
export async function writePage(
  device: TerminalDevice,
  memory: Memory,
  page: number,
  wanted: Uint8Array,
  present: Uint8Array,
): Promise<Uint8Array> {
  const paged = await attempt(async () =>
    wanted.length === 1
      ? device.writeByte(memory, page, wanted[0] ?? 0xff)
      : device.writePage(memory, { address: page, data: wanted.slice() }),
  );
  if (paged.ok) return readPage(device, memory, page);
  const after = present.slice();
  for (const [i, value] of wanted.entries()) {
    if (value === present[i]) continue;
    await device.writeByte(memory, page + i, value);
    after[i] = await device.readByte(memory, page + i);
  }
  return after;
}
