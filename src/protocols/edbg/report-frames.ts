import type { Clock } from '../../model/clock.ts';
import { DisconnectedError, ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as words from './channel-messages.ts';
import * as dap from './cmsis-dap.ts';
import { answerHead, type FrameChannel } from './frame.ts';
import type { DapReports } from './reports.ts';

/** How long a tool may take to answer a report (ms), as avrdude has it. */
const reportTimeout = 10_000;
/** How long it is left alone where it has no answer yet (ms). */
const pause = 20;

/** Frames in reports (DS50002630, "Embedded debugger vendor commands"): pieces, each answered, and the answer asked for piece by piece. */
export class ReportFrames implements FrameChannel {
  readonly kind = 'reports';
  readonly #reports: DapReports;
  readonly #clock: Clock;
  readonly #emit: Emit;

  constructor(reports: DapReports, clock: Clock, emit: Emit) {
    this.#reports = reports;
    this.#clock = clock;
    this.#emit = emit;
  }

  get longest(): number {
    return dap.maxPieces * (this.#reports.size - 4);
  }

  exchangesFor(length: number): number {
    return dap.piecesOf(answerHead + length, this.#reports.size);
  }

  /** Where the tool takes several reports at a time, the answer is asked for before the last piece has been answered. */
  async exchange(frame: Uint8Array, timeoutMs: number): Promise<Uint8Array> {
    const pieces = dap.encodeAvrCommand(frame, this.#reports.size);
    if (pieces.length > 1) this.#emit(notice(words.fragmenting, { pieces: pieces.length }));
    const early = this.#reports.count > 1;
    for (const [index, piece] of pieces.entries()) {
      const isLast = index === pieces.length - 1;
      await this.#sendPiece(piece);
      if (isLast && early) await this.#askForAnswer();
      await this.#receiveStatus(isLast);
    }
    return this.#answer(timeoutMs, early);
  }

  receive(timeoutMs: number): Promise<Uint8Array> {
    return this.#answer(timeoutMs, false);
  }

  async #sendPiece(piece: Uint8Array): Promise<void> {
    try {
      await this.#reports.send(piece);
    } catch (error) {
      if (error instanceof TransportError) this.#emit(notice(words.pieceNotSent));
      throw error;
    }
  }

  async #receiveStatus(isLast: boolean): Promise<void> {
    const [command = 0, taken = 0] = await this.#receive('piece-taken');
    if (command === dap.dapCommands.avrCommand && (!isLast || taken === 1)) return;
    this.#emit(notice(words.pieceRefused, { response: [command, taken] }));
  }

  async #askForAnswer(): Promise<void> {
    try {
      await this.#reports.send(dap.encodeAvrResponse());
    } catch (error) {
      if (error instanceof TransportError) this.#emit(notice(words.answerNotAsked));
      throw error;
    }
  }

  async #answer(timeoutMs: number, asked: boolean): Promise<Uint8Array> {
    this.#emit(notice(words.receiving));
    const deadline = this.#clock.now() + timeoutMs;
    const first = await this.#piece(deadline, asked);
    const parts = [first.data];
    for (let number = 2; number <= first.count; number++) {
      const piece = await this.#piece(deadline, false);
      this.#check('count', first.count, piece.count);
      this.#check('number', number, piece.number);
      parts.push(piece.data);
    }
    return Uint8Array.from(parts.flatMap((data) => [...data]));
  }

  /** @throws ProtocolError if there is no answer in time */
  async #piece(deadline: number, asked: boolean): Promise<dap.AvrPiece> {
    for (let isAsked = asked; ; isAsked = false) {
      if (!isAsked) await this.#askForAnswer();
      const report = await this.#receive('piece');
      const piece = dap.decodeAvrResponse(report);
      if (!piece)
        fail(
          this.#emit,
          notice(words.answerIsNone, { code: report[0] ?? 0 }),
          new ProtocolError(`a piece is answered with 0x${(report[0] ?? 0).toString(16)}`),
        );
      if (piece.number > 0) return piece;
      if (this.#clock.now() >= deadline)
        fail(this.#emit, notice(words.noAnswer), new TimeoutError('the tool has no answer'));
      await this.#clock.sleep(pause);
    }
  }

  async #receive(awaited: words.Awaited): Promise<Uint8Array> {
    try {
      return await this.#reports.receive(reportTimeout);
    } catch (error) {
      if (error instanceof TransportError && !(error instanceof DisconnectedError))
        this.#emit(notice(words.timedOut, { awaited }));
      throw error;
    }
  }

  #check(what: 'count' | 'number', expected: number, found: number): void {
    if (expected === found) return;
    fail(
      this.#emit,
      notice(words.pieceMisplaced, { what, expected, found }),
      new ProtocolError(`a piece's ${what} is ${found} in place of ${expected}`),
    );
  }
}
