import {
  InterruptedError,
  ProtocolError,
  TargetError,
  TransportError,
  UnsupportedError,
} from '../../model/errors.ts';
import type { Event } from '../../output/events.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { GpioChip, type GpioLines } from '../../protocols/linux/gpio.ts';
import { exchangeSpi, setSpiMode, spiModes } from '../../protocols/linux/spidev.ts';
import type { DeviceFile, DeviceFiles } from '../../transports/device-files.ts';
import { parseExtended } from '../extended/parameters.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { lastOf, resetSpecs } from './exit-specs.ts';
import * as say from './spi-messages.ts';
import { parseSpiPort, type SpiPort } from './spi-port.ts';
import { deviceFiles, reasonOf, systemFailure } from './system.ts';

/** Hz, without `-B`. */
const usualClock = 200_000;
/** Times in milliseconds: with RESET high before it falls for the first time, a pulse on it, and until the target can be spoken to. */
const times = { awake: 100, pulse: 1, settle: 20 } as const;
/** How often programming is enabled, with a pulse on RESET in between. */
const enableAttempts = 66;

interface Settings {
  /** Whether the controller works its own chip select line. */
  readonly selects: boolean;
}

/** An SPI controller of this computer (spidev), and a line of a GPIO chip for RESET. */
class LinuxSpi implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #settings: Settings;
  #controller: DeviceFile | undefined;
  #reset: GpioLines | undefined;
  #line = 0;
  #hertz = usualClock;
  #breathe: DeviceFiles['breathe'] = async () => {};

  constructor(context: ProgrammerContext, settings: Settings) {
    this.#context = context;
    this.#settings = settings;
  }

  async open(): Promise<void> {
    const { emit, port, clock, entry } = this.#context;
    const files = await deviceFiles(this.#context, 'an SPI controller');
    this.#breathe = () => files.breathe();
    const named = parseSpiPort(port);
    if (!named) fail(emit, notice(say.portUnknown, undefined), new TransportError(`no port ${port}`));
    this.#line = this.#resetLine(named, entry.pins.reset);
    emit(notice(say.opening, { ...named, line: this.#line }));
    this.#controller = this.#openController(files, named.controller);
    this.#takeReset(files, named.chip);
    await clock.sleep(times.awake);
    this.#setReset(false);
    await clock.sleep(times.settle);
    this.#chooseClock();
  }

  async initialize(): Promise<void> {
    const { emit, part, clock } = this.#context;
    if (part.progModes.includes('TPI'))
      fail(emit, notice(say.noTpi, undefined), new UnsupportedError('linuxspi does not speak TPI'));
    const enable = neededInstruction(this.#context, 'pgm_enable', say.noEnableInstruction);
    for (let attempt = 0; attempt < enableAttempts; attempt++) {
      const answer = await this.command(enable);
      if (answer[2] === enable[1]) return;
      this.#setReset(true);
      await clock.sleep(times.pulse);
      this.#setReset(false);
      await clock.sleep(times.settle);
    }
    fail(
      emit,
      notice(say.notResponding, undefined),
      new TargetError('the target does not enter programming mode', -2),
    );
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    const kept = lastOf(this.#context.exitSpecs, ['reset', 'noreset']);
    try {
      if (kept === undefined) this.#reset?.drive(0, 0);
      else this.#setReset(kept === 'noreset');
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    } finally {
      this.#reset?.close();
      this.#controller?.close();
      this.#reset = undefined;
      this.#controller = undefined;
    }
  }

  async display(): Promise<void> {}

  async chipErase(): Promise<void> {
    const { part, clock } = this.#context;
    await this.command(neededInstruction(this.#context, 'chip_erase', say.noEraseInstruction));
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  async command(instruction: Uint8Array): Promise<Uint8Array> {
    if (!this.#controller) throw new ProtocolError('the SPI controller is not open');
    await this.#breathe();
    try {
      return exchangeSpi(this.#controller, instruction, this.#hertz);
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      const failure = systemFailure(error);
      fail(this.#context.emit, notice(say.messageFailed, { reason: reasonOf(failure) }), this.#said(failure));
    }
  }

  /** What becomes of a failed message: where a byte that fails ends its write, that is told as of any other byte. */
  #said(failure: TransportError): TransportError {
    const { failedByte } = this.#context.behaviour.writing;
    if (failedByte !== 'ends-write') return failure;
    return new TransportError(failure.message, failure.code, { cause: failure });
  }

  #resetLine({ reset }: SpiPort, pin: ProgrammerContext['entry']['pins']['reset']): number {
    if (!reset) return [...(pin?.pins ?? []), ...(pin?.inverted ?? [])][0] ?? 0;
    const { text, line } = reset;
    if (typeof line === 'number') return line;
    fail(
      this.#context.emit,
      notice(say.resetUnclear, { text, reason: line }),
      new TransportError(`no line ${text}`),
    );
  }

  #openController(files: DeviceFiles, path: string): DeviceFile {
    const file = this.#tried(
      () => files.open(path, 'both'),
      (reason) => notice(say.controllerClosed, { file: path, reason }),
    );
    const mode = this.#settings.selects ? spiModes.plain : spiModes.withoutSelect;
    try {
      this.#tried(
        () => setSpiMode(file, mode),
        (reason) => notice(say.modeRefused, { file: path, mode, reason }),
      );
    } catch (error) {
      if (error instanceof TransportError && error.code === 'EINVAL' && !this.#settings.selects)
        this.#context.emit(notice(say.tryWithoutNoCs, undefined));
      file.close();
      throw error;
    }
    return file;
  }

  /** Takes RESET's line, which is high at first. */
  #takeReset(files: DeviceFiles, path: string): void {
    const line = this.#line;
    const chip = this.#tried(
      () => new GpioChip(files, path),
      (reason) => notice(say.chipClosed, { file: path, reason }),
    );
    try {
      this.#reset = this.#tried(
        () => chip.request('avrdude', [{ offset: line, direction: 'output', high: !this.#isInverted }]),
        (reason) => notice(say.lineRefused, { line, reason }),
      );
    } finally {
      chip.close();
    }
  }

  get #isInverted(): boolean {
    const { reset } = this.#context.entry.pins;
    return reset?.inverted.includes(this.#line) ?? false;
  }

  #setReset(high: boolean): void {
    this.#tried(
      () => this.#reset?.set(1, high === this.#isInverted ? 0 : 1),
      (reason) => notice(say.lineFailed, { line: this.#line, reason }),
    );
  }

  #chooseClock(): void {
    const { baudRate, bitClock, emit } = this.#context;
    if (baudRate !== undefined) {
      emit(notice(say.baudRateObsolete, undefined));
      this.#hertz = baudRate;
    } else if (bitClock !== undefined && bitClock !== 0) {
      if (bitClock > 0) this.#hertz = 1 / bitClock;
    } else emit(notice(say.clockDefaulted, undefined));
  }

  /** Calls the system. @throws TransportError after saying so */
  #tried<Result>(use: () => Result, wordsFor: (reason: string) => Event): Result {
    try {
      return use();
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      const failure = systemFailure(error);
      fail(this.#context.emit, wordsFor(reasonOf(failure)), failure);
    }
  }
}

export const linuxspi: ProgrammerType = {
  id: 'linuxspi',
  name: 'linuxspi',
  takesExtended: true,
  exitSpecs: resetSpecs,
  create: (context) =>
    new LinuxSpi(
      context,
      parseExtended<Settings>(context, {
        type: 'linuxspi',
        initial: { selects: false },
        parameters: [{ pattern: /^disable_no_cs$/, apply: () => ({ selects: true }) }],
        help: [['disable_no_cs', 'Do not use the SPI_NO_CS bit for the SPI driver']],
        helpColumn: 14,
      }),
    ),
};
