import { blankImage, type MemoryImage } from '../model/memory-image.ts';
import type { Chunk } from './decoding.ts';

/** A memory's contents as a file gives them. */
export interface Extract {
  readonly image: MemoryImage;
  /** One more than the highest address set; 0 if none is. */
  readonly end: number;
  /** Bytes of the file that have no place in the memory. */
  readonly outside: number;
  /** The lowest address that was set twice, to different values. */
  readonly overlap: number | undefined;
}

/**
 * Lays chunks out in a memory.
 * @param location address in the file of the memory's first byte
 * @param size bytes of the memory
 */
export function imageOf(chunks: readonly Chunk[], location: number, size: number): Extract {
  const image = blankImage(size);
  let end = 0;
  let outside = 0;
  let overlap: number | undefined;
  for (const chunk of chunks) {
    const from = Math.max(0, location - chunk.address);
    const to = Math.min(chunk.data.length, location + size - chunk.address);
    if (to <= from) {
      outside += chunk.data.length;
      continue;
    }
    outside += chunk.data.length - (to - from);
    const start = chunk.address + from - location;
    const data = chunk.data.subarray(from, to);
    const conflict = firstConflict(image, start, data);
    if (conflict !== undefined && (overlap === undefined || conflict < overlap)) overlap = conflict;
    image.data.set(data, start);
    image.known.fill(1, start, start + data.length);
    end = Math.max(end, start + data.length);
  }
  return { image, end, outside, overlap };
}

function firstConflict(image: MemoryImage, start: number, data: Uint8Array): number | undefined {
  const stop = start + data.length;
  for (let i = image.known.indexOf(1, start); i >= 0 && i < stop; i++) {
    if (image.known[i] === 1 && image.data[i] !== data[i - start]) return i;
  }
  return undefined;
}
