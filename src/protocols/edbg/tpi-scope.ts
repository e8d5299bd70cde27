import { DisconnectedError, ProtocolError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { defineMessage, raw, said } from '../../output/words.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import { scopes } from './commands.ts';
import type { EdbgLink } from './link.ts';
import { tpiStatusOk } from './tpi.ts';

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
    this.#emit(notice(sent, { body: command }));
    const answer = await this.#exchange(what, body);
    const [, status = 0xff] = answer;
    if (status === tpiStatusOk) return answer.subarray(2);
    fail(
      this.#emit,
      notice(failed, { what, status }),
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
      this.#emit(notice(received, { body: answer }));
      return answer;
    } catch (error) {
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      this.#emit(notice(notReceived));
      this.#emit(notice(unanswered, { what }));
      if (error instanceof DisconnectedError) throw error;
      throw new ProtocolError(`no answer to ${what}`, generalFailure, { cause: error });
    }
  }
}

const where = (func: string): string => `${func}() jtag3.c`;
const bytes = (data: Uint8Array): string => Array.from(data, (value) => `${hex(value)} `).join('');
const hex = (value: number): string => `0x${value.toString(16).padStart(2, '0')}`;

const sent = defineMessage<{ body: Uint8Array }>('edbg/tpi-sent', {
  '6.4': (p) => raw('trace', `[TPI send] ${bytes(p.body)}\n`),
});

const received = defineMessage<{ body: Uint8Array }>('edbg/tpi-received', {
  '6.4': (p) => raw('trace', `[TPI recv] ${bytes(p.body)}\n`),
});

const notReceived = defineMessage('edbg/tpi-not-received', {
  '6.4': () => said('info', 'jtag3_recv_tpi(): unable to receive\n'),
  '7.1': () => said('error', 'jtag3_recv_tpi(): unable to receive\n', where('jtag3_recv_tpi')),
});

const unanswered = defineMessage<{ what: string }>('edbg/tpi-unanswered', {
  '6.4': (p) => [
    raw('notice2', '\n'),
    said(
      'notice2',
      `TPI ${p.what} command: timeout/error communicating with programmer (status -1)\n`,
      where('jtag3_command_tpi'),
    ),
  ],
});

const failed = defineMessage<{ what: string; status: number }>('edbg/tpi-failed', {
  '6.4': (p) => said('info', `[TPI] command ${p.what} FAILED! Status: ${hex(p.status)}\n`),
  '7.1': (p) =>
    said('error', `[TPI] command ${p.what} FAILED! Status: ${hex(p.status)}\n`, where('jtag3_command_tpi')),
});
