import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import * as stk from './commands.ts';
import * as words from './messages.ts';
import * as trace from './trace-messages.ts';

/** Carries message bodies to a programmer and back: in frames over a serial line, or as packets over USB. */
export interface BodyChannel {
  /** What avrdude counts around an answer's body, in bytes. */
  readonly overhead: number;
  send(body: Uint8Array): Promise<void>;
  /** The next answer. @throws TimeoutError, ProtocolError for a broken answer, both after saying so; DisconnectedError */
  receive(timeoutMs: number): Promise<Uint8Array>;
  /** Throws away what is on its way. */
  drain(): Promise<void>;
}

/** How many bytes may come without making a frame before they count as silence. */
const maxNoise = 4096;
/** How long noise is waited for (ms). */
const drainTime = 250;

/** Places in a frame up to the body's length (AVR068, "Message format"). */
const places = ['start', 'sequence', 'length-high', 'length-low'] as const;

/** Frames over a serial line (AVR068, "Message format"). */
export class SerialFrames implements BodyChannel {
  /** Five bytes before the body and one behind it. */
  readonly overhead = 6;
  readonly #line: SerialTransport;
  readonly #emit: Emit;
  readonly #bytewise: boolean;
  #sequence = 1;

  /** @param bytewise whether each byte is taken and told of by itself, as avrdude does */
  constructor(line: SerialTransport, emit: Emit, bytewise = false) {
    this.#line = line;
    this.#emit = emit;
    this.#bytewise = bytewise;
  }

  send(body: Uint8Array): Promise<void> {
    const frame = stk.encodeFrame(this.#sequence, body);
    this.#emit(notice(trace.frameSent, { frame }));
    return this.#line.write(frame);
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    this.#emit(notice(trace.frameAwaited));
    try {
      const body = await this.#frame(timeoutMs);
      this.#emit(notice(trace.frameComplete));
      return body;
    } catch (error) {
      if (error instanceof TimeoutError) this.#emit(notice(words.timeout));
      throw error;
    }
  }

  async drain(): Promise<void> {
    await this.#line.drain(drainTime);
  }

  async #frame(timeoutMs: number): Promise<Uint8Array> {
    const header = await this.#header(timeoutMs);
    const length = ((header[2] ?? 0) << 8) | (header[3] ?? 0);
    if (length > stk.maxBody)
      fail(
        this.#emit,
        notice(words.tooLong, { length: stk.maxBody, room: stk.maxBody }),
        new ProtocolError(`answer of ${length} bytes`, -2),
      );
    const rest = await this.#rest(length + 1, timeoutMs);
    const body = rest.subarray(0, length);
    if (body[0] === stk.checksumAnswer)
      fail(
        this.#emit,
        notice(words.wrongChecksumSent),
        new ProtocolError('programmer got a wrong checksum', -3),
      );
    if ((stk.checksum(header) ^ stk.checksum(rest)) !== 0)
      fail(this.#emit, notice(words.wrongChecksum), new ProtocolError('answer has a wrong checksum', -4));
    return body;
  }

  /** Body and checksum. */
  async #rest(length: number, timeoutMs: number): Promise<Uint8Array> {
    if (!this.#bytewise) return this.#line.read(length, timeoutMs);
    const rest = new Uint8Array(length);
    for (let at = 0; at < length; at++) {
      const [byte = 0] = await this.#line.read(1, timeoutMs);
      rest[at] = byte;
      this.#emit(notice(trace.frameByte, { byte, place: 'other', fits: true, length }));
    }
    return rest;
  }

  /** Looks for the five bytes that begin the answer to what was sent last; whatever else comes is noise. */
  async #header(timeoutMs: number): Promise<Uint8Array> {
    let seen: number[] = [];
    for (let count = 0; count < maxNoise; count++) {
      const [byte = 0] = await this.#line.read(1, timeoutMs);
      const fits = this.#fits(seen.length, byte);
      const place = places[seen.length] ?? 'other';
      this.#emit(notice(trace.frameByte, { byte, place, fits, length: (seen[2] ?? 0) * 0x100 + byte }));
      seen = fits ? [...seen, byte] : [];
      if (seen.length < 5) continue;
      this.#sequence = (this.#sequence + 1) & 0xff;
      return Uint8Array.from(seen);
    }
    throw new TimeoutError(`no answer among ${maxNoise} bytes`);
  }

  #fits(position: number, byte: number): boolean {
    if (position === 0) return byte === stk.messageStart;
    if (position === 1) return byte === this.#sequence;
    return position !== 4 || byte === stk.token;
  }
}
