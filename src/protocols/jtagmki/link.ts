import { ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { rawText } from '../../model/raw-text.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { tolerant } from '../jtagmkii/tolerant.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import * as ice from './commands.ts';
import * as words from './messages.ts';

/** What the conversation travels on. */
export type IceLine = Pick<SerialTransport, 'write' | 'read' | 'drain'> & {
  /** Reads without a word about silence. */
  readIfAny(length: number, timeoutMs: number): Promise<Uint8Array | undefined>;
};

/** How long answers may take (ms): any, those about pages, and the one to a call. */
const timeouts = { answer: 5000, page: 1000, sync: 200 } as const;
/** How long noise is waited for (ms). */
const drainTime = 250;
/** The same before a farewell, which an interrupted run has little time for (ms). */
const restTime = 40;
/** How often a JTAGICE is called as it is opened, and once it has been heard. */
const calls = { opening: 5, again: 20 } as const;
/** How often a page is moved again. */
const maxRetries = 3;
/** What an answer to `readMemory` has around the data: OK before, checksum and OK behind. */
const around = 3;

/** It has answered with something else than OK. */
export class IceRefusedError extends ProtocolError {}

/** How an answer looks. */
interface Answer {
  readonly length: number;
  /** Where in it the code is that says whether all went well; default: the first byte. */
  readonly codeAt?: number;
  /** Which byte is shown where it did not; default: that code. */
  readonly shownAt?: number;
  readonly timeout?: number;
}

/** A conversation with a JTAGICE mkI. */
export class JtagMkiLink {
  readonly #line: IceLine;
  readonly #emit: Emit;
  readonly #verbosity: number;

  /** @param verbosity how often `-v` was given: beyond two, whole answers are shown */
  constructor(line: IceLine, emit: Emit, verbosity: number) {
    this.#line = line;
    this.#emit = emit;
    this.#verbosity = verbosity;
  }

  /** Throws away what is on its way. */
  async drain(): Promise<void> {
    await this.#line.drain(drainTime);
  }

  /** Finds the JTAGICE and lets it say its name. @throws ProtocolError if it does not */
  async signOn(): Promise<void> {
    await this.drain();
    const found = await this.#resync(calls.opening, true);
    await this.drain();
    if (!found) throw new ProtocolError('no JTAGICE answers at this rate');
    this.#emit(notice(words.signingOn));
    await this.#send(ice.encodeCommand(ice.commands.signOn));
    const answer = await this.#receive(9, timeouts.answer);
    this.#emit(notice(words.signedOn, { name: rawText(answer.subarray(1, 8)).replace(/\0.*$/s, '') }));
  }

  /**
   * Sends a command and says so.
   * @returns the answer. @throws IceRefusedError, ProtocolError if none comes; both after saying so
   */
  async request(
    request: words.Request,
    message: Uint8Array,
    answer: Answer = { length: 2 },
  ): Promise<Uint8Array> {
    this.#emit(notice(words.announced, request));
    const received = await this.#exchange(request, message, answer);
    this.#sayDone();
    return received;
  }

  async setParameter(parameter: number, value: number): Promise<void> {
    const request = { operation: 'set-parameter', parameter } as const;
    this.#emit(notice(words.parameterAsked, request));
    await this.request(request, ice.encodeCommand(ice.commands.setParameter, parameter, value));
  }

  /** @returns one byte. @throws as `request` */
  async getParameter(parameter: number): Promise<number> {
    const request = { operation: 'get-parameter', parameter } as const;
    this.#emit(notice(words.parameterAsked, request));
    this.#emit(notice(words.announced, request));
    const message = ice.encodeCommand(ice.commands.getParameter, parameter);
    const [, value = 0, code] = await this.#exchange(request, message, { length: 3 });
    if (code !== ice.responses.ok)
      fail(
        this.#emit,
        notice(words.parameterUnknown, { parameter }),
        new IceRefusedError(`parameter ${parameter} is not known`),
      );
    this.#sayDone(value);
    return value;
  }

  /** Reads what one command can carry. @param by whose words are said. @throws as `request` */
  async read(by: 'read-byte' | 'read-page', place: ice.Place): Promise<Uint8Array> {
    const length = place.length + around;
    const timeout = by === 'read-page' ? timeouts.page : timeouts.answer;
    const message = ice.encodeMemoryCommand(ice.commands.readMemory, place);
    const answer = await this.request({ operation: by }, message, { length, codeAt: length - 1, timeout });
    return answer.slice(1, 1 + place.length);
  }

  /** Reads it again where it was refused. @throws as `read` */
  readPage(place: ice.Place): Promise<Uint8Array> {
    return this.#again('read-page', () => this.read('read-page', place));
  }

  /** Writes a whole page, and again where it was refused. @throws as `request` */
  writePage(place: ice.Place, data: Uint8Array): Promise<void> {
    const request = { operation: 'write-page' } as const;
    const timeout = timeouts.page;
    return this.#again(request.operation, async () => {
      const header = ice.encodeMemoryCommand(ice.commands.writeMemory, place);
      await this.request(request, header, { length: 1, timeout });
      const answer = { length: 2, codeAt: 1, shownAt: 0, timeout };
      await this.#exchange(request, ice.encodeCommand(ice.commands.data, ...data), answer);
      this.#sayDone();
    });
  }

  /**
   * Writes a byte, or the two of a word.
   * @param whole whether the second byte of the answer is waited for. @throws as `request`
   */
  async writeByte(place: ice.Place, data: Uint8Array, whole: boolean): Promise<void> {
    const request = { operation: 'write-byte' } as const;
    const answer = { length: 1 };
    await this.request(request, ice.encodeMemoryCommand(ice.commands.writeMemory, place), answer);
    await this.request(request, ice.encodeCommand(ice.commands.data, ...data), answer);
    if (whole) await tolerant(this.#receive(1, timeouts.answer));
  }

  /** Says a farewell that has not been answered; see `insist`. */
  insist(farewell: Uint8Array, after?: unknown): Promise<boolean> {
    return insist(this.#emit, after, async () => {
      await this.#line.drain(restTime);
      await this.#send(farewell);
      const [code] = await this.#receive(1, farewellTimeout);
      if (code !== ice.responses.ok) throw new IceRefusedError('farewell is refused');
    });
  }

  async #again<T>(operation: words.Operation, move: () => Promise<T>): Promise<T> {
    for (let retry = 0; ; retry++) {
      if (retry > 0 && !(await this.#resync(calls.again, false)))
        fail(this.#emit, notice(words.syncLost, { operation }), new ProtocolError('sync is lost'));
      try {
        return await move();
      } catch (error) {
        if (!(error instanceof IceRefusedError) || retry >= maxRetries) throw error;
      }
    }
  }

  /** @param first whether it may just have been switched on. @returns whether it answers */
  async #resync(most: number, first: boolean): Promise<boolean> {
    this.#emit(notice(words.resyncing));
    await this.drain();
    for (let call = 0; call < most; call++) {
      if (await this.#answers('sync', Uint8Array.of(ice.commands.getSync), 1)) return true;
      if (first && (await this.#answers('sign-on', ice.encodeFirstSignOn(), 9))) return true;
    }
    this.#emit(notice(words.notSynced));
    return false;
  }

  async #answers(by: 'sync' | 'sign-on', message: Uint8Array, length: number): Promise<boolean> {
    this.#emit(notice(words.syncAsked, { by }));
    await this.#line.write(message);
    const answer = await this.#line.read(length, timeouts.sync).catch(unlessSilent);
    const isOk = answer?.[0] === ice.responses.ok;
    if (isOk) this.#emit(notice(words.synced));
    return isOk;
  }

  async #exchange(request: words.Request, message: Uint8Array, answer: Answer): Promise<Uint8Array> {
    await this.#send(message);
    const received = await this.#receive(answer.length, answer.timeout ?? timeouts.answer);
    const codeAt = answer.codeAt ?? 0;
    if (received[codeAt] === ice.responses.ok) return received;
    const code = received[answer.shownAt ?? codeAt] ?? 0;
    fail(
      this.#emit,
      notice(words.refused, { request, code }),
      new IceRefusedError(`${request.operation} is refused`),
    );
  }

  async #send(message: Uint8Array): Promise<void> {
    this.#emit(notice(words.sending, { length: message.length - 2 }));
    try {
      await this.#line.write(message);
    } catch (error) {
      if (error instanceof TransportError) this.#emit(notice(words.notSent));
      throw error;
    }
  }

  async #receive(length: number, timeout: number): Promise<Uint8Array> {
    try {
      const data = await this.#line.read(length, timeout);
      this.#emit(notice(words.received, { data, verbosity: this.#verbosity }));
      return data;
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      this.#emit(notice(words.unanswered));
      if (!(error instanceof TimeoutError)) throw error;
      throw new ProtocolError('no answer', -1, { cause: error });
    }
  }

  #sayDone(value?: number): void {
    const verbosity = this.#verbosity;
    this.#emit(notice(words.done, value === undefined ? { verbosity } : { verbosity, value }));
  }
}

function unlessSilent(error: unknown): undefined {
  if (error instanceof TimeoutError) return undefined;
  throw error;
}
