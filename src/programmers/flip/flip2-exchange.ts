import { InterruptedError, ProtocolError, TargetError, TransportError } from '../../model/errors.ts';
import { type Emit, type Event, notice } from '../../output/events.ts';
import * as flip from '../../protocols/dfu/flip2.ts';
import { type DfuLink, isGone } from '../../protocols/dfu/link.ts';
import { type DfuStatus, dfuErrWrite, dfuOk } from '../../protocols/dfu/requests.ts';
import * as say from './flip2-messages.ts';
import { boardGone, xmegaClosed } from './hints.ts';

/** What is said where the loader has no such address, unit or page. */
type Complaint = () => Event;

/** Commands of version 2 with the status that each ends in. */
export class Flip2Exchange {
  readonly link: DfuLink;
  readonly #emit: Emit;
  #gone = false;
  #toldClosed = false;

  constructor(link: DfuLink, emit: Emit) {
    this.link = link;
    this.#emit = emit;
  }

  /**
   * Carries out a command and asks how it went.
   * @throws TransportError, ProtocolError, TargetError after saying so
   */
  async command<Result>(
    work: Promise<Result>,
    command: say.Command,
    outOfRange?: Complaint,
  ): Promise<Result> {
    let result: Result | undefined;
    let failed: Error | undefined;
    try {
      result = await work;
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      this.#noteGone(error);
      failed = error;
    }
    const status = await this.status();
    if (status.status !== dfuOk) {
      this.#complain(status, command, outOfRange);
      await this.link.clear();
      failed ??= new TargetError(`the boot loader reports ${flip.statusName(status)}`);
    }
    if (failed) throw failed;
    return result as Result;
  }

  /** @throws TransportError, ProtocolError after saying so */
  async status(): Promise<DfuStatus> {
    try {
      return await this.link.status();
    } catch (error) {
      this.#noteGone(error);
      throw error;
    }
  }

  /** What has been refused is put out of the way, without a word. @throws TransportError after saying so */
  async recover(): Promise<void> {
    const { status } = await this.status();
    if (status !== dfuOk) await this.link.clear();
  }

  #complain(status: DfuStatus, command: say.Command, outOfRange: Complaint | undefined): void {
    if (outOfRange && flip.isOutOfRange(status)) this.#emit(outOfRange());
    else this.#emit(notice(say.status, { name: flip.statusName(status), command }));
    if (status.status !== dfuErrWrite || this.#toldClosed) return;
    this.#toldClosed = true;
    this.#emit(xmegaClosed);
  }

  #noteGone(error: unknown): void {
    if (error instanceof InterruptedError || !isGone(error) || this.#gone) return;
    this.#gone = true;
    this.#emit(boardGone);
  }
}
