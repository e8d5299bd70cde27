import { DisconnectedError, ProtocolError, SilentLineError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import * as stk from './commands.ts';
import type { BodyChannel } from './frames.ts';
import * as words from './messages.ts';
import { modelNamed, type Stk500v2Model, stk500 } from './models.ts';
import * as trace from './trace-messages.ts';
import { xprogBodies, xprogStatus, xprogStatuses } from './xprog.ts';

export interface Stk500v2LinkOptions {
  /** How long an answer may take (ms). */
  readonly answerTimeout?: number;
  /** The same for the sign-on. */
  readonly syncTimeout?: number;
  /** A parameter that cannot be read is set all the same. */
  readonly setsUnreadParameter?: boolean;
  /** Whether it is found again by its sign-on; else a command is just repeated. */
  readonly signsOn?: boolean;
}

/** How often something is said again before the programmer is given up. */
const retries = 5;

/** A conversation in STK500 version 2: commands, their statuses, and finding the programmer again. */
export class Stk500v2Link {
  readonly #channel: BodyChannel;
  readonly #emit: Emit;
  readonly #answerTimeout: number;
  readonly #syncTimeout: number;
  readonly #setsUnreadParameter: boolean;
  readonly #signsOn: boolean;
  /** It has not answered, however often it was asked. */
  #givenUp = false;

  constructor(channel: BodyChannel, emit: Emit, options: Stk500v2LinkOptions = {}) {
    this.#channel = channel;
    this.#emit = emit;
    this.#answerTimeout = options.answerTimeout ?? 5000;
    this.#syncTimeout = options.syncTimeout ?? this.#answerTimeout;
    this.#setsUnreadParameter = options.setsUnreadParameter ?? false;
    this.#signsOn = options.signsOn ?? true;
  }

  drain(): Promise<void> {
    return this.#channel.drain();
  }

  /** Finds the programmer. @throws ProtocolError, after saying what was wrong */
  async signOn(): Promise<Stk500v2Model> {
    this.#emit(notice(trace.signingOn));
    for (let tries = 1; ; tries++) {
      await this.#channel.send(stk.encodeSignOn());
      try {
        const reply = await this.#channel.receive(this.#syncTimeout);
        const name = stk.decodeSignOn(reply);
        if (name !== undefined) return this.#modelOf(name);
        if (tries <= retries) continue;
        fail(
          this.#emit,
          notice(words.cannotCommunicate, { response: reply[0] ?? 0 }),
          new ProtocolError('sign-on is answered by something else', -6),
        );
      } catch (error) {
        if (error instanceof DisconnectedError || (error instanceof ProtocolError && error.rc === -6))
          throw error;
        if (tries <= retries) continue;
        if (error instanceof TimeoutError) this.#emit(notice(words.syncTimeout));
        else this.#emit(notice(words.syncError, { status: error instanceof ProtocolError ? error.rc : -1 }));
        throw new ProtocolError('programmer does not sign on', -1, { cause: error });
      }
    }
  }

  /**
   * Sends a command.
   *
   * @param address what "load address" was told, for commands that move it on: it is loaded again before they are repeated
   * @returns its answer, whose status is good
   * @throws ProtocolError, after saying what was wrong
   */
  async command(body: Uint8Array, address?: number): Promise<Uint8Array> {
    this.#emit(notice(trace.commandAsked, { body }));
    if (this.#givenUp) throw new SilentLineError('programmer has been given up');
    const reply = await this.#exchange(body, address);
    if (reply.length < 2) fail(this.#emit, notice(words.shortReply), new ProtocolError('short reply'));
    const ofXprog = xprogStatus(reply);
    if (ofXprog === xprogStatuses.ok) return reply;
    if (ofXprog !== undefined)
      fail(
        this.#emit,
        notice(words.xprogFailed, { sets: reply[0] === xprogBodies.setMode, status: ofXprog }),
        new ProtocolError(`XPROG command is answered with status ${ofXprog}`),
      );
    const status = reply[1] ?? 0;
    if (status === stk.statuses.ok) return reply;
    const error = new ProtocolError(`command ${body[0]} is answered with status ${status}`);
    if (status >= 0x80 && status < 0xa0) fail(this.#emit, notice(words.commandWarning, { status }), error);
    if (status === stk.statuses.failed) fail(this.#emit, notice(words.commandFailed), error);
    if (status === stk.statuses.clockError) fail(this.#emit, notice(words.clockError, { status }), error);
    if (status === stk.statuses.unknown) fail(this.#emit, notice(words.unknownCommand), error);
    fail(this.#emit, notice(words.unknownStatus, { status }), error);
  }

  /** Says a farewell that has not been answered again; see `insist`. */
  insist(farewell: Uint8Array, after: unknown): Promise<boolean> {
    return insist(this.#emit, after, async () => {
      await this.#channel.drain();
      await this.#channel.send(farewell);
      await this.#channel.receive(farewellTimeout);
    });
  }

  async getParameter(parameter: number): Promise<number> {
    const reply = await this.explained(this.command(stk.encodeGetParameter(parameter)), () =>
      this.#emit(notice(words.parameterNotRead, { parameter })),
    );
    return reply[2] ?? 0;
  }

  /** A parameter of two bytes. */
  async getWideParameter(parameter: number): Promise<number> {
    const reply = await this.explained(this.command(stk.encodeGetParameter(parameter)), () =>
      this.#emit(notice(words.parameterNotRead, { parameter })),
    );
    return ((reply[2] ?? 0) << 8) | (reply[3] ?? 0);
  }

  async setParameter(parameter: number, value: number): Promise<void> {
    await this.explained(this.command(stk.encodeSetParameter(parameter, value)), () =>
      this.#emit(notice(words.parameterNotSet, { parameter })),
    );
  }

  /** The same for one of two bytes. */
  async setWideParameter(parameter: number, value: number): Promise<void> {
    await this.explained(this.command(stk.encodeSetWideParameter(parameter, value)), () =>
      this.#emit(notice(words.parameterNotSet, { parameter })),
    );
  }

  /** Sets a parameter unless it has the value already. */
  async adjustParameter(parameter: number, value: number): Promise<void> {
    try {
      if ((await this.getParameter(parameter)) === value) {
        this.#emit(notice(words.parameterSetAlready));
        return;
      }
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.#emit(notice(words.parameterUnknown, { parameter }));
      if (!this.#setsUnreadParameter) throw error;
    }
    await this.setParameter(parameter, value);
  }

  async loadAddress(address: number): Promise<void> {
    this.#emit(notice(trace.loadingAddress, { address }));
    await this.explained(this.command(stk.encodeLoadAddress(address)), () =>
      this.#emit(notice(words.addressFailed)),
    );
  }

  /** Sends one ISP instruction. @returns the four bytes that came back */
  async instruction(bytes: Uint8Array): Promise<Uint8Array> {
    this.#emit(notice(trace.instructionAsked, { bytes }));
    const reply = await this.explained(this.command(stk.encodeSpiMulti(bytes)), () =>
      this.#emit(notice(words.instructionFailed)),
    );
    if (reply.length >= 6) return reply.subarray(2, 6);
    fail(
      this.#emit,
      notice(words.instructionShort, { length: reply.length + 6 }),
      new ProtocolError('short reply to an instruction'),
    );
  }

  /** Lets one more thing be said where something fails. A line that is gone has been spoken of. */
  async explained<T>(work: Promise<T>, explain: () => void): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof DisconnectedError)) explain();
      throw error;
    }
  }

  /** Sends the command until there is an answer; each time the programmer is found again first. */
  async #exchange(body: Uint8Array, address: number | undefined): Promise<Uint8Array> {
    for (let tries = 1; ; tries++) {
      await this.#channel.send(body);
      try {
        const reply = await this.#channel.receive(this.#answerTimeout);
        this.#emit(notice(trace.commandContent, { body, reply }));
        this.#emit(notice(trace.commandResult, { length: reply.length + this.#channel.overhead }));
        return reply;
      } catch (error) {
        if (error instanceof DisconnectedError) throw error;
        this.#emit(notice(trace.commandContent, { body, reply: new Uint8Array(0) }));
        const found = tries <= retries && (await this.#foundAgain());
        if (found) {
          if (address !== undefined) await this.loadAddress(address);
          continue;
        }
        this.#emit(notice(words.gaveUp, { command: body[0] ?? 0 }));
        this.#givenUp = true;
        throw new ProtocolError(`no answer to command ${body[0]}`, -1, { cause: error });
      }
    }
  }

  async #foundAgain(): Promise<boolean> {
    if (!this.#signsOn) {
      this.#emit(notice(trace.signingOn));
      return true;
    }
    try {
      await this.signOn();
      return true;
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      return false;
    }
  }

  #modelOf(name: string): Stk500v2Model {
    const known = modelNamed(name);
    if (!known) this.#emit(notice(words.unknownProgrammer, { name }));
    const model = known ?? stk500;
    this.#emit(notice(words.foundProgrammer, { name: model.name }));
    return model;
  }
}
