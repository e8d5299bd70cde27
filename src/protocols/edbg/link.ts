import { DisconnectedError, ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import * as channelWords from './channel-messages.ts';
import * as ice from './commands.ts';
import { decodeFrame, encodeFrame, type FrameChannel, lastSequence } from './frame.ts';
import * as words from './link-messages.ts';

/** How long an answer may take (ms), as avrdude has it. */
const answerTimeout = 10_000;
/** So many frames that answer something else are passed over before the answer counts as missing. */
const maxStray = 100;

/** What avrdude returns for what is refused; for a part that can only be unlocked by erasing it. */
const generalFailure = -2;
const softFailure = -3;

/** The tool answers that it has failed. `code`: one of `failures`. */
export class RefusedError extends ProtocolError {
  readonly code: number;
  constructor(what: string, code: number, rc: number) {
    super(`${what} is refused with 0x${code.toString(16)}`, rc);
    this.code = code;
  }
}

/** What differs between conversations. */
export interface EdbgLinkOptions {
  /** How often `-v` was given: beyond two, whole answers are shown. */
  readonly verbosity: number;
  /** What a failure is counted as: the tool's own code, or one of avrdude's. */
  readonly failures: 'of-tool' | 'of-avrdude';
}

/** Whether a failure means that the part is locked. */
export function isLocked(code: number): boolean {
  return code === ice.failures.locked || code === ice.failures.crc;
}

/** A conversation with a JTAGICE3 or its kin: numbered requests, their answers, parameters. */
export class EdbgLink {
  readonly #channel: FrameChannel;
  readonly #emit: Emit;
  readonly #options: EdbgLinkOptions;
  #sequence = 0;

  constructor(channel: FrameChannel, emit: Emit, options: EdbgLinkOptions) {
    this.#channel = channel;
    this.#emit = emit;
    this.#options = options;
  }

  /** How many exchanges an answer with so many bytes of data takes. */
  exchangesFor(length: number): number {
    return this.#channel.exchangesFor(ice.answerOverhead + length);
  }

  /** Sends a request under the next number. @returns its answer, from the scope on. @throws TransportError, ProtocolError */
  async exchange(request: Uint8Array, timeoutMs = answerTimeout): Promise<Uint8Array> {
    this.#emit(notice(channelWords.sending, { channel: this.#channel.kind, length: request.length }));
    const expected = this.#sequence;
    let frame = await this.#channel.exchange(encodeFrame(expected, request), timeoutMs);
    for (let stray = 0; stray < maxStray; stray++) {
      const { sequence, answer } = decodeFrame(frame) ?? { sequence: lastSequence, answer: frame };
      this.#emit(notice(words.numbered, { sequence, expected }));
      if (sequence === expected) {
        this.#sequence = expected + 1 === lastSequence ? 0 : expected + 1;
        return answer;
      }
      this.#emit(notice(words.wrongNumber, { sequence, expected }));
      frame = await this.#channel.receive(timeoutMs);
    }
    throw new TimeoutError(`no answer among ${maxStray} frames`);
  }

  /**
   * Sends a request and says so.
   * @param what as avrdude calls it: "AVR sign-on"
   * @param unsaid a refusal is for the caller to tell, or not
   * @returns the answer: scope, code, 0, data and one more byte
   * @throws RefusedError, ProtocolError if no answer makes sense, both after saying so; DisconnectedError
   */
  async request(
    what: string,
    request: Uint8Array,
    timeoutMs?: number,
    unsaid?: 'refusal',
  ): Promise<Uint8Array> {
    this.#emit(notice(words.announced, { what }));
    let answer: Uint8Array;
    try {
      answer = await this.exchange(request, timeoutMs);
    } catch (error) {
      if (!(error instanceof TransportError || error instanceof ProtocolError)) throw error;
      this.#emit(notice(words.unanswered, { what }));
      if (error instanceof DisconnectedError) throw error;
      throw new ProtocolError(`no answer to ${what}`, this.#rc(undefined), { cause: error });
    }
    this.#emit(notice(words.answered, { answer, verbosity: this.#options.verbosity }));
    const kind = (answer[1] ?? 0) & 0xe0;
    if (kind === ice.responses.ok) return answer;
    const code = answer[3] ?? 0;
    const error = new RefusedError(what, code, this.#rc(code));
    if (unsaid) throw error;
    if (kind === ice.responses.failed && isLocked(code)) fail(this.#emit, notice(words.partLocked), error);
    fail(this.#emit, notice(words.refused, { what, code: kind }), error);
  }

  /** @returns as many bytes as the parameter has. @throws as `request` */
  async getParameter(parameter: ice.Parameter): Promise<Uint8Array> {
    const what = `get parameter (${describe(parameter)})`;
    this.#emit(notice(words.gettingParameter));
    const answer = await this.request(what, ice.encodeGetParameter(parameter));
    if (answer[1] !== ice.responses.data || answer.length < 3)
      fail(
        this.#emit,
        notice(words.parameterIsNone, { what }),
        new ProtocolError(`${what} is answered without data`),
      );
    const value = new Uint8Array(parameter.size);
    value.set(answer.subarray(3, 3 + Math.min(parameter.size, Math.max(0, answer.length - 3))));
    return value;
  }

  /** The same of two bytes, low one first. */
  async getWord(parameter: ice.Parameter): Promise<number> {
    const [low = 0, high = 0] = await this.getParameter(parameter);
    return low + high * 0x100;
  }

  /** @throws as `request` */
  async setParameter(parameter: ice.Parameter, value: Uint8Array): Promise<void> {
    this.#emit(notice(words.settingParameter));
    await this.request(`set parameter (${describe(parameter)})`, ice.encodeSetParameter(parameter, value));
  }

  /** The same with two bytes, low one first. */
  setWord(parameter: ice.Parameter, value: number): Promise<void> {
    return this.setParameter(parameter, Uint8Array.of(value & 0xff, (value >> 8) & 0xff));
  }

  #rc(code: number | undefined): number {
    if (this.#options.failures === 'of-tool') return code === undefined ? -1 : -code;
    return code !== undefined && isLocked(code) ? softFailure : generalFailure;
  }

  /** Says a farewell that has not been answered again; see `insist`. */
  insist(farewell: Uint8Array, after: unknown): Promise<boolean> {
    return insist(this.#emit, after, () => this.exchange(farewell, farewellTimeout));
  }
}

function describe({ scope, section, number }: ice.Parameter): string {
  return `scope 0x${scope.toString(16).padStart(2, '0')}, section ${section}, parm ${number}`;
}
