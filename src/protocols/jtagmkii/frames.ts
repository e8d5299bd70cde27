import type { Clock } from '../../model/clock.ts';
import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import * as words from './frames-messages.ts';

/**
 * The frames of the JTAGICE mkII (AVR067, "Message format"): start, sequence number, message size, token, message, CRC; numbers with
 * their low byte first.
 */

/** The byte that begins a frame (MESSAGE_START). */
export const messageStart = 0x1b;
/** The byte between the header and the message (TOKEN). */
export const token = 0x0e;
/** The sequence number of events, which answer nothing. */
export const eventSequence = 0xffff;
const headerLength = 8;
const crcLength = 2;
/** A larger size is taken for noise, as avrdude does (bytes). */
const maxMessage = 100000;

/** The CRC-16 of the frame: polynomial 0x8408 (reflected 0x1021), begun with 0xffff. */
export function crc16(data: Uint8Array): number {
  let crc = 0xffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x8408 : crc >>> 1;
  }
  return crc;
}

/** Puts a message into a frame. @param sequence 0 to 0xfffe; the answer carries the same */
export function encodeFrame(sequence: number, message: Uint8Array): Uint8Array {
  const frame = new Uint8Array(headerLength + message.length + crcLength);
  const view = new DataView(frame.buffer);
  view.setUint8(0, messageStart);
  view.setUint16(1, sequence, true);
  view.setUint32(3, message.length, true);
  view.setUint8(7, token);
  frame.set(message, headerLength);
  view.setUint16(headerLength + message.length, crc16(frame.subarray(0, -crcLength)), true);
  return frame;
}

/** A message and the number under which it came. */
export interface NumberedMessage {
  readonly sequence: number;
  readonly message: Uint8Array;
}

/** What frames travel on: a serial line, or something like it over USB. */
export type FrameLine = Pick<SerialTransport, 'read' | 'write' | 'drain'>;

/** Frames over a line, whole or not at all. */
export class JtagMkiiFrames {
  readonly #line: FrameLine;
  readonly #clock: Clock;
  readonly #emit: Emit;

  constructor(line: FrameLine, clock: Clock, emit: Emit) {
    this.#line = line;
    this.#clock = clock;
    this.#emit = emit;
  }

  send(sequence: number, message: Uint8Array): Promise<void> {
    this.saySending(message);
    return this.#line.write(encodeFrame(sequence, message));
  }

  /**
   * The next frame, whatever its number; what comes before it is noise.
   * @param timeoutMs for each part of it; noise is borne for eight times as long
   * @throws TimeoutError, ProtocolError with rc -4 for a wrong CRC, both after saying so
   */
  async receive(timeoutMs: number): Promise<NumberedMessage> {
    this.#emit(notice(words.receiving));
    try {
      const header = await this.#header(timeoutMs);
      const view = new DataView(header.buffer);
      const length = view.getUint32(3, true);
      const frame = new Uint8Array(headerLength + length + crcLength);
      frame.set(header);
      if (length > 0) frame.set(await this.#line.read(length, timeoutMs), headerLength);
      for (let at = headerLength + length; at < frame.length; at++)
        frame.set(await this.#line.read(1, timeoutMs), at);
      // A CRC over its own CRC is zero.
      if (crc16(frame) !== 0)
        fail(this.#emit, notice(words.wrongChecksum), new ProtocolError('answer has a wrong checksum', -4));
      this.sayReceived();
      return { sequence: view.getUint16(1, true), message: frame.subarray(headerLength, -crcLength) };
    } catch (error) {
      if (error instanceof TimeoutError) this.#emit(notice(words.timeout));
      throw error;
    }
  }

  saySending({ length }: Uint8Array): void {
    this.#emit(notice(words.sending, { length }));
  }

  sayReceived(): void {
    this.#emit(notice(words.received));
  }

  /** Throws away what is on its way. @param idleMs until the line has been silent for so long */
  async drain(idleMs: number): Promise<void> {
    await this.#line.drain(idleMs);
  }

  /** Looks for the eight bytes that begin a frame; where they turn out to be none, the next start may be among them. */
  async #header(timeoutMs: number): Promise<Uint8Array> {
    let seen: number[] = [];
    const end = this.#clock.now() + 8 * timeoutMs;
    while (this.#clock.now() < end) {
      const [byte = 0] = await this.#line.read(1, timeoutMs);
      seen.push(byte);
      if (seen.length < headerLength && seen[0] === messageStart) continue;
      if (seen.length === headerLength && this.#plausible(seen)) return Uint8Array.from(seen);
      const next = seen.indexOf(messageStart, 1);
      seen = next < 0 ? [] : seen.slice(next);
    }
    throw new TimeoutError('no answer among what came');
  }

  #plausible(header: readonly number[]): boolean {
    if (header[7] !== token) return false;
    const length = new DataView(Uint8Array.from(header).buffer).getUint32(3, true);
    if (length <= maxMessage) return true;
    this.#emit(notice(words.tooLong, { length, most: maxMessage }));
    return false;
  }
}
