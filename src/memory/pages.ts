import type { PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';

/** The whole pages that cover the first `length` bytes. */
export function pagesOf(memory: Memory, length: number): PageRange[] {
  const pages: PageRange[] = [];
  for (let address = 0; address < length; address += memory.pageSize)
    pages.push({ address, length: memory.pageSize });
  return pages;
}

/** Whether a page holds nothing but 0xff. */
export function isBlank(data: Uint8Array, page: PageRange): boolean {
  return data.subarray(page.address, page.address + page.length).every((byte) => byte === 0xff);
}

/** How progress over the pages of a memory is told. */
export interface PageCourse {
  /** Which pages a byte of the file touches, in memory order. */
  readonly touched: readonly boolean[];
  /** Which of them are sent. */
  readonly travels: readonly boolean[];
  /** Whether pages that no byte touches count too. */
  readonly counts: Behaviour['bars']['counts'];
  /** A page that no byte touches is passed. */
  readonly skipped: (page: number) => void;
  /** @param total pages that are touched */
  readonly report: (done: number, total: number) => void;
}

/** Called as pages are done. */
export interface PageSteps {
  /** The next page that travels is done. */
  sent(): void;
  /** All that travel are done. */
  finish(): void;
}

/** Progress over all pages of a memory while only some travel: the others count as they are passed. */
export function pageSteps({ touched, travels, counts, skipped, report }: PageCourse): PageSteps {
  const total = touched.filter(Boolean).length;
  let passed = 0;
  let counted = 0;
  const pass = (): void => {
    const interesting = touched[passed] === true;
    if (!interesting) skipped(passed);
    passed++;
    if (interesting || counts === 'all-pages') report(++counted, total);
  };
  return {
    sent: () => {
      while (passed < travels.length && !travels[passed]) pass();
      pass();
    },
    finish: () => {
      while (passed < travels.length) pass();
    },
  };
}
