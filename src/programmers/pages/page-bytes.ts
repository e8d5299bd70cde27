import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';

/** What moves pages. */
interface PageMover {
  pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void>;
  pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void>;
}

/**
 * Single bytes of a memory that travels by pages only. The page that was read last is kept: bytes are mostly wanted one after the
 * other.
 */
export class PageBytes {
  readonly #mover: PageMover;
  /** Bytes of a page that is moved for one byte. */
  readonly #sizeOf: (memory: Memory) => number;
  #page: { readonly memory: string; readonly address: number; readonly data: Uint8Array } | undefined;

  constructor(mover: PageMover, sizeOf: (memory: Memory) => number) {
    this.#mover = mover;
    this.#sizeOf = sizeOf;
  }

  /** What has been read is no longer what is there. */
  forget(): void {
    this.#page = undefined;
  }

  /** @throws as `pagedRead` */
  async read(memory: Memory, address: number): Promise<number> {
    const length = this.#sizeOf(memory);
    const start = address - (address % length);
    const kept = this.#page;
    if (kept?.memory === memory.name && kept.address === start) return kept.data[address - start] ?? 0xff;
    const data = await this.#readPage(memory, start, length);
    this.#page = { memory: memory.name, address: start, data };
    return data[address - start] ?? 0xff;
  }

  /** Writes the byte with the rest of its page as it is. @throws as `pagedRead` and `pagedWrite` */
  async write(memory: Memory, address: number, value: number): Promise<void> {
    const length = this.#sizeOf(memory);
    const start = address - (address % length);
    const data = await this.#readPage(memory, start, length);
    this.forget();
    data[address - start] = value;
    await this.#mover.pagedWrite(memory, [{ address: start, data }], () => {});
  }

  async #readPage(memory: Memory, address: number, length: number): Promise<Uint8Array> {
    let data = new Uint8Array(length);
    await this.#mover.pagedRead(memory, [{ address, length }], (_, read) => {
      data = Uint8Array.from(read);
    });
    return data;
  }
}

/** Whether a memory is one of those that page commands know. */
export function travelsByPages(memory: Memory): boolean {
  return memory.name === 'flash' || memory.name === 'eeprom';
}
