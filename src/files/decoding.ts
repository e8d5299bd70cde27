import type { Memory, Part } from '../model/part.ts';
import type { FileBehaviour } from '../model/release.ts';
import type { Event } from '../output/events.ts';

/** Bytes of a file that stand one behind the other. */
export interface Chunk {
  /** Byte address: of the memory, or of avr-gcc's address space (see `address-space.ts`). */
  readonly address: number;
  readonly data: Uint8Array;
}

/** What a decoder must know besides the bytes. */
export interface DecodeContext {
  /** The file as messages name it; with immediate data the data themselves. */
  readonly file: string;
  readonly part: Part;
  readonly memory: Memory;
  readonly behaviour: FileBehaviour;
  /** One more than the highest address a record may have. */
  readonly limit: number;
  /** Subtracted from every address of the file (AVR32 files hold absolute addresses). */
  readonly offset: number;
  /** Checksum errors are only remarked upon (format `I`). */
  readonly tolerant: boolean;
  /** `-F`: what does not fit is clipped with a warning where the release does so. */
  readonly force: boolean;
  /** Whether each record is to be reported for `-v -v -v`. */
  readonly detail: boolean;
}

/** What came of a file: words to be said in this order, and contents unless the file is unusable. */
export type Decoding =
  | {
      readonly kind: 'unusable';
      readonly events: readonly Event[];
      /** 7.x and later go on after this complaint as if the file were empty (see `FileBehaviour.emptyElf`). */
      readonly passesAsEmpty?: boolean;
    }
  | {
      readonly kind: 'contents';
      readonly events: readonly Event[];
      /** In the order of the file: a later chunk overwrites an earlier one. */
      readonly chunks: readonly Chunk[];
      /** One more than the highest address. */
      readonly end: number;
    };

/** Gathers records; neighbours become one chunk. */
export class ChunkBuilder {
  /** Where a record's data go, from `used` on, before they are `keep`t. */
  readonly store: Uint8Array;
  used = 0;
  readonly #starts: { address: number; from: number }[] = [];
  #next = -1;

  /** @param capacity bytes that will come at most */
  constructor(capacity: number) {
    this.store = new Uint8Array(capacity);
  }

  /**
   * Takes over data that stand in `store` from `used` on.
   * @param skip bytes at their start that are left out
   */
  keep(address: number, skip: number, length: number): void {
    if (skip > 0) this.store.copyWithin(this.used, this.used + skip, this.used + skip + length);
    if (address !== this.#next) this.#starts.push({ address, from: this.used });
    this.used += length;
    this.#next = address + length;
  }

  chunks(): readonly Chunk[] {
    return this.#starts.map(({ address, from }, i) => ({
      address,
      data: this.store.subarray(from, this.#starts[i + 1]?.from ?? this.used),
    }));
  }
}
