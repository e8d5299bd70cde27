import type { Clock } from '../../model/clock.ts';
import { latin1Bytes, latin1Text } from '../../model/encoding.ts';
import { DisconnectedError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import * as bp from './commands.ts';
import * as words from './messages.ts';

/** How long an answer may take (ms). */
const answerTimeout = 5000;
/** How long the farewell to binary mode may be silent (ms). */
const farewellTimeout = 100;
/** The most that a Bus Pirate is listened to while it starts its terminal, in bytes. */
const maxFarewell = 4096;

/** A conversation with a Bus Pirate in its binary modes. What it means to a user is said by the programmer. */
export class BusPirateLink {
  readonly #line: SerialTransport;
  readonly #emit: Emit;
  /** Whether each command waits for its answer, as avrdude's do, or travels with its data. */
  readonly oneByOne: boolean;

  constructor(line: SerialTransport, emit: Emit, oneByOne: boolean) {
    this.#line = line;
    this.#emit = emit;
    this.oneByOne = oneByOne;
  }

  async send(data: Uint8Array): Promise<void> {
    this.#emit(notice(words.sent, data));
    await this.#line.write(data);
  }

  async receive(length: number, timeoutMs = answerTimeout): Promise<Uint8Array> {
    const data = await this.#line.read(length, timeoutMs);
    this.#emit(notice(words.received, data));
    return data;
  }

  /** What comes of an answer of that length, however little. */
  async receiveSome(length: number, timeoutMs = answerTimeout): Promise<Uint8Array> {
    try {
      return await this.receive(length, timeoutMs);
    } catch (error) {
      if (error instanceof TimeoutError) return error.received;
      throw error;
    }
  }

  /** Sends a command that is answered by one byte. @returns the byte, undefined if none came */
  async ask(request: Uint8Array, timeoutMs = answerTimeout): Promise<number | undefined> {
    await this.send(request);
    return (await this.receiveSome(1, timeoutMs))[0];
  }

  /** Bytes of an answer that avrdude takes each by itself. */
  async receiveBytes(length: number): Promise<Uint8Array> {
    if (!this.oneByOne) return this.receive(length);
    const data = new Uint8Array(length);
    for (let i = 0; i < length; i++) data.set(await this.receive(1), i);
    return data;
  }

  /** Sends what is to be written, with the command before it. @returns the answer's byte, undefined if none came */
  async writeBulk(data: Uint8Array): Promise<number | undefined> {
    const request = bp.encodeWriteThenRead(data, 0);
    if (!this.oneByOne) return this.ask(request);
    const head = request.length - data.length;
    for (let i = 0; i < head; i++) await this.send(request.subarray(i, i + 1));
    return this.ask(data);
  }

  /** Four bytes out, four in. @returns undefined if the Bus Pirate refuses */
  async spi(instruction: Uint8Array): Promise<Uint8Array | undefined> {
    const request = bp.encodeBulkTransfer(instruction.subarray(0, 4));
    await this.send(this.oneByOne ? request.subarray(0, 1) : request);
    const [first] = await this.receive(1);
    if (first !== bp.success) return undefined;
    if (this.oneByOne) await this.send(request.subarray(1));
    return this.receive(4);
  }

  /** Brings the Bus Pirate from any binary mode to its text terminal. @returns whether its prompt came */
  async startTerminal(): Promise<boolean> {
    await this.send(bp.reset);
    let text = '';
    while (text.length < maxFarewell) {
      const piece = await this.receiveSome(9, farewellTimeout);
      text += latin1Text(piece);
      if (bp.isPrompt(text)) return true;
      if (piece.length === 0) return false;
    }
    return false;
  }
}

/** Prompts of the terminal and its menus. Others are known by the silence behind them. */
const prompt = /^(?:[A-Za-z0-9-]+|\(\d+\))>$/;

/** A conversation with a Bus Pirate's text terminal. It repeats what it is sent, and ends with a prompt. */
export class BusPirateTerminal {
  readonly #line: SerialTransport;
  readonly #clock: Clock;
  readonly #characterTimeout: number;

  /** @param characterTimeout milliseconds of silence that end a line without an end */
  constructor(line: SerialTransport, clock: Clock, characterTimeout: number) {
    this.#line = line;
    this.#clock = clock;
    this.#characterTimeout = characterTimeout;
  }

  write(text: string): Promise<void> {
    return this.#line.write(latin1Bytes(text));
  }

  /** The next line with its `\n`, or a prompt. @returns undefined after silence */
  async readLine(): Promise<string | undefined> {
    let text = '';
    while (text.length < 99 && !text.endsWith('\n') && !prompt.test(text)) {
      const timeout = text === '' ? answerTimeout : this.#characterTimeout;
      let byte: number | undefined;
      try {
        [byte] = await this.#line.read(1, timeout);
      } catch (error) {
        if (error instanceof DisconnectedError) throw error;
        break;
      }
      if (byte !== 0x0d) text += String.fromCharCode(byte ?? 0);
    }
    return text === '' ? undefined : text;
  }

  /** Sends a line and waits until it has been repeated. @returns false after silence, and on a line that only babbles */
  async send(text: string): Promise<boolean> {
    const end = this.#clock.now() + 2 * answerTimeout;
    await this.write(text);
    while (this.#clock.now() < end) {
      const line = await this.readLine();
      if (line === undefined) return false;
      if (line === text) return true;
    }
    return false;
  }

  /**
   * Sends a line and reads up to the next prompt.
   * @returns the lines, the prompt last; undefined after silence
   */
  async converse(text: string): Promise<readonly string[] | undefined> {
    if (!(await this.send(text))) return undefined;
    return this.untilPrompt();
  }

  async untilPrompt(): Promise<readonly string[] | undefined> {
    const end = this.#clock.now() + 4 * answerTimeout;
    const lines: string[] = [];
    while (this.#clock.now() < end) {
      const line = await this.readLine();
      if (line === undefined) return undefined;
      lines.push(line);
      if (bp.isPrompt(line)) return lines;
    }
    return undefined;
  }
}
