import { DisconnectedError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import { transferFailed } from './messages.ts';
import { encodeLatencyTimer, encodeReset, endpointsOf, type PlainRequest } from './requests.ts';

/** Bytes in front of every packet that comes: the state of the modem and of the line. */
const statusLength = 2;
/** How long nothing but such states may come, in milliseconds. */
const silenceMs = 3000;
/** How long bytes may take to be accepted, besides what they take to be shifted (ms); libftdi waits as long. */
const acceptMs = 5000;
/** Milliseconds of the latency timer, after which a read without data brings the state of the line. */
const usualLatency = 16;
/** Bytes that one transfer asks for at most. */
const longestRead = 0x4000;

export interface FtdiEnd {
  /** From 0. */
  readonly interfaceNumber: number;
  /** As FTDI's requests name the interface. */
  readonly index: number;
  /** Bytes. */
  readonly packetSize: number;
}

/** Moves bytes to and from one interface of an FTDI chip. After a failure nothing more is sent but a farewell. */
export class FtdiLink {
  readonly #transport: UsbTransport;
  readonly #end: FtdiEnd;
  readonly #endpoints: { readonly out: number; readonly in: number };
  readonly #emit: Emit;
  /** What has come beyond what was asked for. */
  #left: readonly Uint8Array[] = [];
  #failure: unknown;
  #latency = usualLatency;

  constructor(transport: UsbTransport, end: FtdiEnd, emit: Emit) {
    this.#transport = transport;
    this.#end = end;
    this.#endpoints = endpointsOf(end.interfaceNumber);
    this.#emit = emit;
  }

  /** @param request made for the index of this interface @throws TransportError */
  async order(request: (index: number) => PlainRequest): Promise<void> {
    await this.#transport.control(request(this.#end.index));
  }

  /** Forgets what earlier programs have left. */
  async empty(): Promise<void> {
    await this.order((index) => encodeReset('received', index));
    await this.order((index) => encodeReset('toSend', index));
  }

  /**
   * Sets the latency timer so that a full packet comes before it sends one that is not.
   * @param hertz clock of the bits that are shifted
   * @param shortest milliseconds; 1 where the timer alone sends the last packet of an answer
   */
  async setLatency(hertz: number, shortest = usualLatency): Promise<void> {
    const packetMs = (8000 * this.#end.packetSize) / hertz;
    const milliseconds = Math.min(255, Math.max(shortest, Math.ceil(2 * packetMs)));
    this.#latency = milliseconds;
    await this.order((index) => encodeLatencyTimer(milliseconds, index));
  }

  /**
   * Sends bytes as one transfer. Their answer is asked for before they are sent, lest the chip have nobody to give it to.
   *
   * @param replyLength bytes
   * @throws TransportError after saying so; DisconnectedError if an exchange before it has failed
   */
  async exchange(bytes: Uint8Array, replyLength: number): Promise<Uint8Array> {
    if (this.#failure !== undefined)
      throw new DisconnectedError('the FTDI chip has failed before', 'EIO', { cause: this.#failure });
    const receiving = this.#receive(replyLength);
    receiving.catch(() => undefined);
    try {
      await this.#transport.bulkOut(this.#endpoints.out, bytes, acceptMs + sendingMs(bytes));
    } catch (error) {
      throw this.#failed(error, 'write');
    }
    try {
      return await receiving;
    } catch (error) {
      throw this.#failed(error, 'read');
    }
  }

  /** Whether an exchange has failed, so that nobody knows how much of it was heard. */
  get hasFailed(): boolean {
    return this.#failure !== undefined;
  }

  /** The last that is sent, whatever has failed before. Of failures nothing is said. */
  async farewell(bytes: Uint8Array): Promise<void> {
    const send = () => this.#transport.bulkOut(this.#endpoints.out, bytes, farewellTimeout);
    if (!(this.#failure instanceof DisconnectedError)) await insist(this.#emit, undefined, send);
  }

  async close(): Promise<void> {
    await this.#transport.close();
  }

  async #receive(length: number): Promise<Uint8Array> {
    const data = new Uint8Array(length);
    let filled = 0;
    let silentReads = 0;
    const take = (pieces: readonly Uint8Array[]): void => {
      const kept: Uint8Array[] = [];
      for (const piece of pieces) {
        const part = piece.subarray(0, length - filled);
        data.set(part, filled);
        filled += part.length;
        if (part.length < piece.length) kept.push(piece.subarray(part.length));
      }
      this.#left = kept;
    };
    take(this.#left);
    while (filled < length) {
      const pieces = await this.#packets(length - filled);
      silentReads = pieces.length > 0 ? 0 : silentReads + 1;
      if (silentReads * this.#latency > silenceMs)
        throw new TimeoutError('nothing but the state of the line comes');
      take(pieces);
    }
    return data;
  }

  /** One transfer, without the states in front of its packets. */
  async #packets(length: number): Promise<readonly Uint8Array[]> {
    const { packetSize } = this.#end;
    const packets = Math.ceil(length / (packetSize - statusLength));
    const asked = Math.min(packets * packetSize, longestRead);
    const data = await this.#transport.bulkIn(this.#endpoints.in, asked, silenceMs);
    const pieces: Uint8Array[] = [];
    for (let at = 0; at < data.length; at += packetSize) {
      const piece = data.subarray(at + statusLength, at + packetSize);
      if (piece.length > 0) pieces.push(piece);
    }
    return pieces;
  }

  #failed(error: unknown, direction: 'read' | 'write'): unknown {
    if (this.#failure !== undefined) return error;
    this.#failure = error;
    this.#emit(notice(transferFailed, { error, direction }));
    return error;
  }
}

/** What a chip may take to accept bytes that it shifts at 10 kHz. */
function sendingMs(bytes: Uint8Array): number {
  return Math.min(12_000, bytes.length);
}
