import { sameBytes } from '../model/bytes.ts';
import type { Memory } from '../model/part.ts';

/** Contents of a memory by pages: as they are to be, and as they are on the device. */
export class PageCache {
  readonly memory: Memory;
  readonly pageSize: number;
  /** As it is to be. */
  readonly wanted: Uint8Array;
  /** As the device has it. */
  readonly present: Uint8Array;
  /** For each page whether it has been read. */
  readonly #loaded: Uint8Array;

  /** @param memory whose size is a multiple of its page size, a power of two */
  constructor(memory: Memory) {
    this.memory = memory;
    this.pageSize = memory.pageSize;
    this.wanted = new Uint8Array(memory.size);
    this.present = new Uint8Array(memory.size);
    this.#loaded = new Uint8Array(memory.size / memory.pageSize);
  }

  /** Addresses at which pages begin. */
  pages(): number[] {
    return Array.from(this.#loaded, (_, page) => page * this.pageSize);
  }

  pageOf(address: number): number {
    return address - (address % this.pageSize);
  }

  isLoaded(page: number): boolean {
    return this.#loaded[page / this.pageSize] === 1;
  }

  /** Takes a page as the device has it; what was to be written there is forgotten. */
  load(page: number, data: Uint8Array): void {
    this.present.set(data, page);
    this.wanted.set(data, page);
    this.#loaded[page / this.pageSize] = 1;
  }

  unload(page: number): void {
    this.#loaded[page / this.pageSize] = 0;
  }

  unloadAll(): void {
    this.#loaded.fill(0);
  }

  /** The device holds nothing but 0xff, and shall. */
  becomesBlank(): void {
    this.wanted.fill(0xff);
    this.present.fill(0xff);
    this.#loaded.fill(1);
  }

  /** Forgets what was to be written. */
  revert(): void {
    for (const page of this.pages()) if (this.isLoaded(page)) this.wanted.set(this.presentPage(page), page);
  }

  wantedPage(page: number): Uint8Array {
    return this.wanted.subarray(page, page + this.pageSize);
  }

  presentPage(page: number): Uint8Array {
    return this.present.subarray(page, page + this.pageSize);
  }

  isChanged(page: number): boolean {
    return this.isLoaded(page) && !sameBytes(this.wantedPage(page), this.presentPage(page));
  }

  /** Whether writing the page would have to set a bit that is clear on the device. */
  setsBits(page: number): boolean {
    const present = this.presentPage(page);
    return this.wantedPage(page).some((byte, i) => (byte & (present[i] ?? 0)) !== byte);
  }
}

export function isBlank(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0xff);
}
