import { isInFlash } from '../model/memory-kind.ts';
import type { PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';

/** What is known to be 0xff in flash: all of it after a chip erase, but for what has been written since. */
export class BlankFlash {
  #erased = false;
  /** In the part's own addresses, so that sections of flash that have a name of their own are seen in it. */
  #written: { readonly from: number; to: number }[] = [];

  /** @param blanks whether the chip erase that has been done has surely left flash blank */
  chipErased(blanks: boolean): void {
    this.#erased = blanks;
    this.#written = [];
  }

  /** Something is about to be written. @param address in the memory @param length bytes */
  written(memory: Memory, address: number, length: number): void {
    if (!this.#erased || !isInFlash(memory)) return;
    const from = memory.offset + address;
    const last = this.#written.at(-1);
    if (last?.to === from) last.to += length;
    else this.#written.push({ from, to: from + length });
  }

  /** Whether all of a page is surely 0xff. */
  holds(memory: Memory, { address, length }: PageRange): boolean {
    if (!this.#erased || !isInFlash(memory)) return false;
    const start = memory.offset + address;
    return this.#written.every(({ from, to }) => to <= start || from >= start + length);
  }
}
