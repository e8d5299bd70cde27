import { isInFlash } from '../model/memory-kind.ts';
import type { PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import type { Erasure } from '../programmers/programmer.ts';

/** What is known to be 0xff in flash: all of it after a chip erase, but for what has been written since. */
export class BlankFlash {
  #erasure: Erasure = 'unknown';
  /** In the part's own addresses, so that sections of flash that have a name of their own are seen in it. */
  #written: { readonly from: number; to: number }[] = [];

  /** @param erasure what the chip erase that has been done has made of it */
  chipErased(erasure: Erasure): void {
    this.#erasure = erasure;
    this.#written = [];
  }

  /** Something is about to be written. @param address in the memory @param length bytes */
  written(memory: Memory, address: number, length: number): void {
    if (this.#erasure === 'unknown' || !isInFlash(memory)) return;
    const from = memory.offset + address;
    const last = this.#written.at(-1);
    if (last?.to === from) last.to += length;
    else this.#written.push({ from, to: from + length });
  }

  /** Whether all of a page is 0xff: surely (`blanks`), or probably, so that it has to be looked at (`may-blank`). */
  holds(memory: Memory, { address, length }: PageRange): Erasure {
    if (!isInFlash(memory)) return 'unknown';
    const start = memory.offset + address;
    const untouched = this.#written.every(({ from, to }) => to <= start || from >= start + length);
    return untouched ? this.#erasure : 'unknown';
  }
}
