import { latin1Bytes, latin1Text } from '../../model/encoding.ts';
import { ProtocolError, TargetError } from '../../model/errors.ts';
import type { PinDefinition, PinName } from '../../model/programmer-entry.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as bp from '../../protocols/buspirate/commands.ts';
import { delayInstead } from '../line/bit-clock-messages.ts';
import type { Programmer, ProgrammerType } from '../programmer.ts';
import * as own from './bitbang-messages.ts';
import { BusPirateBoard } from './board.ts';
import * as words from './messages.ts';
import { type Marked, MarkedInstructions } from './reading.ts';

/** Bits of the direction and of the output byte (1|POWER|PULLUP|AUX|MOSI|CLK|MISO|CS); avrdude.conf counts them from 1. */
const power = 0x40;
const setDirections = 0x40;
const setPins = 0x80;
/** AUX and MISO are inputs. */
const inputs = 0x12;
/** All pins but power are high at first. */
const initialPins = 0x3f;
/** How often programming mode is tried; each time with a pulse on the pin that the part wants. */
const tries = 65;

/** A Bus Pirate whose pins are set one by one: every change is a byte, and every byte is answered by how the pins stand. */
class BusPirateBitbang extends BusPirateBoard implements Programmer {
  #pins = initialPins;
  #inBitbang = false;
  readonly #instructions = new MarkedInstructions();

  async open(): Promise<void> {
    const { bitClock, emit, id } = this.context;
    if (bitClock !== undefined) emit(notice(delayInstead, { id, by: 'buspirate' }));
    await this.connect(true);
  }

  async enable(): Promise<void> {
    const { emit } = this.context;
    emit(notice(own.tryingBitbang));
    await this.link.send(latin1Bytes('\n\n'));
    await this.line.drain(250);
    await this.link.send(bp.enterBitbang);
    const greeting = await this.link.receiveSome(5);
    const version = bp.decodeGreeting(greeting, 'BBIO');
    if (version === undefined) {
      const answer = latin1Text(greeting).replace(/\0.*$/s, '');
      fail(
        emit,
        notice(own.bitbangNotConfirmed, { answer }),
        new ProtocolError('Bus Pirate does not enter bitbang mode'),
      );
    }
    emit(notice(own.bitbangVersion, { version }));
    this.#inBitbang = true;
    await this.#exchange([setDirections | inputs, setPins | this.#pins]);
  }

  async initialize(): Promise<void> {
    const { part, clock, emit } = this.context;
    emit(notice(own.delaysByClock));
    await this.#exchange([this.#changed(power, true)]);
    await clock.sleep(20);
    await this.#exchange([this.#set('sck', false), this.#set('reset', false)]);
    await clock.sleep(20);
    await this.#exchange([this.#set('reset', true)]);
    await clock.sleep(20);
    await this.#exchange([this.#set('reset', false)]);
    await clock.sleep(20);
    const sent = this.enableInstruction();
    for (let attempt = 0; attempt < tries; attempt++) {
      const reply = await this.command(sent);
      if (reply[2] === sent[1]) return;
      const pin = part.retryPulse;
      if (pin === 'none') break;
      await this.#exchange([this.#set(pin, true), this.#set(pin, false)]);
      await clock.sleep(20);
    }
    fail(emit, notice(own.deviceNotResponding), new TargetError('target does not enter programming mode'));
  }

  async powerdown(): Promise<void> {
    if (this.#inBitbang) await this.#exchange([this.#changed(power, false)]);
  }

  protected async leave(): Promise<void> {
    if (!this.#inBitbang) return;
    this.#inBitbang = false;
    await this.link.startTerminal();
    this.context.emit(notice(words.backInText));
  }

  async command(instruction: Uint8Array): Promise<Uint8Array> {
    const answer = await this.#instructions.send(
      instruction,
      () => this.#shift(instruction),
      () => this.line.drain(50),
    );
    this.context.emit(notice(own.instructionSent, { sent: instruction, answer }));
    return answer;
  }

  /**
   * All changes of an instruction go in one write; MISO is read from the answers to the rising clock.
   * Each answer shows how the clock stands: it is the one to a change of it, or a byte is missing or too many.
   */
  async #shift(instruction: Uint8Array): Promise<Marked> {
    const changes: number[] = [];
    for (const byte of instruction.subarray(0, 4)) {
      for (let bit = 7; bit >= 0; bit--) {
        changes.push(this.#set('sdo', ((byte >> bit) & 1) === 1));
        changes.push(this.#set('sck', true));
        changes.push(this.#set('sck', false));
      }
    }
    const answers = await this.#exchange(changes);
    const { mask, inverted } = this.#pin('sdi');
    const reply = new Uint8Array(4);
    for (let bit = 0; bit < 32; bit++) {
      const high = ((answers[bit * 3 + 1] ?? 0) & mask) !== 0;
      if (high !== inverted) reply[bit >> 3] = (reply[bit >> 3] ?? 0) | (0x80 >> (bit & 7));
    }
    const clock = this.#pin('sck').mask;
    return { reply, marked: changes.every((change, i) => (((answers[i] ?? 0) ^ change) & clock) === 0) };
  }

  /** Sends bytes and takes as many answers. */
  async #exchange(bytes: readonly number[]): Promise<Uint8Array> {
    await this.link.send(Uint8Array.from(bytes));
    return this.link.receive(bytes.length);
  }

  /** The byte that sets a pin of the configuration. */
  #set(name: PinName, high: boolean): number {
    const { mask, inverted } = this.#pin(name);
    return this.#changed(mask, high !== inverted);
  }

  #changed(mask: number, high: boolean): number {
    this.#pins = high ? this.#pins | mask : this.#pins & ~mask;
    return setPins | this.#pins;
  }

  #pin(name: PinName): { mask: number; inverted: boolean } {
    const definition: PinDefinition | undefined = this.context.entry.pins[name];
    const plain = definition?.pins[0];
    const number = plain ?? definition?.inverted[0];
    if (number === undefined || number < 1 || number > 5) throw new ProtocolError(`no pin for ${name}`);
    return { mask: 1 << (number - 1), inverted: definition?.inverted.includes(number) ?? false };
  }
}

export const buspirateBb: ProgrammerType = {
  id: 'buspirate_bb',
  name: 'BusPirate_BB',
  create: (context) => new BusPirateBitbang(context),
};
