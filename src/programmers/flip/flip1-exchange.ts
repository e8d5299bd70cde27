import { InterruptedError, ProtocolError, TargetError, TransportError } from '../../model/errors.ts';
import { type Emit, type Event, notice } from '../../output/events.ts';
import { type DfuLink, type DfuManner, isGone } from '../../protocols/dfu/link.ts';
import { type DfuStatus, dfuErrorState, dfuErrWrite, dfuOk } from '../../protocols/dfu/requests.ts';
import * as say from './flip1-messages.ts';
import { boardGone, loaderClosed } from './hints.ts';

/** What is said of a status that is not OK. */
type Complaint = (status: number) => Event;

/** Commands of version 1 with the status that each ends in. */
export class Flip1Exchange {
  readonly link: DfuLink;
  readonly #emit: Emit;
  readonly #byAtmel: boolean;
  #saidClosed = false;
  #hintedClosed = false;
  #gone = false;

  /** @param byAtmel whether the loader is Atmel's own, which may be closed */
  constructor(link: DfuLink, emit: Emit, byAtmel: boolean) {
    this.link = link;
    this.#emit = emit;
    this.#byAtmel = byAtmel;
  }

  /** Whether nothing more can be said to the loader. */
  get isGone(): boolean {
    return this.#gone;
  }

  /** Sends a command and asks how it went. @throws TransportError, TargetError after saying so */
  async command(command: Uint8Array, manner: DfuManner, complaint: Complaint): Promise<void> {
    const failed = await this.#failureOf(this.link.download(command, manner));
    const status = await this.status(manner.timeoutMs);
    if (failed) {
      if (status.status === dfuErrWrite) this.#hintClosed();
      throw failed;
    }
    await this.#judge(status, complaint);
  }

  /** Fetches what a command asked for. @throws TransportError, ProtocolError, TargetError after saying so */
  async brought(length: number, complaint: Complaint): Promise<Uint8Array> {
    let data: Uint8Array = new Uint8Array(0);
    const fetched = async (): Promise<void> => {
      data = await this.link.upload(length);
    };
    const failed = await this.#failureOf(fetched());
    const status = await this.status();
    if (failed) {
      if (status.status === dfuErrWrite) this.#sayClosed();
      throw failed;
    }
    await this.#judge(status, complaint);
    return data;
  }

  /** @throws TransportError, ProtocolError after saying so */
  async status(timeoutMs?: number): Promise<DfuStatus> {
    try {
      return await this.link.status(timeoutMs);
    } catch (error) {
      this.#noteGone(error);
      throw error;
    }
  }

  /** Takes the loader out of an error state. @throws TransportError after saying so */
  async recover({ state }: DfuStatus): Promise<void> {
    if (state === dfuErrorState) await this.link.clear();
  }

  /** Of a request that failed avrdude asks for the status, too, in vain. @throws the error, or the one that came of asking */
  async giveUp(error: unknown): Promise<never> {
    this.#noteGone(error);
    if (error instanceof TransportError && !(error instanceof InterruptedError)) await this.status();
    throw error;
  }

  /** @throws TargetError if the status is an error, after saying so */
  async #judge(status: DfuStatus, complaint: Complaint): Promise<void> {
    if (status.status === dfuOk) return;
    this.#emit(complaint(status.status));
    await this.recover(status);
    throw new TargetError(`the boot loader reports status ${status.status}`);
  }

  /** avrdude asks for the status of what failed, too. @returns the failure; undefined if there was none */
  async #failureOf(work: Promise<void>): Promise<TransportError | ProtocolError | undefined> {
    try {
      await work;
      return undefined;
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      this.#noteGone(error);
      return error;
    }
  }

  #noteGone(error: unknown): void {
    if (error instanceof InterruptedError || !isGone(error) || this.#gone) return;
    this.#gone = true;
    this.#emit(boardGone);
  }

  /** Only a read that fails is told in avrdude's words, whatever has been hinted at before. */
  #sayClosed(): void {
    if (!this.#saidClosed) this.#emit(notice(say.closed));
    this.#saidClosed = true;
    this.#hintClosed();
  }

  #hintClosed(): void {
    if (!this.#hintedClosed && this.#byAtmel) this.#emit(loaderClosed);
    this.#hintedClosed = true;
  }
}
