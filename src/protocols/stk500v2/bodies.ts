import { DisconnectedError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { UsbFrames } from '../usb/frames.ts';
import type { BodyChannel } from './frames.ts';
import * as words from './messages.ts';

/**
 * Bodies over USB (AVR069, "USB communication"): each is a frame as it is, without number and checksum. An answer that came
 * too late for its command is recognised by its first byte.
 */
export class UsbBodies implements BodyChannel {
  readonly overhead = 0;
  readonly #frames: UsbFrames;
  readonly #emit: Emit;
  #command: number | undefined;
  #unanswered = 0;
  #sending: Promise<void> = Promise.resolve();
  #isGone = false;

  constructor(frames: UsbFrames, emit: Emit) {
    this.#frames = frames;
    this.#emit = emit;
  }

  async send(body: Uint8Array): Promise<void> {
    this.#command = body[0];
    this.#unanswered += 1;
    this.#sending = this.#frames.send(body);
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    try {
      for (;;) {
        const body = await this.#frames.receive(timeoutMs);
        this.#unanswered -= 1;
        if (this.#unanswered <= 0 || body[0] === this.#command) return body;
      }
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      await this.#complain(error);
      if (error instanceof DisconnectedError || error instanceof TimeoutError) throw error;
      throw new TimeoutError(error.message);
    }
  }

  /** Says what failed; of a device that is gone, once. */
  async #complain(error: TransportError): Promise<void> {
    if (this.#isGone) return;
    this.#isGone = error instanceof DisconnectedError;
    const unsent = await this.#sending.then(
      () => false,
      (failure: unknown) => failure === error,
    );
    if (unsent) this.#emit(notice(words.usbSendFailed));
    this.#emit(notice(words.usbReceiveFailed));
  }

  /** What is left from an earlier program goes when the device is configured. */
  async drain(): Promise<void> {}
}
