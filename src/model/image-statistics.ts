import type { MemoryImage } from './memory-image.ts';

/** How an input file fills a memory, as 7.x and later report it. */
export interface ImageStatistics {
  /** Bytes that are set below the size that counts. */
  readonly bytes: number;
  /** Runs of such bytes. */
  readonly sections: number;
  /** Pages that hold such bytes. */
  readonly pages: number;
  /** Bytes of those pages that are not set, or are trimmed. */
  readonly padBytes: number;
  /** Bytes that are set beyond the size that counts: trailing 0xff. */
  readonly trailing: number;
  /** The lowest address set; 0 if none is. */
  readonly first: number;
  /** The highest address set; -1 if none is. */
  readonly last: number;
}

/**
 * @param size bytes from address 0 on that count, with trailing 0xff of flash trimmed
 * @param pageSize bytes; memories without pages have 0 or 1
 */
export function imageStatistics({ known }: MemoryImage, size: number, pageSize: number): ImageStatistics {
  const step = Math.max(1, pageSize);
  let [bytes, sections, pages, padBytes, trailing] = [0, 0, 0, 0, 0];
  let inSection = false;
  for (let page = 0; page < known.length; page += step) {
    const end = page + step;
    let used = false;
    for (let address = page; address < end; address++) {
      const set = known[address] === 1;
      if (set && address < size) {
        bytes++;
        if (!used) padBytes += address - page;
        if (!used) pages++;
        if (!inSection) sections++;
        used = true;
        inSection = true;
        continue;
      }
      if (set) trailing++;
      else inSection = false;
      if (used) padBytes++;
    }
  }
  const first = Math.max(0, known.indexOf(1));
  return { bytes, sections, pages, padBytes, trailing, first, last: known.lastIndexOf(1) };
}
