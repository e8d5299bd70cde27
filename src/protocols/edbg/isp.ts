import { DisconnectedError, ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { BodyChannel } from '../stk500v2/frames.ts';
import { scopes } from './commands.ts';
import { notIsp, notReceived } from './isp-messages.ts';
import type { EdbgLink } from './link.ts';

/** Commands of the ISP scope that an AVRISP mkII does not have: its clock, in kilohertz. */
const clockCommands = { set: 0x1d, get: 0x1e } as const;

/** STK500v2 commands in the ISP scope of a JTAGICE3 or its kin, each in a request of its own (DS50002630, "AVR ISP protocol"). */
export class IspScope implements BodyChannel {
  /** The scope that an answer begins with. */
  readonly overhead = 1;
  readonly #link: EdbgLink;
  readonly #emit: Emit;
  #body: Uint8Array = new Uint8Array(0);

  constructor(link: EdbgLink, emit: Emit) {
    this.#link = link;
    this.#emit = emit;
  }

  /** It goes with the answer to it, which is one exchange. */
  async send(body: Uint8Array): Promise<void> {
    this.#body = body;
  }

  async receive(timeoutMs: number): Promise<Uint8Array> {
    const answer = await this.#exchange(this.#body, timeoutMs);
    const [scope = 0] = answer;
    if (scope === scopes.avrIsp) return answer.subarray(1);
    fail(this.#emit, notice(notIsp, { scope }), new ProtocolError('the answer is of another scope'));
  }

  /** Answers come only when they are asked for. */
  async drain(): Promise<void> {}

  /** @param kilohertz 1 to 65535. @throws ProtocolError, TransportError after saying so */
  async setClock(kilohertz: number): Promise<void> {
    await this.#exchange(Uint8Array.of(clockCommands.set, kilohertz & 0xff, kilohertz >> 8));
  }

  /** @returns kilohertz; 0 if the tool does not say. @throws as above */
  async getClock(): Promise<number> {
    const [, , low = 0, high = 0] = await this.#exchange(Uint8Array.of(clockCommands.get));
    return low + high * 0x100;
  }

  async #exchange(body: Uint8Array, timeoutMs?: number): Promise<Uint8Array> {
    try {
      return await this.#link.exchange(Uint8Array.of(scopes.avrIsp, ...body), timeoutMs);
    } catch (error) {
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      this.#emit(notice(notReceived));
      if (error instanceof DisconnectedError || error instanceof TimeoutError) throw error;
      throw new ProtocolError(error.message, -1, { cause: error });
    }
  }
}
