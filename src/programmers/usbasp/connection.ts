import { ProtocolError, TransportError } from '../../model/errors.ts';
import { type Event, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { UntoldError, UsbaspLink } from '../../protocols/usbasp/link.ts';
import {
  type Capabilities,
  decodeCapabilities,
  encodePlain,
  type UsbaspFunction,
  type UsbaspRequest,
} from '../../protocols/usbasp/requests.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { openUsbasp } from './device.ts';
import { type Entered, entered } from './entered-messages.ts';

/** An open USBasp, as far as serial and TPI programming have it in common. */
export class UsbaspConnection {
  readonly #context: ProgrammerContext;
  #link: UsbaspLink | undefined;
  #unseen = false;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  async open(): Promise<void> {
    this.#link = new UsbaspLink(
      await openUsbasp(this.#context),
      this.#context.emit,
      () => this.#context.verbosity >= 4 && !this.#unseen,
    );
  }

  /** Lets the target go, then the device. @param disconnect the request that does it */
  async close(disconnect: UsbaspFunction): Promise<void> {
    this.enter({ operation: 'close' });
    const link = this.#link;
    this.#link = undefined;
    if (!link) return;
    await link.release(encodePlain(disconnect));
    await link.close();
  }

  /** @throws TransportError after saying so */
  async ask(request: UsbaspRequest): Promise<Uint8Array> {
    if (!this.#link) throw new ProtocolError('USBasp is not open');
    return this.#link.exchange(request);
  }

  /** Asks what may fail without harm. @returns undefined if the transfer failed, which has been said */
  async tryAsk(request: UsbaspRequest): Promise<Uint8Array | undefined> {
    try {
      return await this.ask(request);
    } catch (error) {
      if (error instanceof TransportError) return undefined;
      throw error;
    }
  }

  /** Does what the release would not do: its requests are not shown at `-vvvv`. */
  async unseen<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#unseen = true;
    try {
      return await work();
    } finally {
      this.#unseen = false;
    }
  }

  async capabilities(): Promise<Capabilities> {
    return decodeCapabilities((await this.tryAsk(encodePlain('GETCAPABILITIES'))) ?? new Uint8Array(0));
  }

  /**
   * Asks for exactly as many bytes as the request says.
   *
   * @param complaint what is said when it is another number; -1 if the transfer failed
   */
  async askWhole(request: UsbaspRequest, complaint: (count: number) => Event): Promise<Uint8Array> {
    const { emit } = this.#context;
    let answer: Uint8Array;
    try {
      answer = await this.ask(request);
    } catch (error) {
      if (!(error instanceof UntoldError)) emit(complaint(-1));
      throw error;
    }
    if (typeof request.data === 'number' && answer.length !== request.data)
      fail(
        emit,
        complaint(answer.length),
        new ProtocolError(`${request.function} gave ${answer.length} bytes instead of ${request.data}`, -3),
      );
    return answer;
  }

  /** Says at `-vvv` where we are. */
  enter(what: Entered): void {
    if (this.#context.verbosity >= 3) this.#context.emit(notice(entered, what));
  }
}
