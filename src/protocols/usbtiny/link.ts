import { DisconnectedError, ProtocolError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { insist } from '../line/insisting.ts';
import { libusb0Result } from '../usb/errno.ts';
import { receiveFailed, requestFailed, retried, type ShortTransfer, sendFailed } from './messages.ts';
import { powerDown, type UsbtinyRequest, usbtinyRequests } from './requests.ts';

/** What a transfer may take beyond the firmware's own time, in milliseconds. */
const timeoutMs = 500;
/** How often a read is tried: the firmware's USB is made of software and misses one now and then. */
const readAttempts = 10;
/** Vendor request to the device; bit 7 is added for requests that read. */
const vendorRequest = 0x40;

/**
 * Exchanges requests with a USBtiny, repeating reads that fail. Of requests that are under way together only the first failure
 * is told: avrdude would not have sent the others.
 */
export class UsbtinyLink {
  readonly #transport: UsbTransport;
  readonly #emit: Emit;
  #retries = 0;
  #inFlight = 0;
  #failures = 0;
  #powered = false;

  constructor(transport: UsbTransport, emit: Emit) {
    this.#transport = transport;
    this.#emit = emit;
  }

  /** Sends a request without data. @throws TransportError after saying so */
  async order(request: UsbtinyRequest): Promise<void> {
    this.#powered = true;
    try {
      await this.#transfer(request);
    } catch (error) {
      this.#complain(error, false);
      throw error;
    }
  }

  /** Lets the target go, if it has not been let go, and again if that fails. What goes wrong is said and then forgotten. */
  async release(): Promise<void> {
    if (!this.#powered) return;
    this.#powered = false;
    try {
      await this.#transfer(powerDown);
    } catch (error) {
      this.#complain(error, true);
      await insist(this.#emit, error, () => this.#transfer(powerDown));
    }
  }

  /** Reads exactly as many bytes as the request says. @throws TransportError, ProtocolError after saying so */
  async receive(request: UsbtinyRequest): Promise<Uint8Array> {
    const length = typeof request.data === 'number' ? request.data : 0;
    const failures = this.#failures;
    let last: unknown;
    let got = 0;
    for (let attempt = 0; attempt < readAttempts; attempt++) {
      try {
        const data = await this.#transfer(request);
        if (data.length === length) return data;
        last = undefined;
        got = data.length;
      } catch (error) {
        last = error;
        got = libusb0Result(error);
        if (error instanceof DisconnectedError || !(error instanceof TransportError)) break;
      }
      this.#retries += 1;
    }
    return this.#fail(receiveFailed, { error: last, expected: request.expected ?? length, got }, failures);
  }

  /** Sends data. @throws TransportError after saying so */
  async send(request: UsbtinyRequest): Promise<void> {
    const expected = typeof request.data === 'number' ? 0 : request.data.length;
    const failures = this.#failures;
    try {
      await this.#transfer(request);
    } catch (error) {
      this.#fail(sendFailed, { error, expected, got: libusb0Result(error) }, failures);
    }
  }

  /** Says how often reads were repeated since the last time. */
  reportRetries(during: string): void {
    if (this.#retries > 0) this.#emit(notice(retried, { times: this.#retries, during }));
    this.#retries = 0;
  }

  async close(): Promise<void> {
    await this.release();
    await this.#transport.close();
  }

  #complain(error: unknown, silently: boolean): void {
    if (error instanceof TransportError) this.#emit({ kind: 'usb-access', failed: true });
    this.#emit(notice(requestFailed, { error, silently }));
  }

  /** @param failures how many there had been when the request was sent */
  #fail(message: MessageDefinition<ShortTransfer>, facts: ShortTransfer, failures: number): never {
    if (failures === this.#failures) {
      this.#failures += 1;
      this.#emit(notice(message, facts));
    }
    const { error, expected, got } = facts;
    throw error === undefined ? new ProtocolError(`${got} bytes instead of ${expected}`) : error;
  }

  async #transfer({ name, value, index, data, durationUs }: UsbtinyRequest): Promise<Uint8Array> {
    this.#inFlight += 1;
    try {
      return await this.#transport.control({
        requestType: vendorRequest | (typeof data === 'number' ? 0x80 : 0),
        request: usbtinyRequests[name],
        value,
        index,
        data,
        timeoutMs: (timeoutMs + durationUs / 1000) * this.#inFlight,
      });
    } finally {
      this.#inFlight -= 1;
    }
  }
}
