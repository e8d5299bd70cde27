import { DisconnectedError, ProtocolError, TransportError } from '../../model/errors.ts';
import { type Emit, type Event, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import * as words from './messages.ts';
import {
  type DfuRequest,
  type DfuStatus,
  decodeStatus,
  dfuRequests,
  statusLength,
  toInterface,
} from './requests.ts';

/** How long a request may take, in milliseconds, and one that erases or programs before it is answered. */
const usualMs = 1000;
export const programmingMs = 10_000;

/** How a request is made. */
export interface DfuManner {
  /** @see programmingMs; default one second. */
  readonly timeoutMs?: number;
  /** Failures of which nothing is said: that the device refuses the request (stalls, or brings too little), or all. */
  readonly unsaid?: 'refusal' | 'all';
}

/** Exchanges requests with a device in DFU mode. */
export class DfuLink {
  readonly #transport: UsbTransport;
  readonly #emit: Emit;
  /** The number that every block of data carries. */
  #block = 0;

  constructor(transport: UsbTransport, emit: Emit) {
    this.#transport = transport;
    this.#emit = emit;
  }

  /** Sends a command with its data. @throws TransportError after saying so */
  async download(data: Uint8Array, manner: DfuManner = {}): Promise<void> {
    const block = this.#next();
    this.#emit(notice(words.blockSent, { request: 'dnload', block, size: data.length }));
    await this.#transfer('DNLOAD', data, block, manner, (error) =>
      notice(words.downloadFailed, { failure: { kind: 'transfer', error } }),
    );
  }

  /** @returns exactly so many bytes. @throws TransportError, ProtocolError after saying so */
  async upload(length: number, manner: DfuManner = {}): Promise<Uint8Array> {
    const block = this.#next();
    this.#emit(notice(words.blockSent, { request: 'upload', block, size: length }));
    const answer = await this.#transfer('UPLOAD', length, block, manner, (error) =>
      notice(words.uploadFailed, { failure: { kind: 'transfer', error } }),
    );
    if (answer.length < length) {
      const short = new ProtocolError(`UPLOAD gave ${answer.length} bytes instead of ${length}`);
      if (manner.unsaid !== undefined) throw short;
      fail(this.#emit, notice(words.uploadFailed, { failure: { kind: 'short' } }), short);
    }
    return answer;
  }

  /** @throws TransportError, ProtocolError after saying so */
  async status(timeoutMs?: number): Promise<DfuStatus> {
    this.#emit(notice(words.requestSent, { request: 'getstatus' }));
    const manner = timeoutMs === undefined ? {} : { timeoutMs };
    const answer = await this.#transfer('GETSTATUS', statusLength, 0, manner, (error) =>
      notice(words.statusUnknown, { failure: { kind: 'transfer', error } }),
    );
    if (answer.length < statusLength)
      fail(
        this.#emit,
        notice(words.statusUnknown, { failure: { kind: 'short' } }),
        new ProtocolError(`GETSTATUS gave ${answer.length} bytes`),
      );
    const status = decodeStatus(answer);
    this.#emit(notice(words.statusReceived, status));
    return status;
  }

  /** Takes the device out of its error state. @throws TransportError after saying so */
  async clear(): Promise<void> {
    this.#emit(notice(words.requestSent, { request: 'clrstatus' }));
    await this.#transfer('CLRSTATUS', new Uint8Array(0), 0, {}, (error) =>
      notice(words.statusNotCleared, { failure: { kind: 'transfer', error } }),
    );
  }

  /** Makes the device idle. @throws TransportError after saying so */
  async abort(): Promise<void> {
    this.#emit(notice(words.requestSent, { request: 'abort' }));
    await this.#transfer('ABORT', new Uint8Array(0), 0, {}, (error) =>
      notice(words.stateNotReset, { failure: { kind: 'transfer', error } }),
    );
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  #next(): number {
    const block = this.#block;
    this.#block = (block + 1) & 0xffff;
    return block;
  }

  async #transfer(
    request: DfuRequest,
    data: Uint8Array | number,
    value: number,
    { timeoutMs = usualMs, unsaid }: DfuManner,
    complaint: (error: unknown) => Event,
  ): Promise<Uint8Array> {
    try {
      return await this.#transport.control({
        requestType: toInterface | (typeof data === 'number' ? 0x80 : 0),
        request: dfuRequests[request],
        value,
        index: 0,
        data,
        timeoutMs,
      });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      if (unsaid === 'all' || (unsaid === 'refusal' && isRefusal(error))) throw error;
      fail(this.#emit, complaint(error), error);
    }
  }
}

/** Whether the device has refused a request, or brought less than was asked for. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ProtocolError || (error instanceof TransportError && error.code === 'EPIPE');
}

/** Whether nothing more can be said to the device: it has left the bus, or its answers do not get through. */
export function isGone(error: unknown): boolean {
  return error instanceof DisconnectedError || (error instanceof TransportError && error.code === 'EPROTO');
}
