import type { PageRange } from '../../model/page.ts';
import { blocksOf } from '../pages/blocks.ts';

/** Bytes: of what one length byte can tell, the most. */
const longestRead = 256;
/** From this count of `-v` on bytes are shown. */
const shownFrom = 4;

/**
 * Reads a run of pages, as many at once as a request can ask for; where bytes are shown, one by one as avrdude does.
 * @param read asks the loader @param take is given each page, and waited for
 */
export async function readPages(
  run: readonly PageRange[],
  verbosity: number,
  read: (address: number, length: number) => Promise<Uint8Array>,
  take: (index: number, page: PageRange, data: Uint8Array) => Promise<void>,
): Promise<void> {
  const length = run[0]?.length ?? longestRead;
  const size = verbosity >= shownFrom ? length : Math.max(longestRead - (longestRead % length), length);
  for (const block of blocksOf(run, size)) {
    const data = await read(block.address, block.length);
    for (const index of block.completes) {
      const page = run[index] ?? block;
      const start = page.address - block.address;
      await take(index, page, data.slice(start, start + page.length));
    }
  }
}
