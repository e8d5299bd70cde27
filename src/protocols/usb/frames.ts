import { DisconnectedError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import * as words from './frames-messages.ts';

/** Where a device's frames go in and out. */
export interface FrameEndpoints {
  /** Numbers with their direction bit. */
  readonly out: number;
  readonly in: number;
  /** Bytes. */
  readonly packetSize: number;
  /** Bytes of the longest answer. */
  readonly longest: number;
}

/** How long the device may take to accept a frame (ms), and how long if it did not accept the last one. */
const sendTimeout = 10_000;
const retryTimeout = 1_000;

/**
 * Frames over a pair of bulk endpoints: a packet that is not full ends one. A frame travels as one transfer each way, and the
 * answer is asked for while the request is on its way. A device that is gone is spoken of once.
 */
export class UsbFrames {
  readonly #transport: UsbTransport;
  readonly #endpoints: FrameEndpoints;
  readonly #emit: Emit;
  #sending: Promise<void> = Promise.resolve();
  #receiving: Promise<Uint8Array> | undefined;
  #isGone = false;
  #sendTimeout = sendTimeout;

  constructor(transport: UsbTransport, endpoints: FrameEndpoints, emit: Emit) {
    this.#transport = transport;
    this.#endpoints = endpoints;
    this.#emit = emit;
  }

  /** Starts sending a frame; `receive` fails with the same error if that goes wrong, after it has been said. */
  send(frame: Uint8Array): Promise<void> {
    this.#sending = this.#transmit(frame);
    this.#sending.catch(() => undefined);
    return this.#sending;
  }

  /** The next frame. @throws TransportError (TimeoutError, DisconnectedError) after saying so, at once if nothing could be sent */
  async receive(timeoutMs: number): Promise<Uint8Array> {
    const receiving = this.#receiving ?? this.#start(timeoutMs);
    await this.#sending;
    try {
      const data = await receiving;
      this.#emit(notice(words.received, { data }));
      return data;
    } catch (error) {
      this.#complain(error, words.receiveFailed, { error });
      throw error;
    }
  }

  /** Asks for a frame. If nothing could be sent it goes on waiting, and the next frame is the one that it brings. */
  #start(timeoutMs: number): Promise<Uint8Array> {
    const { packetSize, longest } = this.#endpoints;
    const room = Math.ceil((longest + 1) / packetSize) * packetSize;
    const transfer = this.#transport.bulkIn(this.#endpoints.in, room, timeoutMs);
    const end = (): void => {
      this.#receiving = undefined;
    };
    transfer.then(end, end);
    this.#receiving = transfer;
    return transfer;
  }

  async #transmit(frame: Uint8Array): Promise<void> {
    const { out, packetSize } = this.#endpoints;
    try {
      await this.#transport.bulkOut(out, frame, this.#sendTimeout);
      if (frame.length % packetSize === 0) {
        await this.#transport.bulkOut(out, new Uint8Array(0), this.#sendTimeout);
      }
      this.#sendTimeout = sendTimeout;
      this.#emit(notice(words.sent, { data: frame }));
    } catch (error) {
      if (error instanceof TimeoutError) this.#sendTimeout = retryTimeout;
      this.#complain(error, words.sendFailed, { error, length: Math.min(frame.length, packetSize) });
      throw error;
    }
  }

  #complain<Facts>(error: unknown, message: MessageDefinition<Facts>, facts: Facts): void {
    if (!(error instanceof TransportError) || this.#isGone) return;
    this.#emit(notice(message, facts));
    this.#isGone = error instanceof DisconnectedError;
  }
}
