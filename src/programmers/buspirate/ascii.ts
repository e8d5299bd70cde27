import { ProtocolError } from '../../model/errors.ts';
import { notice } from '../../output/events.ts';
import { BusPirateTerminal } from '../../protocols/buspirate/link.ts';
import type { SerialLine } from '../line/serial-line.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as words from './messages.ts';
import type { BusPirateParameters } from './parameters.ts';

/** A Bus Pirate whose firmware has no binary mode, driven through its text terminal. */
export class BusPirateAscii {
  readonly #terminal: BusPirateTerminal;
  readonly #context: ProgrammerContext;
  readonly #parameters: BusPirateParameters;

  constructor(line: SerialLine, context: ProgrammerContext, parameters: BusPirateParameters) {
    this.#terminal = new BusPirateTerminal(line, context.clock, parameters.characterTimeout);
    this.#context = context;
    this.#parameters = parameters;
  }

  /** Resets the Bus Pirate and brings it into SPI mode. @throws ProtocolError, after saying why */
  async start(): Promise<void> {
    const { emit } = this.#context;
    await this.#terminal.write('#\n');
    for (;;) {
      const line = await this.#terminal.readLine();
      if (line === undefined) throw this.#failure(words.fatalNotResponding);
      if (line.startsWith('Are you sure?')) await this.#terminal.write('y\n');
      if (/>.?$/s.test(line)) break;
    }
    emit(notice(words.usingAscii));
    if (!(await this.#startSpi())) throw this.#failure(words.asciiFailed);
  }

  async powerUp(): Promise<void> {
    const { cpufreq } = this.#parameters;
    if (!(await this.#answers('W\n', 'POWER SUPPLIES ON'))) {
      this.#context.emit(notice(words.powerUpUnanswered));
      return;
    }
    if (cpufreq === undefined) return;
    const started =
      (await this.#answers('g\n', 'Frequency in kHz')) &&
      (await this.#answers(`${cpufreq}\n`, 'Duty cycle in %')) &&
      (await this.#answers('50\n', 'PWM active'));
    if (!started) this.#context.emit(notice(words.pwmNotStarted));
  }

  async powerDown(): Promise<void> {
    const { emit } = this.#context;
    if (this.#parameters.cpufreq !== undefined && !(await this.#answers('g\n', 'PWM disabled')))
      emit(notice(words.pwmNotStopped));
    if (!(await this.#answers('w\n', 'POWER SUPPLIES OFF'))) emit(notice(words.powerDownUnanswered));
  }

  /** Pulls RESET, which is wired to CS. */
  async holdReset(): Promise<void> {
    await this.#answers('{\n', 'CS ENABLED');
  }

  async leave(): Promise<void> {
    await this.#answers('#\n', 'RESET');
  }

  /** Sends one ISP instruction. @returns the four bytes that came back */
  async instruction(bytes: Uint8Array): Promise<Uint8Array> {
    const text = Array.from(bytes.subarray(0, 4), (byte) => `0x${byte.toString(16).padStart(2, '0')}`);
    const lines = await this.#terminal.converse(`${text.join(' ')}\n`);
    if (!lines) throw this.#failure(words.notResponding);
    const values = lines.flatMap((line) => {
      const match = line.match(/WRITE: 0x[0-9A-Fa-f]{1,2} READ: 0x([0-9A-Fa-f]{1,2})/);
      return match?.[1] ? [Number.parseInt(match[1], 16)] : [];
    });
    if (values.length === 4) return Uint8Array.from(values);
    throw this.#failure(words.fourBytesMissing);
  }

  /** Finds SPI in the mode menu and takes every default but the output: 3.3 V in place of open drain. */
  async #startSpi(): Promise<boolean> {
    const menu = await this.#terminal.converse('m\n');
    if (!menu) throw this.#failure(words.notResponding);
    const choice = menu.map((line) => line.match(/^\s*(\d{1,2})\. SPI\b/)?.[1]).find((found) => found);
    if (!choice) {
      this.#context.emit(notice(words.noSpiInMenu));
      return false;
    }
    let answer = choice;
    for (let questions = 0; questions < 20; questions++) {
      const lines = await this.#terminal.converse(`${answer}\n`);
      if (!lines) throw this.#failure(words.notResponding);
      if (lines.at(-1)?.startsWith('SPI>')) {
        this.#context.emit(notice(words.configuredForSpi));
        return true;
      }
      const normal = lines.find((line) => line.includes('Normal (H=3.3V, L=GND)'));
      answer = normal?.match(/(\d+)\./)?.[1] ?? '';
    }
    return false;
  }

  async #answers(text: string, expected: string): Promise<boolean> {
    const lines = await this.#terminal.converse(text);
    if (lines) return lines.some((line) => line.startsWith(expected));
    // avrdude misses the echo and the answer, and takes silence for a yes.
    this.#context.emit(notice(words.notResponding));
    this.#context.emit(notice(words.notResponding));
    return true;
  }

  #failure(message: typeof words.notResponding): ProtocolError {
    this.#context.emit(notice(message));
    return new ProtocolError('Bus Pirate does not answer as it should');
  }
}
