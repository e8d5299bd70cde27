import { sameBytes } from '../../model/bytes.ts';
import { DisconnectedError, ProtocolError, SilentLineError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import * as ice from './commands.ts';
import { eventSequence, type JtagMkiiFrames } from './frames.ts';
import * as words from './messages.ts';
import type { Request } from './operation-messages.ts';

/** How an answer is waited for. */
export interface Patience {
  /** Milliseconds for the first attempt. */
  readonly timeout: number;
  /** Attempts in all. */
  readonly attempts: number;
  /** By what the time grows from one to the next. */
  readonly growth: number;
  /** Only the last failure is spoken of at every verbosity. */
  readonly quiet?: boolean;
}

/** How long an answer may take (ms). */
export const answerTimeout = 5000;
const once: Patience = { timeout: answerTimeout, attempts: 1, growth: 1 };
/** From this count of `-v` on frames are shown, and none that avrdude sends may be missing. */
const framesShownFrom = 4;
/** After so many exchanges in a row that came to nothing, nothing is expected from the programmer any more. */
const mostInVain = 6;
/** So many frames that answer something else are passed over before the answer counts as missing. */
const maxStray = 100;

/** The programmer has answered with a code of refusal (see `responses`). */
export class RefusedError extends ProtocolError {
  readonly code: number;
  constructor(what: string, code: number) {
    super(`${what} is refused with 0x${code.toString(16)}`);
    this.code = code;
  }
}

/** A conversation with a JTAGICE mkII: numbered commands, their answers, parameters (AVR067). */
export class JtagMkiiLink {
  readonly #frames: JtagMkiiFrames;
  readonly #emit: Emit;
  readonly #verbosity: number;
  #sequence = 0;
  readonly #established = new Map<string, Uint8Array>();
  /** How many exchanges have been spared, which the numbers that are shown count. */
  #unsent = 0;
  /** How many exchanges in a row have come to nothing, with all their attempts. */
  #vain = 0;

  /** @param verbosity how often `-v` was given: beyond two, whole answers are shown */
  constructor(frames: JtagMkiiFrames, emit: Emit, verbosity: number) {
    this.#frames = frames;
    this.#emit = emit;
    this.#verbosity = verbosity;
  }

  /** Throws away what is on its way. @param idleMs until the line has been silent for so long */
  drain(idleMs: number): Promise<void> {
    return this.#frames.drain(idleMs);
  }

  /** Sends a message under the next number; it is not answered here. */
  send(message: Uint8Array): Promise<void> {
    return this.#frames.send(this.#sequence, message);
  }

  /** The answer to what was sent last. @throws TimeoutError, ProtocolError with rc -4 for a broken one, after saying so */
  async receive(timeoutMs: number): Promise<Uint8Array> {
    for (let stray = 0; stray < maxStray; stray++) {
      const { sequence, message } = await this.#frames.receive(timeoutMs);
      const expected = this.#sequence;
      this.#sayNumber(sequence, expected);
      if (sequence === expected) {
        this.#sequence = expected + 1 === eventSequence ? 0 : expected + 1;
        this.#emit(notice(words.messageShown, { message, verbosity: this.#verbosity }));
        return message;
      }
      if (sequence === eventSequence) this.#emit(notice(words.eventCame));
      else this.#emit(notice(words.wrongNumber, { sequence, expected }));
    }
    throw new TimeoutError(`no answer among ${maxStray} messages`);
  }

  /** Shows an answer, as `request` does with those it takes. */
  sayAnswer(message: Uint8Array): void {
    this.#emit(notice(words.answered, { message, verbosity: this.#verbosity }));
  }

  /**
   * Sends a command and says so.
   * @returns the answer, which begins with `wanted`
   * @throws RefusedError, ProtocolError if no answer makes sense, both after saying so
   */
  async request(
    request: Request,
    message: Uint8Array,
    wanted: number = ice.responses.ok,
    patience = once,
  ): Promise<Uint8Array> {
    const answer = await this.#exchange(request, message, patience);
    this.sayAnswer(answer);
    const code = answer[0] ?? 0;
    if (code === wanted) return answer;
    fail(this.#emit, notice(words.refused, { request, code }), new RefusedError(request.operation, code));
  }

  /** Says a farewell that has not been answered again; see `insist`. */
  insist(farewell: Uint8Array, after: unknown): Promise<boolean> {
    return insist(this.#emit, after, async () => {
      await this.drain(farewellTimeout);
      await this.send(farewell);
      await this.receive(farewellTimeout);
    });
  }

  /**
   * Brings the programmer into a state. avrdude does so again and again; of what holds already only the words are left.
   * @throws as `request`
   */
  async establish(request: Request, message: Uint8Array): Promise<void> {
    const key = keyOf(request);
    const established = this.#established.get(key);
    if (this.#verbosity < framesShownFrom && established && sameBytes(established, message)) {
      this.#emit(notice(words.announced, request));
      this.#frames.saySending(message);
      this.#frames.sayReceived();
      this.#unsent++;
      this.#sayNumber(this.#sequence - 1, this.#sequence - 1);
      this.sayAnswer(Uint8Array.of(ice.responses.ok));
      return;
    }
    await this.request(request, message);
    this.#established.set(key, message);
  }

  /** A state has ended that `establish` had brought about. @param request that did */
  forget(request: Request): void {
    this.#established.delete(keyOf(request));
  }

  /** @returns four bytes, low byte first; those that the parameter does not have are zero. @throws as `request` */
  async getParameter(parameter: ice.Parameter): Promise<DataView> {
    this.#emit(notice(words.gettingParameter));
    const message = ice.encodeGetParameter(parameter);
    const answer = await this.request(
      { operation: 'get-parameter', parameter },
      message,
      ice.responses.parameter,
    );
    const value = new Uint8Array(4);
    value.set(answer.subarray(1, 5));
    return new DataView(value.buffer);
  }

  /** @param value as many bytes as the parameter has. @throws as `request` */
  async setParameter(parameter: ice.Parameter, value: Uint8Array): Promise<void> {
    this.#emit(notice(words.settingParameter));
    await this.request({ operation: 'set-parameter', parameter }, ice.encodeSetParameter(parameter, value));
  }

  /** Sets a parameter that stays as it is until it is set again. @throws as `request` */
  async establishParameter(parameter: ice.Parameter, value: Uint8Array): Promise<void> {
    this.#emit(notice(words.settingParameter));
    await this.establish({ operation: 'set-parameter', parameter }, ice.encodeSetParameter(parameter, value));
  }

  /** @param flags see AVR067, CMND_RESET. @throws as `request` */
  async reset(flags: number): Promise<void> {
    await this.request({ operation: 'reset' }, ice.encodeReset(flags));
  }

  async #exchange(request: Request, message: Uint8Array, patience: Patience): Promise<Uint8Array> {
    let { timeout } = patience;
    for (let attempt = 1; ; attempt++, timeout *= patience.growth) {
      this.#emit(notice(words.announced, request));
      try {
        await this.send(message);
        const answer = await this.receive(timeout);
        this.#vain = 0;
        return answer;
      } catch (error) {
        const status = statusOf(error);
        const tried = patience.attempts > 1 ? 'again' : 'once';
        if (patience.quiet) this.#emit(notice(words.unansweredQuietly, { request, status }));
        else this.#emit(notice(words.unanswered, { request, status, tried }));
        if (attempt < patience.attempts) continue;
        if (tried === 'again') this.#emit(notice(words.unanswered, { request, status, tried: 'last' }));
        throw new ProtocolError(`no answer to ${request.operation}`, -1, { cause: this.#lost(error) });
      }
    }
  }

  /** @returns what an exchange has failed with: where none succeeds any more, the line is as good as silent, however noisy */
  #lost(error: unknown): unknown {
    return ++this.#vain < mostInVain ? error : new SilentLineError('nothing but noise');
  }

  #sayNumber(sequence: number, expected: number): void {
    const shown = { sequence: sequence + this.#unsent, expected: expected + this.#unsent };
    this.#emit(notice(words.messageNumbered, shown));
  }
}

/** What avrdude gives for an answer that does not come whole. @throws the error if it is of another kind */
export function statusOf(error: unknown): number {
  if (error instanceof DisconnectedError) throw error;
  if (error instanceof TimeoutError) return -1;
  if (error instanceof ProtocolError) return error.rc;
  throw error;
}

/** One request for each parameter, and for each other operation. */
function keyOf(request: Request): string {
  return 'parameter' in request ? `${request.operation} ${request.parameter.code}` : request.operation;
}
