import { DisconnectedError, ProtocolError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import { scopes } from './commands.ts';
import type { EdbgLink } from './link.ts';
import { tpiStatusOk } from './tpi.ts';
import * as words from './tpi-messages.ts';

/** What avrdude returns for what fails. */
const generalFailure = -2;

/** Requests in the TPI scope. */
export class TpiScope {
  readonly #link: EdbgLink;
  readonly #emit: Emit;

  constructor(link: EdbgLink, emit: Emit) {
    this.#link = link;
    this.#emit = emit;
  }

  /**
   * @param what as avrdude calls it: "Enter Progmode"
   * @returns what stands behind the status
   * @throws ProtocolError after saying what was wrong; DisconnectedError
   */
  async request(what: string, command: Uint8Array): Promise<Uint8Array> {
    const body = Uint8Array.of(scopes.avrTpi, ...command);
    this.#emit(notice(words.sent, { body: command }));
    const answer = await this.#exchange(what, body);
    const [, status = 0xff] = answer;
    if (status === tpiStatusOk) return answer.subarray(2);
    fail(
      this.#emit,
      notice(words.failed, { what, status }),
      new ProtocolError(`${what} is answered with 0x${status.toString(16)}`, generalFailure),
    );
  }

  /** Says a farewell that has not been answered again; see `insist`. */
  insist(farewell: Uint8Array, after: unknown): Promise<boolean> {
    const body = Uint8Array.of(scopes.avrTpi, ...farewell);
    return insist(this.#emit, after, () => this.#link.exchange(body, farewellTimeout));
  }

  async #exchange(what: string, body: Uint8Array): Promise<Uint8Array> {
    try {
      const answer = (await this.#link.exchange(body)).subarray(1);
      this.#emit(notice(words.received, { body: answer }));
      return answer;
    } catch (error) {
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      this.#emit(notice(words.notReceived));
      this.#emit(notice(words.unanswered, { what }));
      if (error instanceof DisconnectedError) throw error;
      throw new ProtocolError(`no answer to ${what}`, generalFailure, { cause: error });
    }
  }
}
