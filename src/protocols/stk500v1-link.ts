import { DisconnectedError, ProtocolError, TransportError } from '../model/errors.ts';
import { type Emit, notice } from '../output/events.ts';
import type { SerialTransport } from '../transports/serial-transport.ts';
import * as stk from './stk500v1.ts';
import type { Speaker } from './stk500v1-messages.ts';
import * as words from './stk500v1-messages.ts';

/** How the link is to behave; everything has avrdude's value as its default. */
export interface Stk500v1LinkOptions {
  /** How often to ask for sync before giving up. */
  readonly attempts?: number;
  /** How long an answer may take (ms). */
  readonly answerTimeout?: number;
  /** How long noise is waited for (ms). */
  readonly drainTime?: number;
  /** What is done before asking for sync once more, like resetting the board. */
  readonly betweenAttempts?: () => Promise<void>;
  /** Where to look for the programmer when the first question after sync is not answered as it should. */
  readonly elsewhere?: Elsewhere;
  /** Whether an address and its page command may go in one write: the firmware must take bytes while it answers. */
  readonly joinsAddress?: boolean;
}

/** Looks for a programmer under other circumstances, without a word. */
export interface Elsewhere {
  /** A byte that comes soon, or undefined. */
  listen(): Promise<number | undefined>;
  /** @returns whether the programmer has been found and is in sync */
  search(): Promise<boolean>;
}

/** What a page command is about. `address` is in the unit of the memory. */
interface PageRequest {
  readonly memory: stk.PageMemory;
  readonly address: number;
}

const maxResyncs = 33;
const { inSync, noSync, ok } = stk.responses;

/**
 * A conversation in STK500 version 1. Asks for sync again where the programmer has lost it and says in avrdude's words what
 * goes wrong.
 */
export class Stk500v1Link {
  private readonly line: SerialTransport;
  private readonly emit: Emit;
  private readonly options: Stk500v1LinkOptions;
  private readonly answerTimeout: number;
  private readonly drainTime: number;
  private joins: boolean;
  private lost = false;
  private anythingHeard = false;

  constructor(line: SerialTransport, emit: Emit, options: Stk500v1LinkOptions = {}) {
    this.line = line;
    this.emit = emit;
    this.options = options;
    this.answerTimeout = options.answerTimeout ?? 5000;
    this.drainTime = options.drainTime ?? 250;
    this.joins = options.joinsAddress ?? false;
  }

  /** Throws away what the line still brings. */
  drain(): Promise<number> {
    return this.line.drain(this.drainTime);
  }

  /** Finds the programmer. @throws ProtocolError if it does not answer as it should */
  async getSync(): Promise<void> {
    const of = this.options.attempts ?? 10;
    // Twice unheard, to get line noise out of the way.
    let unheard = 0;
    for (let i = 0; i < 2; i++) {
      await this.line.write(stk.encodeGetSync());
      unheard += await this.drain();
    }
    for (let attempt = 1; ; attempt++) {
      if (attempt > 1) await this.options.betweenAttempts?.();
      await this.line.write(stk.encodeGetSync());
      const response = attempt === 1 ? await this.firstResponse() : await this.receiveIfAny();
      if (response === 'found elsewhere') return;
      if (response === inSync) break;
      this.anythingHeard ||= response !== undefined;
      this.emit(notice(words.notInSync, { attempt, of, response: response ?? 0 }));
      if (attempt >= of) {
        await this.drain();
        throw new ProtocolError('programmer is not in sync');
      }
    }
    const response = await this.receiveByte();
    if (response === ok) {
      // A board that was still starting answers the first two now: they would be taken for answers to what is asked next.
      if (unheard < 2 * 2) await this.drain();
      return;
    }
    this.emit(notice(words.cannotCommunicate, { response }));
    throw new ProtocolError(`sync is answered with ${response}`);
  }

  /** Whether anything came that was no sync. */
  get heard(): boolean {
    return this.anythingHeard;
  }

  async getParameter(parameter: number): Promise<number> {
    const by: Speaker = { func: 'stk500_getparm', blankLine: true };
    await this.request(stk.encodeGetParameter(parameter), by, { stage: '(a) ', protocolRc: -2 });
    const value = await this.receiveByte();
    const response = await this.receiveByte();
    if (response === ok) return value;
    if (response === stk.responses.failed) {
      this.emit(notice(words.parameterFailed, { by, parameter: value }));
      throw new ProtocolError(`parameter ${parameter} cannot be read`, -3);
    }
    throw this.notOk(by, '(a) ', ok, response, -3);
  }

  async setParameter(parameter: number, value: number): Promise<void> {
    const by: Speaker = { func: 'stk500_setparm', blankLine: true };
    await this.request(stk.encodeSetParameter(parameter, value), by, { stage: '(a) ', protocolRc: -2 });
    const echoed = await this.receiveByte();
    if (echoed === ok) return;
    const response = await this.receiveByte();
    if (response === stk.responses.failed) {
      this.emit(notice(words.parameterFailed, { by, parameter: echoed }));
      throw new ProtocolError(`parameter ${parameter} cannot be set`, -3);
    }
    throw this.notOk(by, '(a) ', inSync, response, -3);
  }

  async setDevice(device: stk.DeviceParameters): Promise<void> {
    const by: Speaker = { func: 'stk500_initialize' };
    const command = stk.encodeSetDevice(device);
    for (let tries = 1; ; tries++) {
      await this.line.write(command);
      const response = await this.receiveByte();
      if (response === inSync) break;
      if (response !== noSync) throw this.notInSync(by, '(a) ', response, -1);
      this.emit(notice(words.deviceRefusedNotInSync, { response }));
      if (tries > maxResyncs) throw new ProtocolError('programmer is not in sync');
      await this.getSync();
    }
    const response = await this.receiveByte();
    if (response !== ok) throw this.notOk(by, '(b) ', ok, response, -1);
  }

  async setDeviceExt(parameters: readonly number[]): Promise<void> {
    const by: Speaker = { func: 'stk500_set_extended_parms' };
    await this.request(stk.encodeSetDeviceExt(parameters), by, {});
    await this.outcome(by, {
      oldText: 'failed to set extended device programming parameters',
      text: 'unable to set extended device programming parameters',
    });
  }

  async enterProgMode(): Promise<void> {
    const by: Speaker = { func: 'stk500_program_enable' };
    await this.request(stk.encodeEnterProgMode(), by, {});
    await this.outcome(by, {
      oldText: 'failed to enter programming mode',
      text: 'unable to enter programming mode',
    });
  }

  async leaveProgMode(): Promise<void> {
    const by: Speaker = { func: 'stk500_disable' };
    await this.request(stk.encodeLeaveProgMode(), by, {});
    await this.outcome(by);
  }

  /** Sends one ISP instruction. @returns the four bytes of the target, as far as the protocol tells them */
  async universal(instruction: Uint8Array): Promise<Uint8Array> {
    await this.line.write(stk.encodeUniversal(instruction));
    if ((await this.receiveByte()) !== inSync) {
      this.emit(notice(words.outOfSync, { by: { func: 'stk500_cmd' } }));
      throw new ProtocolError('programmer is out of sync');
    }
    const value = await this.receiveByte();
    const response = await this.receiveByte();
    if (response !== ok) {
      this.emit(notice(words.commandNotOk, { response }));
      throw new ProtocolError(`instruction is answered with ${response}`);
    }
    return Uint8Array.of(instruction[1] ?? 0, instruction[2] ?? 0, instruction[3] ?? 0, value);
  }

  /** Asks a boot loader for the signature. */
  async readSign(): Promise<Uint8Array> {
    const by: Speaker = { func: 'arduino_read_sig_bytes', file: 'arduino.c', blankLine: true };
    await this.line.write(stk.encodeReadSign());
    // avrdude reads these five bytes past the function that complains of silence.
    const reply = await this.line.read(5, this.answerTimeout);
    const [first = 0, , , , last = 0] = reply;
    if (first === noSync) {
      this.emit(notice(words.outOfSync, { by: { ...by, blankLine: false } }));
      throw new ProtocolError('programmer is out of sync');
    }
    if (first !== inSync) throw this.notInSync(by, '(a) ', first, -2);
    if (last !== ok) throw this.notOk(by, '(a) ', ok, last, -3);
    return reply.subarray(1, 4);
  }

  /** What the programmer calls itself, without any words if it does not say. */
  async signOn(): Promise<string | undefined> {
    await this.line.write(stk.encodeGetSignOn());
    try {
      const [first] = await this.line.read(1, this.answerTimeout);
      if (first === inSync) {
        const name = await this.line.read(stk.signOnLength, this.answerTimeout);
        const [last] = await this.line.read(1, this.answerTimeout);
        if (last === ok) return Buffer.from(name).toString('latin1');
      }
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
    }
    await this.getSync();
    return undefined;
  }

  /**
   * Writes one page.
   * @param data at most 256 bytes
   * @returns false if sync was lost on the way, so that the page may have gone to the address before as well
   */
  async writePage(page: PageRequest, data: Uint8Array): Promise<boolean> {
    const by: Speaker = { func: 'stk500_paged_write', blankLine: true };
    const joined = this.joins;
    await this.pageCommand(page, stk.encodeProgPage(page.memory, data), by);
    const response = await this.receiveByte();
    if (response !== ok) throw this.notOk(by, '(a) ', inSync, response, -5);
    return joined === this.joins;
  }

  /** Reads one page. @param closing the byte behind the data (the MIB510 says INSYNC) */
  async readPage(page: PageRequest, length: number, closing: number = ok): Promise<Uint8Array> {
    const by: Speaker = { func: 'stk500_paged_load', blankLine: true };
    await this.pageCommand(page, stk.encodeReadPage(page.memory, length), by);
    const data = await this.receive(length);
    const response = await this.receiveByte();
    if (response !== closing) throw this.notOk(by, '(a) ', closing, response, -5);
    return data;
  }

  /** Sends bytes and waits for INSYNC, as the MIB510 board does in its own frames. */
  async command(bytes: Uint8Array, by: Speaker, refusal: { oldText: string; text: string }): Promise<void> {
    await this.request(bytes, by, {});
    await this.outcome(by, refusal);
  }

  /** Sets the address and sends the command; returns behind its INSYNC. */
  private async pageCommand(page: PageRequest, command: Uint8Array, by: Speaker): Promise<void> {
    const load = stk.encodeLoadAddress(page.address);
    if (this.joins && (await this.joinedCommand(load, command, by))) return;
    for (let tries = 1; ; tries++) {
      await this.loadAddress(load);
      await this.line.write(command);
      if (await this.acknowledged(by, { stage: '(a) ', protocolRc: -4, syncRc: -3 }, tries)) return;
    }
  }

  /** @returns false if the programmer was out of sync: everything is to be said again, one thing at a time */
  private async joinedCommand(load: Uint8Array, command: Uint8Array, by: Speaker): Promise<boolean> {
    await this.line.write(Buffer.concat([load, command]));
    const response = await this.receiveByte(2);
    if (response === inSync && (await this.receiveByte(2)) === ok) {
      if (await this.acknowledged(by, { stage: '(a) ', protocolRc: -4, syncRc: -3 }, 1)) return true;
    } else {
      await this.getSync();
    }
    this.joins = false;
    return false;
  }

  private async loadAddress(load: Uint8Array): Promise<void> {
    const by: Speaker = { func: 'stk500_loadaddr' };
    for (let tries = 1; ; tries++) {
      await this.line.write(load);
      // avrdude goes on when the address is not answered, and complains again about the page.
      if (await this.acknowledged(by, { stage: '(a) ' }, tries, 2)) break;
    }
    const response = await this.receiveByte(2);
    if (response === ok) return;
    this.emit(
      notice(words.notOkByte, { by, stage: '(b) ', oldName: 'loadaddr', oldExpect: inSync, response }),
    );
    throw new ProtocolError(`address is answered with ${response}`);
  }

  private async request(
    command: Uint8Array,
    by: Speaker,
    reaction: { stage?: string; protocolRc?: number; syncRc?: number },
  ): Promise<void> {
    for (let tries = 1; ; tries++) {
      await this.line.write(command);
      if (await this.acknowledged(by, reaction, tries)) return;
    }
  }

  /** @returns false if the command is to be sent again, sync being found anew */
  private async acknowledged(
    by: Speaker,
    reaction: { stage?: string; protocolRc?: number; syncRc?: number },
    tries: number,
    complaints = 1,
  ): Promise<boolean> {
    const response = await this.receiveByte(complaints);
    if (response === inSync) return true;
    if (response !== noSync)
      throw this.notInSync(by, reaction.stage ?? '', response, reaction.protocolRc ?? -1);
    if (tries > maxResyncs) {
      this.emit(notice(words.cannotGetIntoSync, { by }));
      throw new ProtocolError('programmer does not get into sync', reaction.syncRc ?? -1);
    }
    await this.getSync();
    return false;
  }

  private async outcome(by: Speaker, refusal?: { oldText: string; text: string }): Promise<void> {
    const response = await this.receiveByte();
    if (response === ok) return;
    if (response === stk.responses.noDevice) this.emit(notice(words.noDevice, { by }));
    else if (response === stk.responses.failed && refusal)
      this.emit(notice(words.refused, { by, ...refusal }));
    else this.emit(notice(words.unknownResponse, { by, response }));
    throw new ProtocolError(`${by.func}: answered with ${response}`);
  }

  private async receiveByte(complaints = 1): Promise<number> {
    const [byte = 0] = await this.receive(1, complaints);
    return byte;
  }

  private async receive(length: number, complaints = 1): Promise<Uint8Array> {
    try {
      return await this.line.read(length, this.answerTimeout);
    } catch (error) {
      if (error instanceof TransportError && !this.lost) {
        const times = error instanceof DisconnectedError ? 1 : complaints;
        for (let i = 0; i < times; i++) this.emit(notice(words.notResponding));
      }
      this.lost ||= error instanceof DisconnectedError;
      throw error;
    }
  }

  /** One byte, or undefined after silence (which is said). */
  private async receiveIfAny(): Promise<number | undefined> {
    try {
      return await this.receiveByte();
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      return undefined;
    }
  }

  /** The answer to the first question. If it is none, the programmer may be found elsewhere, or answer late. */
  private async firstResponse(): Promise<number | 'found elsewhere' | undefined> {
    const { elsewhere } = this.options;
    if (!elsewhere) return this.receiveIfAny();
    const early = await elsewhere.listen();
    if (early === inSync) return early;
    if (await elsewhere.search()) return 'found elsewhere';
    if (early !== undefined) return early;
    await this.line.write(stk.encodeGetSync());
    return this.receiveIfAny();
  }

  private notInSync(by: Speaker, stage: string, response: number, rc: number): ProtocolError {
    this.emit(notice(words.notInSyncByte, { by, stage, response }));
    return new ProtocolError(`${by.func}: ${response} instead of INSYNC`, rc);
  }

  private notOk(by: Speaker, stage: string, oldExpect: number, response: number, rc: number): ProtocolError {
    this.emit(notice(words.notOkByte, { by, stage, oldExpect, response }));
    return new ProtocolError(`${by.func}: ${response} instead of OK`, rc);
  }
}
