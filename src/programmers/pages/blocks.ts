import type { Page, PageRange } from '../../model/page.ts';

/** A stretch of memory that one request carries. */
export interface Block {
  readonly address: number;
  readonly length: number;
  /** Whether it does not follow on from the block before it. */
  readonly startsSpan: boolean;
  /** Pages of the run (by index) that end in this block. */
  readonly completes: readonly number[];
}

/**
 * Cuts a run of pages into blocks. Pages that follow each other are one span, and blocks cross their borders.
 *
 * @param run in rising order
 * @param size bytes a block may have at most
 * @param border a span ends at its multiples, which no page crosses
 */
export function blocksOf(
  run: readonly PageRange[],
  size: number,
  border = Number.POSITIVE_INFINITY,
): readonly Block[] {
  const blocks: Block[] = [];
  for (const span of spansOf(run, border)) {
    for (let address = span.start; address < span.end; address += size) {
      const end = Math.min(address + size, span.end);
      const completes = span.pages
        .filter((page) => page.end > address && page.end <= end)
        .map((page) => page.index);
      blocks.push({ address, length: end - address, startsSpan: address === span.start, completes });
    }
  }
  return blocks;
}

interface Span {
  readonly start: number;
  end: number;
  readonly pages: { readonly index: number; readonly end: number }[];
}

function spansOf(run: readonly PageRange[], border: number): readonly Span[] {
  const spans: Span[] = [];
  run.forEach(({ address, length }, index) => {
    let span = spans.at(-1);
    if (span?.end !== address || address % border === 0) {
      span = { start: address, end: address, pages: [] };
      spans.push(span);
    }
    span.end = address + length;
    span.pages.push({ index, end: span.end });
  });
  return spans;
}

/** Puts a block's bytes into the pages they belong to. */
export function spread(
  block: Block,
  data: Uint8Array,
  run: readonly PageRange[],
  pages: readonly Uint8Array[],
): void {
  run.forEach(({ address, length }, index) => {
    const from = Math.max(address, block.address);
    const to = Math.min(address + length, block.address + block.length);
    if (from < to) pages[index]?.set(data.subarray(from - block.address, to - block.address), from - address);
  });
}

/** Where pages are. */
export function rangesOf(run: readonly Page[]): readonly PageRange[] {
  return run.map(({ address, data }) => ({ address, length: data.length }));
}
