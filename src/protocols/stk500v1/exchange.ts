import { DisconnectedError, ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import { drainAnswer } from '../line/stillness.ts';
import * as stk from './commands.ts';
import type { Operation } from './messages.ts';
import * as words from './messages.ts';

/** How sync is found and answers are waited for; everything has avrdude's value as its default. */
export interface Stk500v1ExchangeOptions {
  /** How often to ask for sync before giving up. */
  readonly attempts?: number;
  /** How long an answer may take (ms). */
  readonly answerTimeout?: number;
  /** How long noise is waited for (ms). */
  readonly drainTime?: number;
  /** How long it waits for noise where all goes well (ms); as long as otherwise, if it is not given. */
  readonly still?: number | undefined;
  /** What is done before asking for sync once more, like resetting the board. */
  readonly betweenAttempts?: () => Promise<void>;
  /** Where to look for the programmer when the first question after sync is not answered as it should. */
  readonly elsewhere?: Elsewhere;
}

/** Looks for a programmer under other circumstances, without a word. */
export interface Elsewhere {
  /** A byte that comes soon, or undefined. */
  listen(): Promise<number | undefined>;
  /** @returns whether the programmer has been found and is in sync */
  search(): Promise<boolean>;
}

/** How a missing acknowledgement is told: where in a function, and with which of avrdude's return codes. */
interface Reaction {
  readonly stage?: string;
  readonly protocolRc?: number;
  readonly syncRc?: number;
}

/** Bytes of the answer to a request for sync. */
const syncLength = 2;
/** How often sync is asked for again within one command. */
export const maxResyncs = 33;
/** How often a programmer that was lost in mid-work is called, and how long it may take to answer (ms). */
const calls = { attempts: 3, timeout: 500 } as const;
const { inSync, noSync, ok } = stk.responses;

/**
 * Commands and answers on the line to an STK500 of version 1. Asks for sync again where the programmer has lost it and says in
 * avrdude's words what goes wrong.
 */
export class Stk500v1Exchange {
  readonly #line: SerialTransport;
  readonly #emit: Emit;
  readonly #options: Stk500v1ExchangeOptions;
  readonly #answerTimeout: number;
  readonly #drainTime: number;
  /** Undefined once something came that should not have. */
  #still: number | undefined;
  /** How much earlier than avrdude does it the first request for sync is made (ms). */
  #ahead = 0;
  #lost = false;
  #anythingHeard = false;

  constructor(line: SerialTransport, emit: Emit, options: Stk500v1ExchangeOptions) {
    this.#line = line;
    this.#emit = emit;
    this.#options = options;
    this.#answerTimeout = options.answerTimeout ?? 5000;
    this.#drainTime = options.drainTime ?? 250;
    this.#still = options.still;
  }

  /** Throws away what a line brings that has just been opened. @param least how long the board needs before it is asked (ms) */
  async settle(least = 0): Promise<void> {
    if (this.#still === undefined) {
      await this.drain();
      return;
    }
    const time = Math.min(this.#drainTime, Math.max(this.#still, least));
    if ((await this.#line.drain(time)) > 0) {
      this.#still = undefined;
      await this.drain();
    } else this.#ahead = this.#drainTime - time;
  }

  /** Throws away what the line still brings. */
  drain(): Promise<number> {
    return this.#line.drain(this.#drainTime);
  }

  /** Finds the programmer. @throws ProtocolError if it does not answer as it should */
  async getSync(): Promise<void> {
    const of = this.#options.attempts ?? 10;
    // Twice unheard, to get line noise out of the way.
    let unheard = 0;
    for (let i = 0; i < 2; i++) {
      await this.#line.write(stk.encodeGetSync());
      unheard += await this.#drainSync();
    }
    for (let attempt = 1; ; attempt++) {
      if (attempt > 1) await this.#options.betweenAttempts?.();
      await this.#line.write(stk.encodeGetSync());
      const response = attempt === 1 ? await this.#firstResponse() : await this.#receiveIfAny();
      if (response === 'found elsewhere') return;
      if (response === inSync) break;
      this.#anythingHeard ||= response !== undefined;
      this.#emit(notice(words.notInSync, { attempt, of, response: response ?? 0 }));
      if (attempt >= of) {
        await this.drain();
        throw new ProtocolError('programmer is not in sync');
      }
    }
    const response = await this.receiveByte();
    if (response === ok) {
      // A board that was still starting answers the first two now: they would be taken for answers to what is asked next.
      if (unheard < 2 * syncLength) await this.drain();
      else if (this.#still !== undefined && (await this.#line.drain(this.#still)) > 0) {
        // What was taken for answers was something else, and answers are still on their way.
        this.#still = undefined;
        await this.drain();
        return this.getSync();
      }
      return;
    }
    fail(
      this.#emit,
      notice(words.cannotCommunicate, { response }),
      new ProtocolError(`sync is answered with ${response}`),
    );
  }

  /** Waits for an answer that is not looked at; one that comes late, or is more than that, makes all further waits long. */
  async #drainSync(): Promise<number> {
    const ahead = this.#ahead;
    this.#ahead = 0;
    const still = this.#still;
    if (still === undefined) return this.drain();
    const times = { still, silent: this.#drainTime + ahead };
    const { heard, isAnswer } = await drainAnswer(this.#line, [inSync, ok], times);
    if (!isAnswer) this.#still = undefined;
    return heard;
  }

  /** Finds the programmer again after an answer has been lost, without a word. @returns whether it answers as it should */
  async foundAgain(): Promise<boolean> {
    for (let i = 0; i < calls.attempts; i++) {
      await this.drain();
      await this.#line.write(stk.encodeGetSync());
      try {
        const [first, second] = await this.#line.read(2, calls.timeout);
        if (first === inSync && second === ok) return true;
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error;
      }
    }
    return false;
  }

  /** Whether anything came that was no sync. */
  get heard(): boolean {
    return this.#anythingHeard;
  }

  /** Says a farewell that has not been answered again; see `insist`. What a command still waits for, requests for sync fill up. */
  insist(farewell: Uint8Array, after: unknown): Promise<boolean> {
    return insist(this.#emit, after, async () => {
      await this.#line.write(stk.encodeGetSync());
      await this.drain();
      await this.#line.write(farewell);
      const [first, last] = await this.#line.read(2, farewellTimeout);
      if (first !== inSync || last !== ok) throw new ProtocolError('farewell is answered by something else');
    });
  }

  send(bytes: Uint8Array): Promise<void> {
    return this.#line.write(bytes);
  }

  /** Exactly so many bytes, without complaint if they do not come. */
  readUnsaid(length: number): Promise<Uint8Array> {
    return this.#line.read(length, this.#answerTimeout);
  }

  /** Sends a command until it is acknowledged. */
  async request(command: Uint8Array, by: Operation, reaction: Reaction): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.#line.write(command);
      if (await this.acknowledged(by, reaction, tries)) return;
    }
  }

  /** @returns false if the command is to be sent again, sync being found anew */
  async acknowledged(by: Operation, reaction: Reaction, tries: number, complaints = 1): Promise<boolean> {
    const response = await this.receiveByte(complaints);
    if (response === inSync) return true;
    if (response !== noSync)
      throw this.notInSync(by, reaction.stage ?? '', response, reaction.protocolRc ?? -1);
    if (tries > maxResyncs)
      fail(
        this.#emit,
        notice(words.cannotGetIntoSync, { by }),
        new ProtocolError('programmer does not get into sync', reaction.syncRc ?? -1),
      );
    await this.getSync();
    return false;
  }

  /** Takes the end of an answer. @param mayRefuse whether `failed` has words of its own @throws ProtocolError unless it is OK, after saying what it is */
  async outcome(by: Operation, mayRefuse = false): Promise<void> {
    const response = await this.receiveByte();
    if (response === ok) return;
    const error = new ProtocolError(`${by}: answered with ${response}`);
    if (response === stk.responses.noDevice) fail(this.#emit, notice(words.noDevice, { by }), error);
    if (response === stk.responses.failed && mayRefuse)
      fail(this.#emit, notice(words.refused, { by }), error);
    fail(this.#emit, notice(words.unknownResponse, { by, response }), error);
  }

  /** @param complaints how often to complain of silence */
  async receiveByte(complaints = 1): Promise<number> {
    const [byte = 0] = await this.receive(1, complaints);
    return byte;
  }

  /** @param complaints how often to complain of silence */
  async receive(length: number, complaints = 1): Promise<Uint8Array> {
    try {
      return await this.#line.read(length, this.#answerTimeout);
    } catch (error) {
      if (error instanceof TransportError && !this.#lost) {
        const times = error instanceof DisconnectedError ? 1 : complaints;
        for (let i = 0; i < times; i++) this.#emit(notice(words.notResponding));
      }
      this.#lost ||= error instanceof DisconnectedError;
      throw error;
    }
  }

  /** One byte, or undefined after silence (which is said). */
  async #receiveIfAny(): Promise<number | undefined> {
    try {
      return await this.receiveByte();
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      return undefined;
    }
  }

  /** The answer to the first question. If it is none, the programmer may be found elsewhere, or answer late. */
  async #firstResponse(): Promise<number | 'found elsewhere' | undefined> {
    const { elsewhere } = this.#options;
    if (!elsewhere) return this.#receiveIfAny();
    const early = await elsewhere.listen();
    if (early === inSync) return early;
    if (await elsewhere.search()) return 'found elsewhere';
    if (early !== undefined) return early;
    await this.#line.write(stk.encodeGetSync());
    return this.#receiveIfAny();
  }

  /** Says what came instead of INSYNC. @returns the error to throw */
  notInSync(by: Operation, stage: string, response: number, rc: number): ProtocolError {
    this.#emit(notice(words.notInSyncByte, { by, stage, response }));
    return new ProtocolError(`${by}: ${response} instead of INSYNC`, rc);
  }

  /** Says what came instead of OK. @returns the error to throw */
  notOk(by: Operation, stage: string, oldExpect: number, response: number, rc: number): ProtocolError {
    this.#emit(notice(words.notOkByte, { by, stage, oldExpect, response }));
    return new ProtocolError(`${by}: ${response} instead of OK`, rc);
  }
}
