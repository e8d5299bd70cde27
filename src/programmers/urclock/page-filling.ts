import { AvrdudeError, endsRun, ProtocolError } from '../../model/errors.ts';
import type { MemoryImage } from '../../model/memory-image.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as words from './flash-messages.ts';
import type { Preparation } from './preparation.ts';

/** Whether all bytes of a range are given. */
export function known(image: MemoryImage, address: number, length: number): boolean {
  return image.known.subarray(address, address + length).every((set) => set === 1);
}

/**
 * Pages that are given in part, made full by what the device holds there, or with 0xff.
 * @throws ProtocolError if flash cannot be divided into pages, after saying so
 */
export async function filledPages(image: MemoryImage, by: Preparation): Promise<MemoryImage> {
  const { flash, loader, context } = by;
  const { nPageErase } = context.part;
  const step = flash.pageSize * Math.max(1, nPageErase);
  const end = loader.free[1] + 1;
  if ((step & (step - 1)) !== 0 || step > end || end % step !== 0)
    fail(
      context.emit,
      notice(words.pagesImplausible, { step, end }),
      new ProtocolError('pages do not fit below the loader'),
    );
  const full: MemoryImage = { data: image.data.slice(), known: image.known.slice() };
  for (let address = 0; address < end; address += step) {
    const given = full.known.subarray(address, address + step);
    if (!given.includes(1) || !given.includes(0)) continue;
    if (!by.blankHoles)
      for (let page = address; page < address + step; page += flash.pageSize) await fillPage(full, page, by);
    if (!given.includes(0)) continue;
    context.emit(notice(words.blankPadding, { address }));
    for (let i = 0; i < step; i++) if (!given[i]) full.data[address + i] = 0xff;
    given.fill(1);
  }
  return full;
}

/** Reads from the first byte that is not given to the last. */
async function fillPage(
  { data, known: given }: MemoryImage,
  address: number,
  by: Preparation,
): Promise<void> {
  const page = given.subarray(address, address + by.flash.pageSize);
  const first = address + page.indexOf(0);
  const last = address + page.lastIndexOf(0);
  if (first < address) return;
  const bytes = [first, last] as const;
  let device: Uint8Array;
  try {
    device = await by.read(first, last - first + 1);
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    by.context.emit(notice(words.cannotPad, { bytes }));
    return;
  }
  by.context.emit(notice(words.padding, { bytes }));
  for (let at = first; at <= last; at++) {
    if (given[at]) continue;
    given[at] = 1;
    data[at] = device[at - first] ?? 0xff;
  }
}
