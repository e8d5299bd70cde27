import type { Clock } from '../../model/clock.ts';
import { DisconnectedError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import type { FrameLine } from '../jtagmkii/frames.ts';
import * as words from './frames-messages.ts';

/** Where the bytes go in and out: numbers with their direction bit. */
export interface ByteEndpoints {
  readonly out: number;
  readonly in: number;
  /** Bytes. */
  readonly packetSize: number;
}

/** How long the device may take to accept what is sent (ms). */
const sendTimeout = 10_000;

/** A pair of bulk endpoints as a stream of bytes, whatever packets they come in: the messages say themselves how long they are. */
export class UsbBytes implements FrameLine {
  readonly #transport: UsbTransport;
  readonly #endpoints: ByteEndpoints;
  readonly #clock: Clock;
  readonly #emit: Emit;
  #left: Uint8Array = new Uint8Array(0);

  constructor(transport: UsbTransport, endpoints: ByteEndpoints, clock: Clock, emit: Emit) {
    this.#clock = clock;
    this.#transport = transport;
    this.#endpoints = endpoints;
    this.#emit = emit;
  }

  /** @throws DisconnectedError, TransportError after saying so */
  async write(data: Uint8Array): Promise<void> {
    const { out, packetSize } = this.#endpoints;
    try {
      await this.#transport.bulkOut(out, data, sendTimeout);
      this.#emit(notice(words.sent, { data }));
    } catch (error) {
      const length = Math.min(data.length, packetSize);
      if (error instanceof TransportError) this.#emit(notice(words.sendFailed, { error, length }));
      throw error;
    }
  }

  /** @throws DisconnectedError; TimeoutError for every other failure, which one that says it again may get over */
  async read(length: number, timeoutMs: number): Promise<Uint8Array> {
    const end = this.#clock.now() + timeoutMs;
    const parts: Uint8Array[] = [];
    let count = 0;
    for (;;) {
      const part = this.#left.subarray(0, length - count);
      this.#left = this.#left.subarray(part.length);
      parts.push(part);
      count += part.length;
      if (count === length) return Uint8Array.from(parts.flatMap((bytes) => [...bytes]));
      this.#left = await this.#packet(Math.max(1, end - this.#clock.now()));
    }
  }

  /** What an earlier program has left goes when the device is configured. */
  async drain(): Promise<number> {
    return 0;
  }

  async #packet(timeoutMs: number): Promise<Uint8Array> {
    const { in: endpoint, packetSize } = this.#endpoints;
    try {
      return await this.#transport.bulkIn(endpoint, packetSize, timeoutMs);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.#emit(notice(words.receiveFailed, { error }));
      if (error instanceof DisconnectedError || error instanceof TimeoutError) throw error;
      throw new TimeoutError(error.message);
    }
  }
}
