import { concatBytes } from '../../model/bytes.ts';
import { latin1Text } from '../../model/encoding.ts';
import { DisconnectedError, ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import * as stk from './commands.ts';
import { maxResyncs, Stk500v1Exchange, type Stk500v1ExchangeOptions } from './exchange.ts';
import type { Operation } from './messages.ts';
import * as words from './messages.ts';

/** How the link is to behave; everything has avrdude's value as its default. */
export interface Stk500v1LinkOptions extends Stk500v1ExchangeOptions {
  /** Whether an address and its page command may go in one write: the firmware must take bytes while it answers. */
  readonly joinsAddress?: boolean;
}

/** What a page command is about. `address` is in the unit of the memory. */
interface PageRequest {
  readonly memory: stk.PageMemory;
  readonly address: number;
}

const { inSync, noSync, ok } = stk.responses;
/** How often the programmer is asked for its name. */
const signOnAttempts = 3;

/** The commands of STK500 version 1 as a conversation. */
export class Stk500v1Link {
  readonly #emit: Emit;
  readonly #exchange: Stk500v1Exchange;
  #joins: boolean;

  constructor(line: SerialTransport, emit: Emit, options: Stk500v1LinkOptions = {}) {
    this.#exchange = new Stk500v1Exchange(line, emit, options);
    this.#emit = emit;
    this.#joins = options.joinsAddress ?? false;
  }

  /** Throws away what the line still brings. */
  drain(): Promise<number> {
    return this.#exchange.drain();
  }

  /** The same for one that has just been opened. @param least how long the board needs before it is asked (ms) */
  settle(least?: number): Promise<void> {
    return this.#exchange.settle(least);
  }

  /** Finds the programmer. @throws ProtocolError if it does not answer as it should */
  getSync(): Promise<void> {
    return this.#exchange.getSync();
  }

  /** Finds the programmer again after an answer has been lost, without a word. @returns whether it answers as it should */
  foundAgain(): Promise<boolean> {
    this.#joins = false;
    return this.#exchange.foundAgain();
  }

  async getParameter(parameter: number): Promise<number> {
    const by = 'get-parameter';
    await this.#exchange.request(stk.encodeGetParameter(parameter), by, { stage: '(a) ', protocolRc: -2 });
    const value = await this.#exchange.receiveByte();
    const response = await this.#exchange.receiveByte();
    if (response === ok) return value;
    if (response === stk.responses.failed)
      fail(
        this.#emit,
        notice(words.parameterFailed, { by, parameter: value }),
        new ProtocolError(`parameter ${parameter} cannot be read`, -3),
      );
    throw this.#exchange.notOk(by, '(a) ', ok, response, -3);
  }

  async setParameter(parameter: number, value: number): Promise<void> {
    const by = 'set-parameter';
    await this.#exchange.request(stk.encodeSetParameter(parameter, value), by, {
      stage: '(a) ',
      protocolRc: -2,
    });
    const echoed = await this.#exchange.receiveByte();
    if (echoed === ok) return;
    const response = await this.#exchange.receiveByte();
    if (response === stk.responses.failed)
      fail(
        this.#emit,
        notice(words.parameterFailed, { by, parameter: echoed }),
        new ProtocolError(`parameter ${parameter} cannot be set`, -3),
      );
    throw this.#exchange.notOk(by, '(a) ', inSync, response, -3);
  }

  /**
   * Sets a parameter that the programmer may not have, without a word.
   * @returns false if it does not take it; sync is to be found again then
   */
  async offerParameter(parameter: number, value: number): Promise<boolean> {
    await this.#exchange.send(stk.encodeSetParameter(parameter, value));
    try {
      const [first] = await this.#exchange.readUnsaid(1);
      if (first !== inSync) return false;
      const [second] = await this.#exchange.readUnsaid(1);
      return second === ok;
    } catch (error) {
      if (error instanceof TimeoutError) return false;
      throw error;
    }
  }

  async setDevice(device: stk.DeviceParameters): Promise<void> {
    const by = 'set-device';
    const command = stk.encodeSetDevice(device);
    for (let tries = 1; ; tries++) {
      await this.#exchange.send(command);
      const response = await this.#exchange.receiveByte();
      if (response === inSync) break;
      if (response !== noSync) throw this.#exchange.notInSync(by, '(a) ', response, -1);
      this.#emit(notice(words.deviceRefusedNotInSync, { response }));
      if (tries > maxResyncs) throw new ProtocolError('programmer is not in sync');
      await this.getSync();
    }
    const response = await this.#exchange.receiveByte();
    if (response !== ok) throw this.#exchange.notOk(by, '(b) ', ok, response, -1);
  }

  async setDeviceExt(parameters: readonly number[]): Promise<void> {
    const by = 'set-device-extension';
    await this.#exchange.request(stk.encodeSetDeviceExt(parameters), by, {});
    await this.#exchange.outcome(by, true);
  }

  async enterProgMode(): Promise<void> {
    const by = 'enter-programming-mode';
    await this.#exchange.request(stk.encodeEnterProgMode(), by, {});
    await this.#exchange.outcome(by, true);
  }

  /** Leaves it, and says so once more if that is not answered. @throws as the first time */
  async leaveProgMode(): Promise<void> {
    const by = 'leave-programming-mode';
    try {
      await this.#exchange.request(stk.encodeLeaveProgMode(), by, {});
      await this.#exchange.outcome(by);
    } catch (error) {
      await this.#exchange.insist(stk.encodeLeaveProgMode(), error);
      throw error;
    }
  }

  /** Sends one ISP instruction. @returns the four bytes of the target, as far as the protocol tells them */
  async universal(instruction: Uint8Array): Promise<Uint8Array> {
    await this.#exchange.send(stk.encodeUniversal(instruction));
    if ((await this.#exchange.receiveByte()) !== inSync)
      fail(
        this.#emit,
        notice(words.outOfSync, { by: 'exchange-instruction' }),
        new ProtocolError('programmer is out of sync'),
      );
    const value = await this.#exchange.receiveByte();
    const response = await this.#exchange.receiveByte();
    if (response !== ok)
      fail(
        this.#emit,
        notice(words.commandNotOk, { response }),
        new ProtocolError(`instruction is answered with ${response}`),
      );
    return Uint8Array.of(instruction[1] ?? 0, instruction[2] ?? 0, instruction[3] ?? 0, value);
  }

  /** Asks a boot loader for the signature. */
  async readSign(): Promise<Uint8Array> {
    const by = 'read-signature';
    await this.#exchange.send(stk.encodeReadSign());
    // avrdude reads these five bytes past the function that complains of silence.
    const reply = await this.#exchange.readUnsaid(5);
    const [first = 0, , , , last = 0] = reply;
    if (first === noSync)
      fail(this.#emit, notice(words.outOfSync, { by }), new ProtocolError('programmer is out of sync'));
    if (first !== inSync) throw this.#exchange.notInSync(by, '(a) ', first, -2);
    if (last !== ok) throw this.#exchange.notOk(by, '(a) ', ok, last, -3);
    return reply.subarray(1, 4);
  }

  /**
   * What the programmer calls itself, without any words if it does not say. It is asked again where an answer may have been lost:
   * addresses of EEPROM are counted by what it says, and wrongly counted ones verify.
   */
  async signOn(): Promise<string | undefined> {
    for (let i = 0; i < signOnAttempts; i++) {
      const name = await this.#signOnOnce();
      if (name !== undefined) return name;
      if (!(await this.#exchange.foundAgain())) break;
    }
    await this.getSync();
    return undefined;
  }

  async #signOnOnce(): Promise<string | undefined> {
    await this.#exchange.send(stk.encodeGetSignOn());
    try {
      const [first] = await this.#exchange.readUnsaid(1);
      if (first === inSync) {
        const name = await this.#exchange.readUnsaid(stk.signOnLength);
        const [last] = await this.#exchange.readUnsaid(1);
        if (last === ok) return latin1Text(name);
      }
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
    }
    return undefined;
  }

  /**
   * Writes one page.
   * @param data at most 256 bytes
   * @returns false if sync was lost on the way, so that the page may have gone to the address before as well
   */
  async writePage(page: PageRequest, data: Uint8Array): Promise<boolean> {
    const by = 'write-page';
    const joined = this.#joins;
    await this.#pageCommand(page, stk.encodeProgPage(page.memory, data), by);
    const response = await this.#exchange.receiveByte();
    if (response !== ok) throw this.#exchange.notOk(by, '(a) ', inSync, response, -5);
    return joined === this.#joins;
  }

  /** Reads one page. */
  async readPage(page: PageRequest, length: number): Promise<Uint8Array> {
    const by = 'read-page';
    await this.#pageCommand(page, stk.encodeReadPage(page.memory, length), by);
    const data = await this.#exchange.receive(length);
    const response = await this.#exchange.receiveByte();
    if (response !== ok) throw this.#exchange.notOk(by, '(a) ', ok, response, -5);
    return data;
  }

  /** Sets the address and sends the command; returns behind its INSYNC. */
  async #pageCommand(page: PageRequest, command: Uint8Array, by: Operation): Promise<void> {
    const load = stk.encodeLoadAddress(page.address);
    if (this.#joins && (await this.#joinedCommand(load, command, by))) return;
    for (let tries = 1; ; tries++) {
      await this.#loadAddress(load);
      await this.#exchange.send(command);
      if (await this.#exchange.acknowledged(by, { stage: '(a) ', protocolRc: -4, syncRc: -3 }, tries)) return;
    }
  }

  /** @returns false if the programmer was out of sync: everything is to be said again, one thing at a time */
  async #joinedCommand(load: Uint8Array, command: Uint8Array, by: Operation): Promise<boolean> {
    await this.#exchange.send(concatBytes([load, command]));
    const response = await this.#exchange.receiveByte(2);
    if (response === inSync && (await this.#exchange.receiveByte(2)) === ok) {
      if (await this.#exchange.acknowledged(by, { stage: '(a) ', protocolRc: -4, syncRc: -3 }, 1))
        return true;
    } else {
      await this.getSync();
    }
    this.#joins = false;
    return false;
  }

  async #loadAddress(load: Uint8Array): Promise<void> {
    const by = 'load-address';
    for (let tries = 1; ; tries++) {
      await this.#exchange.send(load);
      // avrdude goes on when the address is not answered, and complains again about the page.
      if (await this.#exchange.acknowledged(by, { stage: '(a) ' }, tries, 2)) break;
    }
    const response = await this.#exchange.receiveByte(2);
    if (response === ok) return;
    fail(
      this.#emit,
      notice(words.notOkByte, { by, stage: '(b) ', oldExpect: inSync, response }),
      new ProtocolError(`address is answered with ${response}`),
    );
  }
}
