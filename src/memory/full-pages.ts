import { type MemoryImage, touches } from '../model/memory-image.ts';
import type { PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';

/**
 * Fills the holes in pages that an image sets in part, because what is written by pages loses what it does not name.
 *
 * @param length bytes of the image that are written
 * @param pagesPerErase how many pages are erased at once and therefore have to be whole together
 * @param readPage what the device has there; undefined if that cannot be known
 */
export async function fullPages(
  memory: Memory,
  image: MemoryImage,
  length: number,
  pagesPerErase: number,
  readPage: (page: PageRange) => Promise<Uint8Array | undefined>,
): Promise<MemoryImage> {
  const data = image.data.slice();
  const known = image.known.slice();
  const step = memory.pageSize * pagesPerErase;
  for (let start = 0; start < length; start += step) {
    const whole = known.subarray(start, start + step).every((set) => set === 1);
    if (whole || !touches(image, start, step)) continue;
    const end = Math.min(start + step, memory.size);
    for (let address = start; address < end; address += memory.pageSize) {
      const page = { address, length: memory.pageSize };
      if (image.known.subarray(address, address + memory.pageSize).every((set) => set === 1)) continue;
      const read = await readPage(page);
      if (read === undefined) continue;
      for (let i = 0; i < page.length; i++) {
        if (known[address + i]) continue;
        known[address + i] = 1;
        data[address + i] = read[i] ?? 0xff;
      }
    }
  }
  return { data, known };
}
