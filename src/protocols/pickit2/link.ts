import { concatBytes } from '../../model/bytes.ts';
import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import type { Emit } from '../../output/events.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import {
  askVersion,
  bytesAtOnce,
  clearBuffers,
  decodeUpload,
  encodeShift,
  encodeStart,
  release,
  reportLength,
} from './reports.ts';

/** How reports of `reportLength` bytes come and go. Both throw TransportError, TimeoutError, DisconnectedError. */
export interface ReportPort {
  send(report: Uint8Array, timeoutMs: number): Promise<void>;
  receive(timeoutMs: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** For how long an answer that nobody waits for any more may still come, in milliseconds. */
const drainMs = 100;
/** More answers than can be under way. */
const mostStale = 4;

/** Which half of an exchange failed. */
export type Half = 'write' | 'read';

/** Exchanges reports with a PICkit 2, one at a time: its firmware looks at no other before one is carried out. */
export class Pickit2Link {
  readonly #port: ReportPort;
  readonly #timeoutMs: number;
  readonly #emit: Emit;
  #started = false;

  constructor(port: ReportPort, timeoutMs: number, emit: Emit) {
    this.#port = port;
    this.#timeoutMs = timeoutMs;
    this.#emit = emit;
  }

  /**
   * The firmware's version.
   * @param onFailure is told which report failed, and of how many bytes it was if it came
   */
  async version(onFailure: (half: Half, error: unknown, length: number) => void): Promise<Uint8Array> {
    let half: Half = 'write';
    try {
      await this.#send(askVersion);
      half = 'read';
      const answer = await this.#port.receive(this.#timeoutMs);
      if (answer.length < 3) throw new ProtocolError(`a version of ${answer.length} bytes`);
      return answer.subarray(0, 3);
    } catch (error) {
      onFailure(half, error, reportLength);
      throw error;
    }
  }

  /** Gives the target power and pulls its RESET. @param periodUs of SCK */
  async start(periodUs: number): Promise<void> {
    this.#started = true;
    await this.#send(encodeStart(periodUs));
  }

  /** Shifts any number of bytes. @returns as many, which came in meanwhile */
  async exchange(bytes: Uint8Array): Promise<Uint8Array> {
    const answers: Uint8Array[] = [];
    for (let at = 0; at < bytes.length; at += bytesAtOnce) {
      const piece = bytes.subarray(at, at + bytesAtOnce);
      await this.#send(encodeShift(piece, true));
      const answer = decodeUpload(await this.#port.receive(this.#timeoutMs), piece.length);
      if (!answer) throw new ProtocolError('PICkit 2 has not shifted what it was given');
      answers.push(answer);
    }
    return concatBytes(answers);
  }

  /** Shifts any number of bytes; what comes in is dropped, which saves half of the reports. */
  async shift(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += bytesAtOnce)
      await this.#send(encodeShift(bytes.subarray(at, at + bytesAtOnce), false));
  }

  /** After a failure: takes answers that are still to come, and empties the buffers. */
  async recover(): Promise<void> {
    try {
      for (let stale = 0; stale < mostStale; stale++) await this.#port.receive(drainMs);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
    }
    await this.#send(clearBuffers);
  }

  /** Lets the target go, if it has not been let go. Of failures nothing is said. */
  async release(): Promise<void> {
    if (!this.#started) return;
    this.#started = false;
    try {
      await this.#send(release);
    } catch (error) {
      await insist(this.#emit, error, () => this.#port.send(release, farewellTimeout));
    }
  }

  close(): Promise<void> {
    return this.#port.close();
  }

  #send(report: Uint8Array): Promise<void> {
    return this.#port.send(report, this.#timeoutMs);
  }
}
