import { ProtocolError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import { rangesOf } from '../pages/blocks.ts';

/** What pages are moved by. */
export interface PageMover {
  /** @throws ProtocolError if it cannot be looked at */
  read(run: readonly PageRange[]): Promise<readonly Uint8Array[]>;
  erase(page: Page): Promise<void>;
  write(page: Page): Promise<void>;
}

/**
 * Erases and writes pages, each only as far as it has to be: several are looked at together, which costs less than to erase them. Once
 * that has spared nothing, the rest is erased unseen.
 *
 * @param together how many pages are looked at together; none are if it is 0
 */
export async function rewritePages(
  run: readonly Page[],
  together: number,
  mover: PageMover,
  onPage: (index: number) => void,
): Promise<void> {
  let looks = together > 0;
  for (let from = 0; from < run.length; ) {
    const group = run.slice(from, looks ? from + together : undefined);
    const before = looks ? await contentsOf(group, mover) : undefined;
    let spared = false;
    for (const [i, page] of group.entries()) {
      const old = before?.[i];
      const isSame = old !== undefined && page.data.every((value, at) => value === old[at]);
      const takes = old !== undefined && page.data.every((value, at) => ((old[at] ?? 0) & value) === value);
      if (!takes) await mover.erase(page);
      if (!isSame) await mover.write(page);
      spared ||= takes;
      onPage(from + i);
    }
    looks &&= spared;
    from += group.length;
  }
}

async function contentsOf(
  group: readonly Page[],
  mover: PageMover,
): Promise<readonly Uint8Array[] | undefined> {
  try {
    return await mover.read(rangesOf(group));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
