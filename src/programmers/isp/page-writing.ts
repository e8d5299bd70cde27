import type { Clock } from '../../model/clock.ts';
import { TargetError } from '../../model/errors.ts';
import type { Memory } from '../../model/part.ts';
import {
  decodeReads,
  type PlacedByte,
  pollReady,
  readsOfBytes,
  type Sent,
  saysReady,
  type WriteGroup,
} from './page-instructions.ts';

/** How many polls follow a write at once, and how many instructions are asked at a time afterwards. */
export interface Polls {
  readonly first: number;
  readonly further: number;
}
/** How often bytes that do not read as they were written are read again, each time after the longest write delay (as avrdude does). */
const readBacks = 5;

type Exchange = (instructions: readonly Uint8Array[]) => Promise<Uint8Array>;

/**
 * Writes a memory group by group: sends instructions of which the last makes the part busy, waits for it, and reads EEPROM back.
 * Only a part that has said that it is busy is believed when it says that it no longer is; one without a ready flag is asked for
 * what was written, which it does not give before it is done; where that cannot be told from "busy", it gets the longest time that
 * its data sheet gives.
 */
export class GroupWriter {
  readonly #exchange: Exchange;
  readonly #clock: Clock;
  readonly #memory: Memory;
  readonly #polls: Polls;

  /** @param exchange sends instructions and gives what came back, four bytes for each */
  constructor(exchange: Exchange, clock: Clock, memory: Memory, polls: Polls) {
    this.#exchange = exchange;
    this.#clock = clock;
    this.#memory = memory;
    this.#polls = polls;
  }

  /** @throws TransportError; TargetError with rc -6 if the memory does not take what is written */
  async write({ instructions, written }: WriteGroup): Promise<void> {
    const readBack = new ReadBack(this.#memory, written);
    if (saysReady(this.#memory)) await this.#untilReady(instructions, readBack);
    else await this.#untilThere(instructions, readBack);
  }

  async #untilReady(instructions: readonly Uint8Array[], readBack: ReadBack): Promise<void> {
    const { first, further } = this.#polls;
    const answer = await this.#exchange([...instructions, ...pollsOf(first)]);
    const end = this.#longestEnd();
    const told = isBusy(answer, instructions.length);
    let busy = told;
    while (busy && this.#clock.now() < end) {
      const asked = Math.max(1, further - readBack.readings.length);
      const answer = await this.#exchange([...pollsOf(asked), ...readBack.readings]);
      busy = isBusy(answer, asked - 1);
      if (!busy && readBack.taken(answer)) return;
    }
    if (!told || busy) await this.#rest(end);
    await this.#insist(readBack);
  }

  async #untilThere(instructions: readonly Uint8Array[], readBack: ReadBack): Promise<void> {
    await this.#exchange(instructions);
    const end = this.#longestEnd();
    if (!readBack.tellsFromBusy) await this.#rest(end);
    else if (await this.#askFor(readBack, end)) return;
    await this.#insist(readBack);
  }

  /** Asks for what was written, several times in an exchange. @returns whether it is there */
  async #askFor(readBack: ReadBack, end: number): Promise<boolean> {
    const times = Math.max(1, Math.floor(this.#polls.further / readBack.readings.length));
    const asked = Array<readonly Uint8Array[]>(times).fill(readBack.readings).flat();
    while (this.#clock.now() < end) {
      if (readBack.taken(await this.#exchange(asked))) return true;
    }
    return false;
  }

  async #insist(readBack: ReadBack): Promise<void> {
    const { readings } = readBack;
    for (let attempt = 0; readings.length > 0 && !readBack.taken(await this.#exchange(readings)); attempt++) {
      if (attempt === readBacks)
        throw new TargetError(`${this.#memory.name} does not take what is written`, -6);
      await this.#clock.sleep(this.#memory.maxWriteDelay / 1000);
    }
  }

  #longestEnd(): number {
    return this.#clock.now() + this.#memory.maxWriteDelay / 1000;
  }

  async #rest(end: number): Promise<void> {
    await this.#clock.sleep(Math.max(0, end - this.#clock.now()));
  }
}

/** What a memory has to read as after a write. */
class ReadBack {
  /** The instructions that read what was written. */
  readonly readings: readonly Uint8Array[];
  /** Whether nothing of it reads like a part that is busy. */
  readonly tellsFromBusy: boolean;
  readonly #reads: readonly Sent[];
  readonly #written: readonly PlacedByte[];

  constructor(memory: Memory, written: readonly PlacedByte[]) {
    this.#written = written;
    this.#reads = readsOfBytes(memory, written);
    this.readings = this.#reads.map(({ bytes }) => bytes);
    this.tellsFromBusy = written.length > 0 && !written.some(({ value }) => memory.readback.includes(value));
  }

  /** @param answer of an exchange that ends with the readings @returns whether all was there when they were sent */
  taken(answer: Uint8Array): boolean {
    const last = answer.subarray(answer.length - 4 * this.#reads.length);
    return decodeReads(this.#reads, last).every((value, index) => value === this.#written[index]?.value);
  }
}

function pollsOf(count: number): readonly Uint8Array[] {
  return Array<Uint8Array>(count).fill(pollReady);
}

/** @param place of the poll among the instructions that were sent */
function isBusy(answer: Uint8Array, place: number): boolean {
  return ((answer[4 * place + 3] ?? 0) & 1) === 1;
}
