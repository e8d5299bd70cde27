import type { Page, PageRange } from '../../model/page.ts';
import { type Block, rangesOf, spread } from '../pages/blocks.ts';

/** How a loader moves what one direction asks of it. */
interface Moving {
  /** The pages in blocks as large as can be. */
  readonly blocks: readonly Block[];
  /** Says which page comes next; undefined behind the last one. */
  enter(next: PageRange | undefined): void;
}

interface Reading extends Moving {
  /** @returns undefined if the loader refuses the block */
  readBlock(block: Block): Promise<Uint8Array | undefined>;
  readPage(page: PageRange): Promise<Uint8Array>;
}

interface Writing extends Moving {
  /** @param pages that end in the block @returns whether the loader has taken it */
  writeBlock(block: Block, pages: readonly Page[]): Promise<boolean>;
  writePage(page: Page): Promise<void>;
}

/** Reads a run of pages by blocks, page by page where a block is refused, and reports each. */
export async function readByBlocks(
  run: readonly PageRange[],
  { blocks, enter, readBlock, readPage }: Reading,
  onPage: (index: number, data: Uint8Array) => void,
): Promise<void> {
  const pages = run.map(({ length }) => new Uint8Array(length));
  enter(run[0]);
  for (const block of blocks) {
    const data = await readBlock(block);
    if (data) spread(block, data, run, pages);
    for (const index of block.completes) {
      const page = data ? pages[index] : await readPage(run[index] ?? block);
      onPage(index, page ?? new Uint8Array(0));
      enter(run[index + 1]);
    }
  }
}

/** Writes a run of pages by blocks, page by page where a block is refused, and reports each. */
export async function writeByBlocks(
  run: readonly Page[],
  { blocks, enter, writeBlock, writePage }: Writing,
  onPage: (index: number) => void,
): Promise<void> {
  const ranges = rangesOf(run);
  enter(ranges[0]);
  for (const block of blocks) {
    const written = await writeBlock(
      block,
      block.completes.flatMap((index) => run[index] ?? []),
    );
    for (const index of block.completes) {
      const page = run[index];
      if (page && !written) await writePage(page);
      onPage(index);
      enter(ranges[index + 1]);
    }
  }
}
