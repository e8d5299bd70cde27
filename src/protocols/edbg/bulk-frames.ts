import { DisconnectedError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { type FrameEndpoints, UsbFrames } from '../usb/frames.ts';
import * as words from './channel-messages.ts';
import type { FrameChannel } from './frame.ts';

/** Frames over the bulk endpoints of a JTAGICE3 with its first firmware: a packet that is not full ends one. */
export class BulkFrames implements FrameChannel {
  readonly kind = 'bulk';
  readonly longest: number;
  readonly #frames: UsbFrames;
  readonly #emit: Emit;

  constructor(transport: UsbTransport, endpoints: FrameEndpoints, emit: Emit) {
    this.#frames = new UsbFrames(transport, endpoints, emit);
    this.longest = endpoints.longest;
    this.#emit = emit;
  }

  /** An answer is one transfer. */
  exchangesFor(): number {
    return 1;
  }

  async exchange(frame: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    try {
      await this.#frames.send(frame);
    } catch (error) {
      if (error instanceof TransportError) this.#emit(notice(words.frameNotSent));
      throw error;
    }
    return this.receive(timeoutMs);
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    try {
      return await this.#frames.receive(timeoutMs);
    } catch (error) {
      if (error instanceof TransportError && !(error instanceof DisconnectedError))
        this.#emit(notice(words.timedOut, { awaited: 'frame' }));
      throw error;
    }
  }
}
