import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import * as stk from './commands.ts';
import * as words from './messages.ts';

/** Carries message bodies to a programmer and back: in frames over a serial line, or as packets over USB. */
export interface BodyChannel {
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

/** Frames over a serial line (AVR068, "Message format"). */
export class SerialFrames implements BodyChannel {
  readonly #line: SerialTransport;
  readonly #emit: Emit;
  #sequence = 1;

  constructor(line: SerialTransport, emit: Emit) {
    this.#line = line;
    this.#emit = emit;
  }

  send(body: Uint8Array): Promise<void> {
    return this.#line.write(stk.encodeFrame(this.#sequence, body));
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    try {
      return await this.#frame(timeoutMs);
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
    const rest = await this.#line.read(length + 1, timeoutMs);
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

  /** Looks for the five bytes that begin the answer to what was sent last; whatever else comes is noise. */
  async #header(timeoutMs: number): Promise<Uint8Array> {
    let seen: number[] = [];
    for (let count = 0; count < maxNoise; count++) {
      const [byte = 0] = await this.#line.read(1, timeoutMs);
      seen = this.#fits(seen.length, byte) ? [...seen, byte] : [];
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
