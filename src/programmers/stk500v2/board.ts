import { unsignedIntOf } from '../../model/c-number.ts';
import { DisconnectedError, ProtocolError, UnsupportedError, UsageError } from '../../model/errors.ts';
import type { PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { sckDuration, sckPeriod } from '../../protocols/stk500v2/avrispmk2-clock.ts';
import { UsbBodies } from '../../protocols/stk500v2/bodies.ts';
import { parameters as parameterCodes } from '../../protocols/stk500v2/commands.ts';
import { SerialFrames } from '../../protocols/stk500v2/frames.ts';
import { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import { type Stk500v2Model, stk500 } from '../../protocols/stk500v2/models.ts';
import { UsbFrames } from '../../protocols/usb/frames.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import {
  type AllControls,
  applyBoardParameters,
  boardControls,
  controlsOf,
} from '../atmel/board-controls.ts';
import { atmelDeeds } from '../atmel/deeds.ts';
import { features } from '../atmel/features.ts';
import { type BoardParameters, noBoardParameters } from '../atmel/parameters.ts';
import { closeAtmelUsb, isUsbPort, openAtmelUsb } from '../atmel/usb-device.ts';
import { openSerialLine, orClose, type SerialLine } from '../line/serial-line.ts';
import type { BoardControls, ProgrammerContext } from '../programmer.ts';
import { isAvrDoperPort, openAvrDoper } from './avrdoper.ts';
import { stk500v2Deeds } from './deeds.ts';
import * as display from './display-messages.ts';
import * as words from './messages.ts';

/** Where the address has to be loaded anew: bytes. */
export const addressBorder = 0x10000;

/** Hertz: the crystal of Atmel's board, of which its clock and SCK are fractions. */
const boardXtal = 7372800;
/** The same of an STK500 made from an Arduino by the ScratchMonkey sketch. */
const scratchMonkeyXtal = 16000000;

/** The AVRISP mkII on the bus (AVR069). */
const mk2 = { productId: 0x2104, endpoints: { out: 0x02, in: 0x82, packetSize: 64, longest: 275 } } as const;
/** How long it may take to answer (ms): as avrdude has it, and to sign on, which takes it no time. */
const mk2Timeouts = { answerTimeout: 10_000, syncTimeout: 2_000 } as const;

/** What Atmel's board with firmware 2.x is, whichever way it programs: connection, display, voltages and clocks (AVR068). */
export abstract class Stk500v2Board {
  /** Those that the entry says it has. */
  readonly controls: BoardControls;
  readonly #allControls: AllControls;
  readonly #syncTimeout: number | undefined;
  readonly #parameters: BoardParameters;
  protected readonly context: ProgrammerContext;
  #connection: { close(): Promise<void>; link: Stk500v2Link } | undefined;
  protected model: Stk500v2Model = stk500;
  /** Whether it is reached over USB, as an AVRISP mkII is. */
  #usb: UsbTransport | undefined;

  /** @param syncTimeout how long it may take to answer its sign-on (ms); undefined: as long as with the release */
  constructor(
    context: ProgrammerContext,
    parameters: BoardParameters = noBoardParameters,
    syncTimeout?: number,
  ) {
    this.context = context;
    this.#syncTimeout = syncTimeout;
    this.#parameters = parameters;
    this.#allControls = boardControls({
      codes: parameterCodes,
      prefix: 'stk500v2',
      xtal: this.#xtal,
      emit: context.emit,
      get: (parameter) => this.link.getParameter(parameter),
      set: (parameter, value) => this.link.adjustParameter(parameter, value),
    });
    this.controls = controlsOf(context, this.#allControls);
  }

  async open(): Promise<void> {
    if (isUsbPort(this.context)) return this.#openUsb();
    const line = isAvrDoperPort(this.context.port)
      ? await openAvrDoper(this.context)
      : await openSerialLine(this.context, { defaultBaudRate: 115200, bytewise: true });
    await orClose(line, async () => {
      const link = this.linkOver(line);
      await link.drain();
      this.model = await link.signOn();
      await link.drain();
      this.connect(line, link);
      await this.applyBitClock();
    });
  }

  async #openUsb(): Promise<void> {
    const { emit, behaviour } = this.context;
    const usb = await openAtmelUsb(this.context, mk2.productId);
    try {
      const frames = new UsbFrames(usb, mk2.endpoints, emit);
      const link = new Stk500v2Link(new UsbBodies(frames, emit), emit, {
        ...mk2Timeouts,
        setsUnreadParameter: behaviour.of(stk500v2Deeds).setsUnreadParameter,
      });
      this.model = await link.signOn();
      this.#usb = usb;
      this.connect({ close: () => closeAtmelUsb(usb, this.context) }, link);
      await this.applyBitClock();
    } catch (error) {
      this.#connection = undefined;
      await closeAtmelUsb(usb, this.context);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#connection = undefined;
  }

  async display(): Promise<void> {
    this.context.emit(notice(display.modelName, { model: this.model.name }));
    const hardware = await this.#parameter(parameterCodes.hardwareVersion);
    const major = await this.#parameter(parameterCodes.softwareMajor);
    const minor = await this.#parameter(parameterCodes.softwareMinor);
    const serial = this.#usb && (this.#usb.info.serial ?? '[unknown]');
    this.context.emit(notice(display.versions, { hardware, serial, major, minor }));
    if (this.model.isBoard) {
      const card = await this.#parameter(parameterCodes.topcardDetect);
      this.context.emit(notice(display.topcard, { card }));
    }
    await this.showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.showSettings(false);
  }

  /** @param seconds per SCK cycle. Of an AVRISP mkII it is one of AVR069's; the board has four fast clocks and a slow one that counts (AVR068, "SCK_DURATION"). */
  async setSckPeriod(seconds: number): Promise<void> {
    if (this.model.sckDuration === 'by-number') return this.#setMk2SckPeriod(seconds);
    const frequency = 1 / seconds;
    const fast = [4, 16, 64, 128].findIndex((divisor, i) =>
      i === 0 ? frequency >= this.#xtal / divisor : frequency > this.#xtal / divisor,
    );
    const slow = unsignedIntOf(Math.ceil(1 / ((24 * frequency) / this.#xtal) - 10 / 12));
    await this.link.adjustParameter(parameterCodes.sckDuration, fast >= 0 ? fast : Math.min(254, slow));
  }

  async #setMk2SckPeriod(seconds: number): Promise<void> {
    const { emit } = this.context;
    const duration = sckDuration(seconds);
    const period = duration === undefined ? undefined : sckPeriod(duration);
    if (duration === undefined || period === undefined)
      fail(emit, notice(words.sckPeriodInvalid, { seconds }), new UsageError(`SCK period of ${seconds} s`));
    emit(notice(words.sckPeriodUsed, { microseconds: period * 1e6, duration }));
    await this.link.adjustParameter(parameterCodes.sckDuration, duration);
  }

  async getSckPeriod(): Promise<number> {
    const duration = await this.link.getParameter(parameterCodes.sckDuration);
    if (this.model.sckDuration === 'by-number') return sckPeriod(duration) ?? 0;
    return sckMicroseconds(duration, this.#xtal) / 1e6;
  }

  /** Does what `-x` asks for before the target is brought into programming mode. */
  protected applyParameters(): Promise<void> {
    return applyBoardParameters(this.#allControls, this.#parameters, this.context.emit);
  }

  /** Hertz. */
  get #xtal(): number {
    return this.#parameters.xtal ?? (this.context.id === 'scratchmonkey' ? scratchMonkeyXtal : boardXtal);
  }

  protected get link(): Stk500v2Link {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection.link;
  }

  /** @param leastSyncTimeout how long each sign-on is waited for at least (ms) */
  protected linkOver(line: SerialLine, leastSyncTimeout = 0): Stk500v2Link {
    const { emit, behaviour } = this.context;
    return new Stk500v2Link(new SerialFrames(line, emit), emit, {
      syncTimeout: this.#syncTimeout ?? Math.max(leastSyncTimeout, behaviour.of(stk500v2Deeds).syncTimeout),
      setsUnreadParameter: behaviour.of(stk500v2Deeds).setsUnreadParameter,
    });
  }

  protected connect(channel: { close(): Promise<void> }, link: Stk500v2Link): void {
    this.#connection = { close: () => channel.close(), link };
  }

  /** Says a farewell again that failed, if there is anybody to say it to. */
  protected async insist(farewell: Uint8Array, after: unknown): Promise<void> {
    await this.#connection?.link.insist(farewell, after);
  }

  /** Goes on without a result, as avrdude does where it does not look at it; a lost line is still an error. */
  protected async tolerant<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof DisconnectedError) throw error;
      return undefined;
    }
  }

  /** Which memory a page command means. @throws UnsupportedError for those that have none */
  protected pageMemory(memory: Memory): 'flash' | 'eeprom' {
    if (memory.name === 'flash' || memory.name === 'eeprom') return memory.name;
    throw new UnsupportedError(`${memory.name} is not read or written by pages`);
  }

  /**
   * Makes the programmer's address that of a range. It moves on by itself, but says an extended address to the target only
   * when it is loaded, so that it is loaded at each 64 KiB, too.
   * @param next where the range before ended, if there was one
   */
  protected async reach(memory: Memory, range: PageRange, next: number | undefined): Promise<void> {
    if (range.address === next && range.address % addressBorder !== 0) return;
    await this.link.loadAddress(this.wireAddress(memory, range.address));
  }

  /** An address as it is loaded. */
  protected wireAddress(memory: Memory, address: number): number {
    const shift = memory.name === 'flash' ? 1 : 0;
    const extended = memory.name === 'flash' && memory.opcodes.load_ext_addr ? 0x80000000 : 0;
    return extended + (address >>> shift);
  }

  protected async applyBitClock(): Promise<void> {
    const { bitClock, entry, emit } = this.context;
    if (bitClock === undefined) return;
    if (!(entry.extraFeatures & features.bitClock)) emit(notice(words.bitClockUnexpected));
    await this.setSckPeriod(bitClock);
  }

  /** A parameter, 0 if the programmer does not give it. */
  async #parameter(parameter: number): Promise<number> {
    return (await this.tolerant(this.link.getParameter(parameter))) ?? 0;
  }

  /** Tenths of a volt. */
  protected readTargetVoltage(): Promise<number> {
    return this.#parameter(parameterCodes.vTarget);
  }

  protected async showSettings(margin: boolean): Promise<void> {
    const { behaviour, entry, emit } = this.context;
    const chosen = behaviour.of(atmelDeeds).shownParameters === 'by-feature';
    const asked = (feature: number) => !chosen || (entry.extraFeatures & feature) !== 0;
    const { isBoard, showsSck } = this.model;
    const vTarget = asked(features.vtargRead) ? await this.readTargetVoltage() : undefined;
    const isMk2 = this.model.sckDuration === 'by-number';
    if (vTarget !== undefined) emit(notice(display.targetVoltage, { margin, vTarget }));
    const held: Partial<display.Settings>[] = [];
    // Since 8.0 each is shown before the next is asked for.
    const show = (settings: Partial<display.Settings>): void => {
      if (chosen) emit(notice(display.settings, { margin, ...settings }));
      else held.push(settings);
    };
    const sck = async (): Promise<void> => {
      const duration = showsSck ? await this.#parameter(parameterCodes.sckDuration) : 0;
      const mk2Period = isMk2 ? (sckPeriod(duration) ?? 0) * 1e6 : undefined;
      const period = mk2Period ?? (isBoard ? sckMicroseconds(duration, this.#xtal) : 0.05);
      show({ sck: { period, fine: isMk2 } });
    };
    if (!chosen) await sck();
    if (isBoard && asked(features.varef)) show({ vAdjust: await this.#parameter(parameterCodes.vAdjust) });
    if (isBoard && asked(features.fosc)) {
      if (chosen) emit(notice(display.oscillatorLabel, { margin }));
      const prescale = await this.#parameter(parameterCodes.oscillatorPrescale);
      const compareMatch = await this.#parameter(parameterCodes.oscillatorCompareMatch);
      show({ oscillator: { prescale, compareMatch, xtal: this.#xtal } });
    }
    if (chosen) await sck();
    if (isBoard) show({ xtal: this.#xtal });
    if (held.length > 0) emit(notice(display.settings, Object.assign({ margin }, ...held)));
  }
}

/** Microseconds per SCK cycle for a value of SCK_DURATION. */
function sckMicroseconds(duration: number, xtal: number): number {
  const divisor = [4, 16, 64, 128][duration];
  return ((divisor ?? 24 * (duration + 10 / 12)) / xtal) * 1e6;
}
