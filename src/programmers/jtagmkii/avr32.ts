import { AvrdudeError, DisconnectedError, ProtocolError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  Avr32Port,
  encodeChooseInstruction,
  encodeShiftBits,
  jtagInstructions,
} from '../../protocols/jtagmkii/avr32.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import { statusOf } from '../../protocols/jtagmkii/link.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { Avr32Debugger } from './avr32-debugger.ts';
import { failed, lastFacts } from './avr32-failure-messages.ts';
import { Avr32Memory } from './avr32-memory.ts';
import * as words from './avr32-messages.ts';
import { type JtagMkiiConnecting, JtagMkiiConnection } from './connection.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import { showSettings, showVersions } from './display.ts';
import { classicMap } from './memory.ts';
import { JtagMemoryAccess } from './memory-access.ts';
import { JtagProgrammingMode } from './programming-mode.ts';

/** The JTAG connection is chosen when the programmer has signed on, in a way of its own. */
const connecting: JtagMkiiConnecting = { operation: 'open-avr32', mode: undefined, isDragon: false };
/** Bits of a JTAG identity, and what avrdude shifts for them. */
const identity = { bits: 0x20, message: new Uint8Array(4) } as const;
/** avrdude looks at the identity twice. */
const identifications = 2;
/** What there is as long as the line is open. */
interface Target {
  readonly connection: JtagMkiiConnection;
  readonly port: Avr32Port;
  readonly debugger: Avr32Debugger;
  readonly memory: Avr32Memory;
  /** Single bytes, which avrdude asks for by the commands of classic parts, and does not get. */
  readonly bytes: JtagMemoryAccess;
  readonly mode: JtagProgrammingMode;
}

/** A JTAGICE mkII that programs the flash of an AVR32 UC3 (avrdude's experience: Atmel's notes know nothing of it). */
class JtagMkiiAvr32 implements Programmer {
  readonly #context: ProgrammerContext;
  #opened: Target | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
  }

  /** @throws TransportError, ProtocolError after saying why, but for a refusal of the mode, of which nothing is said */
  async open(): Promise<void> {
    const { emit, clock, verbosity, behaviour } = this.#context;
    const connection = await JtagMkiiConnection.open(this.#context, connecting);
    const port = new Avr32Port(connection.link, emit);
    const target = new Avr32Debugger(port, emit, clock, verbosity > 0);
    const memory = new Avr32Memory(this.#context, { port, link: connection.link, target });
    const mode = new JtagProgrammingMode(connection.link, emit);
    const map = classicMap(behaviour.of(jtagMkiiDeeds));
    const bytes = new JtagMemoryAccess(this.#context, connection, mode, map);
    this.#opened = { connection, port, memory, bytes, mode, debugger: target };
    await connection.begin(this.#context, connecting);
    const { avr32, emulatorMode } = ice.parameters;
    await this.#set(avr32, 0x03);
    await this.#set(emulatorMode, ice.emulatorModes.highVoltage);
    await this.#set(emulatorMode, ice.emulatorModes.jtagAvr32);
  }

  async close(): Promise<void> {
    const { emit } = this.#context;
    const opened = this.#opened;
    this.#opened = undefined;
    if (!opened) return;
    emit(notice(words.closing));
    try {
      const { emulatorMode } = ice.parameters;
      await opened.port.exchange(
        ice.encodeSetParameter(emulatorMode, Uint8Array.of(ice.emulatorModes.highVoltage)),
      );
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      if (!(error instanceof DisconnectedError))
        emit(notice(failed, { procedure: 'close', check: 0, facts: lastFacts(-1, 0) }));
    }
    await opened.connection.close(false, 'sign-off-avr32');
  }

  /** Looks whether the chip is the one that was named. @throws ProtocolError if not, after saying so */
  async initialize(): Promise<void> {
    await this.#setChain();
    for (let time = 0; time < identifications; time++) await this.#identify();
  }

  async disable(): Promise<void> {
    try {
      await this.#opened?.mode.leave();
    } catch {
      // What there is to say has been said.
    }
    try {
      await this.#opened?.debugger.release((message) => this.#insist(message));
    } catch {
      // The line is gone; it is closed next.
    }
  }

  async display(): Promise<void> {
    const shown = await showVersions(this.#target.connection, this.#context.emit);
    if (shown) await this.#showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.#showSettings(false);
  }

  chipErase(): Promise<void> {
    return this.#target.memory.eraseChip();
  }

  readByte(memory: Memory, address: number): Promise<number> {
    return this.#target.bytes.readByte(memory, address);
  }

  writeByte(memory: Memory, address: number, value: number): Promise<void> {
    return this.#target.bytes.writeByte(memory, address, value);
  }

  pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return this.#target.memory.pagedRead(memory, run, onPage);
  }

  pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return this.#target.memory.pagedWrite(memory, run, onPage);
  }

  async #identify(): Promise<void> {
    const { part, emit, force } = this.#context;
    const messages = [
      encodeChooseInstruction(jtagInstructions.identify),
      encodeShiftBits(identity.bits, identity.message),
    ];
    let answer: Uint8Array = new Uint8Array(0);
    for (const message of messages) answer = await this.#scan(message);
    const is = answer.length === 5 && part.signature.every((byte, i) => byte === answer[2 + i]);
    if (is) return;
    const said = notice(words.signatureDiffers, {
      part: part.desc,
      signature: part.signature,
      forced: force,
    });
    if (force) emit(said);
    else fail(emit, said, new ProtocolError('the chip is another one'));
  }

  async #scan(message: Uint8Array): Promise<Uint8Array> {
    let status: number;
    try {
      const answer = await this.#target.port.exchange(message);
      if (answer[0] === ice.responses.scanned) return answer;
      status = answer.length;
    } catch (error) {
      status = statusOf(error);
    }
    fail(
      this.#context.emit,
      notice(words.unanswered, { status }),
      new ProtocolError('the chip is not identified'),
    );
  }

  /** @throws ProtocolError where the programmer refuses */
  async #set(parameter: ice.Parameter, value: number): Promise<void> {
    const answer = await this.#target.port.exchange(ice.encodeSetParameter(parameter, Uint8Array.of(value)));
    if (answer[0] !== ice.responses.ok) throw new ProtocolError(`parameter ${parameter.code} is refused`);
  }

  async #setChain(): Promise<void> {
    try {
      await this.#target.connection.link.establishParameter(ice.parameters.daisyChain, new Uint8Array(4));
    } catch (error) {
      if (error instanceof ProtocolError) this.#context.emit(notice(words.chainNotSet));
      throw error;
    }
  }

  #insist(message: Uint8Array): Promise<boolean> {
    return this.#target.connection.link.insist(message, undefined);
  }

  async #showSettings(margin: boolean): Promise<void> {
    await showSettings(this.#target.connection.link, this.#context, { jtagClock: true, margin });
  }

  get #target(): Target {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }
}

/** The JTAGICE mkII with AVR32. */
export const jtagmkiiAvr32: ProgrammerType = {
  id: 'jtagmkii_avr32',
  name: 'JTAGMKII_AVR32',
  create: (context) => new JtagMkiiAvr32(context),
};
