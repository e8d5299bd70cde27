import { concatBytes } from '../../model/bytes.ts';
import { DisconnectedError, ProtocolError, TimeoutError, TransportError } from '../../model/errors.ts';
import { type Emit, hushed, notice } from '../../output/events.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { farewellTimeout, insist } from '../line/insisting.ts';
import * as avr109 from './commands.ts';
import { commandRefused, type Family, notResponding, type Waiting } from './messages.ts';

/** How long an answer may take (ms). */
const answerTimeout = 5000;
/** How long an answer that is known may take (ms). */
const knownTimeout = 1000;
/** How long noise is waited for (ms). */
const drainTime = 250;

/** A block command and what is waited for as its answer. */
export interface BlockExchange {
  readonly request: Uint8Array;
  /** Takes the answer off the line. */
  readonly receive: () => Promise<void>;
}

export interface Avr109LinkOptions {
  /** How long a line must bring nothing to count as still (ms), if that is known. */
  readonly still?: number | undefined;
  /** The line, with nothing said of what happens on it. */
  readonly quiet?: SerialTransport;
}

/** A conversation in AVR109 or AVR910, with what avrdude says when it fails. */
export class Avr109Link {
  readonly #line: SerialTransport;
  readonly #quiet: SerialTransport;
  readonly #emit: Emit;
  readonly #family: Family;
  /** How long noise is waited for on a line that has brought none (ms). */
  #still: number;
  #lost = false;

  constructor(line: SerialTransport, emit: Emit, family: Family, { still, quiet }: Avr109LinkOptions = {}) {
    this.#line = line;
    this.#quiet = quiet ?? line;
    this.#emit = emit;
    this.#family = family;
    this.#still = still ?? drainTime;
  }

  /** From now on silence is no failure of the programmer: it says goodbye. */
  expectHangUp(): void {
    this.#lost = true;
  }

  /** Throws away what comes when nothing has been asked. Where something does, noise is waited for from then on. */
  async drain(): Promise<void> {
    if ((await this.#line.drain(this.#still)) === 0 || this.#still === drainTime) return;
    await this.drainForLong();
  }

  /** The same for as long as avrdude does it, now and from now on. */
  async drainForLong(): Promise<void> {
    this.#still = drainTime;
    await this.#line.drain(drainTime);
  }

  /** Whether noise is waited for as long as avrdude does it. */
  get isPatient(): boolean {
    return this.#still === drainTime;
  }

  /** A byte, or undefined if none comes in time, of which nothing is said. */
  async receiveSoon(waiting: Waiting, timeoutMs: number): Promise<number | undefined> {
    try {
      const [byte] = await this.#quiet.read(1, timeoutMs);
      return byte;
    } catch (error) {
      if (error instanceof TimeoutError) return undefined;
      // It fails again, with its words.
      return this.receiveByte(waiting);
    }
  }

  send(request: Uint8Array): Promise<void> {
    return this.#line.write(request);
  }

  /** @throws TransportError, after saying that the programmer does not respond */
  async receive(length: number, waiting: Waiting, timeoutMs = answerTimeout): Promise<Uint8Array> {
    try {
      return await this.#line.read(length, timeoutMs);
    } catch (error) {
      if (error instanceof TransportError && !(this.#lost && error instanceof DisconnectedError))
        this.sayNotResponding(waiting);
      this.#lost ||= error instanceof DisconnectedError;
      throw error;
    }
  }

  /** Says that nothing came where something was waited for. */
  sayNotResponding(waiting: Waiting): void {
    this.#emit(notice(notResponding, { family: this.#family, waiting }));
  }

  async receiveByte(waiting: Waiting, timeoutMs = answerTimeout): Promise<number> {
    const [byte = 0] = await this.receive(1, waiting, timeoutMs);
    return byte;
  }

  /** Asks by one letter. @param length of the answer */
  async ask(letter: string, length: number, waiting: Waiting): Promise<Uint8Array> {
    await this.send(avr109.encodeLetter(letter));
    return this.receive(length, waiting);
  }

  /** Asks by one letter for what is known, without a word. @throws TransportError */
  answersAs(letter: string, known: Uint8Array): Promise<boolean> {
    // avrdude does not ask: nothing of it is shown.
    return hushed(this.#emit, async () => {
      await this.send(avr109.encodeLetter(letter));
      const answer = await this.#line.read(known.length, knownTimeout);
      return known.every((byte, i) => answer[i] === byte);
    });
  }

  /** Sends a command that is answered by a carriage return. @param name of the command in avrdude's words */
  async command(request: Uint8Array, name: string, timeoutMs = answerTimeout): Promise<void> {
    await this.send(request);
    await this.confirmation(name, timeoutMs);
  }

  /** Sends a letter that lets the target go, and again if that is not answered. Never throws: what there is to say has been said. */
  async farewell(letter: string, name: string): Promise<void> {
    const request = avr109.encodeLetter(letter);
    try {
      await this.command(request, name);
    } catch (error) {
      await insist(this.#emit, error, async () => {
        await this.drain();
        await this.command(request, name, farewellTimeout);
      });
    }
  }

  /** Takes the carriage return that ends a command. */
  async confirmation(name: string, timeoutMs = answerTimeout): Promise<void> {
    const refused = (silent: boolean) =>
      this.#emit(notice(commandRefused, { family: this.#family, command: name, silent }));
    let answer: number;
    try {
      answer = await this.receiveByte('confirm', timeoutMs);
    } catch (error) {
      if (!(error instanceof DisconnectedError)) refused(true);
      throw error;
    }
    if (answer === avr109.done) return;
    refused(false);
    throw new ProtocolError(`${name} is answered with ${answer}`);
  }

  /** @param wide whether the part needs more than 16 bits */
  async setAddress(address: number, wide: boolean): Promise<void> {
    if (wide || address > 0xffff) await this.command(avr109.encodeSetExtendedAddress(address), 'set extaddr');
    else await this.command(avr109.encodeSetAddress(address), 'set addr');
  }

  /**
   * Exchanges block commands in their order.
   * @param window how many may be on their way before their answers have come; 1 on a line without flow control
   */
  async exchangeBlocks(blocks: readonly BlockExchange[], window: number): Promise<void> {
    let sent = 0;
    for (const [index, block] of blocks.entries()) {
      // Sent in batches of half a window: the firmware never runs dry, and the line turns around less often.
      if (sent - index <= window / 2) {
        const ahead = blocks.slice(sent, index + window);
        if (ahead.length > 0) await this.send(concatBytes(ahead.map((next) => next.request)));
        sent += ahead.length;
      }
      await block.receive();
    }
  }
}
