import { TransportError } from '../../model/errors.ts';
import type { Emit } from '../../output/events.ts';
import { notice } from '../../output/events.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import { received, sent, transferFailed } from './messages.ts';
import { type UsbaspRequest, usbaspFunctions } from './requests.ts';

/** How long the firmware may take over one request, in milliseconds. */
const timeoutMs = 5000;

/** Vendor request to the device; bit 7 is added for requests that bring an answer. */
const vendorRequest = 0x40;

/**
 * Exchanges requests with a USBasp and says at `-vvvv` what went to and fro. Of requests that are under way together only the
 * first failure is told: avrdude would not have sent the others.
 */
export class UsbaspLink {
  readonly #transport: UsbTransport;
  readonly #emit: Emit;
  readonly #traced: () => boolean;
  #inFlight = 0;
  /** Whether one of the requests that are under way, or were together with them, has failed. */
  #failed = false;

  /** @param traced whether anybody will see single requests */
  constructor(transport: UsbTransport, emit: Emit, traced: () => boolean) {
    this.#transport = transport;
    this.#emit = emit;
    this.#traced = traced;
  }

  /**
   * Requests may follow each other before the first is answered; the deadline of each then allows for those before it.
   *
   * @returns what the firmware answered, which may be shorter than asked for
   * @throws TransportError after saying so
   */
  async exchange(request: UsbaspRequest): Promise<Uint8Array> {
    if (this.#traced()) this.#emit(notice(sent, request));
    if (this.#inFlight === 0) this.#failed = false;
    this.#inFlight += 1;
    try {
      const answer = await this.#transfer(request, timeoutMs * this.#inFlight);
      if (this.#traced() && answer.length > 0) this.#emit(notice(received, { answer }));
      return answer;
    } catch (error) {
      if (this.#failed) throw new UntoldError(error);
      this.#failed = true;
      this.#emit(notice(transferFailed, { error }));
      throw error;
    } finally {
      this.#inFlight -= 1;
    }
  }

  /** Lets the target go: one that is not stays in reset. Of failures only the first is said, and none is thrown. */
  async release(request: UsbaspRequest): Promise<void> {
    try {
      await this.exchange(request);
    } catch (error) {
      await insist(this.#emit, error, () => this.#transfer(request, farewellTimeout));
    }
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #transfer(request: UsbaspRequest, deadlineMs: number): Promise<Uint8Array> {
    const [a, b, c, d] = request.argument;
    return this.#transport.control({
      requestType: vendorRequest | (typeof request.data === 'number' ? 0x80 : 0),
      request: usbaspFunctions[request.function],
      value: a | (b << 8),
      index: c | (d << 8),
      data: request.data,
      timeoutMs: deadlineMs,
    });
  }
}

/** A failure of which nothing more is to be said, since one before it has been told. */
export class UntoldError extends TransportError {
  constructor(cause: unknown) {
    super('a request that followed a failed one', 'EPIPE', { cause });
  }
}
