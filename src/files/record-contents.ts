import { type Event, notice } from '../output/events.ts';
import { ChunkBuilder, type DecodeContext, type Decoding } from './decoding.ts';
import { type Placement, placeRecord } from './placement.ts';
import type { OutsideWords } from './record-messages.ts';

/** What the records of a file come to, one by one: contents, and what is to be said of them. */
export class RecordContents {
  readonly events: Event[] = [];
  readonly chunks: ChunkBuilder;
  /** One more than the highest address. */
  end = 0;
  readonly #context: DecodeContext;
  readonly #words: OutsideWords;

  /** @param capacity bytes that will come at most */
  constructor(capacity: number, context: DecodeContext, words: OutsideWords) {
    this.chunks = new ChunkBuilder(capacity);
    this.#context = context;
    this.#words = words;
  }

  /**
   * Takes over a record whose data stand in the store.
   * @param address as the file says it
   * @param digits hex digits of an address there
   * @returns where it went; undefined if the file cannot be used, which has been said
   */
  take(address: number, length: number, line: number, digits: number): Placement | undefined {
    const placed = placeRecord(address, length, this.#context);
    if (placed.problem !== 'none') {
      const { file, part, memory } = this.#context;
      if (placed.problem === 'beyond-limit')
        this.events.push({ kind: 'data-outside', file, address, memory, part });
      this.events.push(this.#objection(placed, address, length, line, digits));
      if (placed.fate === undefined) return undefined;
    }
    if (placed.end > this.end && placed.fate !== 'ignoring') this.end = placed.end;
    if (placed.length > 0) this.chunks.keep(placed.address, placed.skip, placed.length);
    return placed;
  }

  /** The file as a whole. */
  contents(): Decoding {
    return { kind: 'contents', events: this.events, chunks: this.chunks.chunks(), end: this.end };
  }

  /** The file cannot be used. @param events why, unless that has been said */
  unusable(...events: readonly Event[]): Decoding {
    return { kind: 'unusable', events: [...this.events, ...events] };
  }

  /** The words for a record that lies outside what can be addressed. */
  #objection(
    { problem, fate: known }: Placement,
    absolute: number,
    length: number,
    line: number,
    digits: number,
  ): Event {
    const { file, offset, limit, behaviour } = this.#context;
    const fate = known === undefined ? {} : { fate: known };
    if (problem === 'below-offset') {
      const facts = { address: absolute, digits, offset, line, file, ...fate };
      return notice(this.#words.addressBelowOffset, facts);
    }
    const first = absolute - offset;
    const end = first + length;
    if (behaviour.layout === 'one-memory') {
      return notice(this.#words.addressOutOfRange, { address: end, digits, line, file });
    }
    const facts = { first, last: end - 1, highest: limit - 1, line, file, ...fate };
    return notice(this.#words.recordOutOfRange, facts);
  }
}
