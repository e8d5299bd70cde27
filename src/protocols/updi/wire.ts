import { ProtocolError, TimeoutError } from '../../model/errors.ts';
import { type Emit, notice } from '../../output/events.ts';
import type { SerialTransport } from '../../transports/serial-transport.ts';
import { breakCharacter } from './instructions.ts';
import * as words from './messages.ts';

/** How long an answer, or the echo of what was sent, may take (ms); what is long to travel gets more. */
const answerTimeout = 1000;
/** The rate at which a break is long enough at any rate of the target, and the time between two. */
const breakBaudRate = 300;
const breakPause = 100;
/** What comes late after noise (ms). */
const noiseTime = 50;

/** How exchanges are made. */
export interface Manner {
  /** What is not answered waits for the next instruction that is. */
  readonly gathers: boolean;
  /** Echoes have to be what was sent, and what was disturbed is said again. */
  readonly mends: boolean;
}

/** What a wire needs besides its line. */
export interface UpdiWireSettings {
  /** Bits per second. */
  readonly baudRate: number;
  readonly manner: Manner;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly emit: Emit;
  /** Called for every answer or echo that did not come. */
  readonly onSilence: () => void;
  /** Called when the line's rate has changed, which on some systems changes its control lines. */
  readonly onRateChange: () => Promise<void>;
}

/** The UPDI pin's one wire, on which all that is sent comes back first. */
export class UpdiWire {
  readonly #line: SerialTransport;
  readonly #settings: UpdiWireSettings;

  constructor(line: SerialTransport, settings: UpdiWireSettings) {
    this.#line = line;
    this.#settings = settings;
  }

  get manner(): Manner {
    return this.#settings.manner;
  }

  /**
   * Sends instructions, takes their echo and the answer.
   * @param length of the answer @param count how many instructions are sent, each of which is missed if nothing comes back
   * @throws TimeoutError; ProtocolError for an echo that is not what was sent, as somebody else talked
   */
  async exchange(sent: Uint8Array, length: number, count: number): Promise<Uint8Array> {
    const travels = ((sent.length + length) * 12 * 1000) / this.#settings.baudRate;
    if (sent.length > 0) await this.#line.write(sent);
    let got: Uint8Array;
    try {
      got = await this.#line.read(sent.length + length, answerTimeout + 2 * travels);
    } catch (error) {
      if (error instanceof TimeoutError) this.#saySilence(error.received.length, sent.length, length, count);
      throw error;
    }
    if (!this.manner.mends || sent.every((byte, i) => got[i] === byte)) return got.subarray(sent.length);
    await this.settle();
    throw new ProtocolError('echo differs from what was sent');
  }

  /** Drops what comes until the wire is quiet. */
  async settle(): Promise<void> {
    await this.#line.drain(noiseTime);
  }

  /** Two breaks, slow enough for a target at any rate. */
  async sendDoubleBreak(): Promise<void> {
    await this.#line.setBaudRate(breakBaudRate);
    await this.#settings.onRateChange();
    for (const pause of [breakPause, 0]) {
      await this.#line.write(Uint8Array.of(breakCharacter));
      await this.#takeIfAny(1);
      if (pause > 0) await this.#settings.sleep(pause);
    }
    await this.#line.drain(0);
    await this.#line.setBaudRate(this.#settings.baudRate);
    await this.#settings.onRateChange();
    await this.#line.drain(0);
  }

  #saySilence(received: number, sent: number, length: number, count: number): void {
    const unheard = sent > received ? count : 0;
    for (let i = 0; i < unheard + (length > 0 ? 1 : 0); i++) this.#settings.onSilence();
    if (length > 0) this.#settings.emit(notice(words.nothingReceived));
  }

  async #takeIfAny(length: number): Promise<void> {
    try {
      await this.#line.read(length, answerTimeout);
    } catch (error) {
      if (!(error instanceof TimeoutError)) throw error;
      this.#settings.onSilence();
    }
  }
}
