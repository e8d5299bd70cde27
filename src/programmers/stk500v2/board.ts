import { DisconnectedError, ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { UsbBodies } from '../../protocols/stk500v2/bodies.ts';
import { parameters as parameterCodes } from '../../protocols/stk500v2/commands.ts';
import { SerialFrames } from '../../protocols/stk500v2/frames.ts';
import { Stk500v2Link } from '../../protocols/stk500v2/link.ts';
import { type Stk500v2Model, stk500 } from '../../protocols/stk500v2/models.ts';
import * as trace from '../../protocols/stk500v2/trace-messages.ts';
import { UsbFrames } from '../../protocols/usb/frames.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { type AllControls, applyBoardParameters, controlsOf } from '../atmel/board-controls.ts';
import { features } from '../atmel/features.ts';
import { type BoardParameters, noBoardParameters } from '../atmel/parameters.ts';
import { closeAtmelUsb, isUsbPort, openAtmelUsb } from '../atmel/usb-device.ts';
import { openSerialLine, orClose, type SerialLine, shownFrom } from '../line/serial-line.ts';
import type { BoardControls, ProgrammerContext } from '../programmer.ts';
import { isAvrDoperPort, openAvrDoper } from './avrdoper.ts';
import { type Clocked, getSckPeriod, setSckPeriod } from './bit-clock.ts';
import { stk500v2Deeds } from './deeds.ts';
import { showSettings, showVersions } from './display.ts';
import { type BoardKind, stk500Kind } from './kinds.ts';
import * as words from './messages.ts';

/** Where the address has to be loaded anew: bytes. */
export const addressBorder = 0x10000;

/** Hertz: the crystal of Atmel's board, of which its clock and SCK are fractions. */
const boardXtal = 7372800;
/** The same of an STK500 made from an Arduino by the ScratchMonkey sketch. */
const scratchMonkeyXtal = 16000000;

/** How long it may take to answer (ms): as avrdude has it, and to sign on, which takes it no time. */
const mk2Timeouts = { answerTimeout: 10_000, syncTimeout: 2_000 } as const;

/** How a programmer is made; what is not given is as with an STK500 that nothing was asked of. */
export interface Stk500v2Options {
  readonly parameters?: BoardParameters;
  /** How long it may take to answer its sign-on (ms); undefined: as long as with the release. */
  readonly syncTimeout?: number;
  readonly kind?: BoardKind;
  /** Opens the programmer whose messages its commands travel in. */
  readonly carrier?: (context: ProgrammerContext) => Promise<Stk500v2Carrier>;
}

/** Another programmer that takes these commands, in messages of its own, and behaves like a model of these. */
export interface Stk500v2Carrier {
  readonly link: Stk500v2Link;
  readonly model: Stk500v2Model;
  /** Signs on. @throws TransportError, ProtocolError after saying why */
  begin(): Promise<void>;
  close(): Promise<void>;
  /** Tenths of a volt, 0 if it is not given. */
  readTargetVoltage(): Promise<number>;
}

/** What Atmel's board with firmware 2.x is, whichever way it programs: connection, display, voltages and clocks (AVR068). */
export abstract class Stk500v2Board {
  /** Those that the entry says it has. */
  readonly controls: BoardControls;
  readonly #allControls: AllControls;
  readonly #syncTimeout: number | undefined;
  readonly #parameters: BoardParameters;
  readonly #kind: BoardKind;
  readonly #openCarrier: Stk500v2Options['carrier'];
  #carrier: Stk500v2Carrier | undefined;
  /** Whether the target has been brought into programming mode. */
  #hasEntered = false;
  protected readonly context: ProgrammerContext;
  #connection: { close(): Promise<void>; link: Stk500v2Link } | undefined;
  protected model: Stk500v2Model = stk500;
  /** Whether it is reached over USB, as an AVRISP mkII is. */
  #usb: UsbTransport | undefined;

  constructor(context: ProgrammerContext, options: Stk500v2Options = {}) {
    const { parameters = noBoardParameters, syncTimeout, kind = stk500Kind, carrier } = options;
    this.context = context;
    this.#syncTimeout = syncTimeout;
    this.#parameters = parameters;
    this.#kind = kind;
    this.#openCarrier = carrier;
    this.#allControls = kind.controls({
      xtal: this.#xtal,
      emit: context.emit,
      link: () => this.link,
      outside: (work) => this.#outside(work),
    });
    this.controls = controlsOf(context, this.#allControls);
  }

  async open(): Promise<void> {
    if (this.#openCarrier) return this.#openBy(this.#openCarrier);
    this.context.emit(notice(trace.opening, { board: this.#kind.name }));
    if (isUsbPort(this.context)) return this.#openUsb();
    const line = isAvrDoperPort(this.context.port)
      ? await openAvrDoper(this.context)
      : await openSerialLine(this.context, { defaultBaudRate: 115200, bytewise: true });
    await orClose(line, async () => {
      const link = this.linkOver(line);
      await link.drain();
      this.model = await link.signOn();
      await link.drain();
      this.connect({ close: () => this.#hangUp(() => line.close()) }, link);
      await this.applyBitClock();
    });
  }

  async #openBy(open: NonNullable<Stk500v2Options['carrier']>): Promise<void> {
    const carrier = await open(this.context);
    this.#carrier = carrier;
    this.model = carrier.model;
    this.connect(carrier, carrier.link);
    await carrier.begin();
    await this.applyBitClock();
  }

  async #openUsb(): Promise<void> {
    const { emit, behaviour } = this.context;
    const usb = await openAtmelUsb(this.context, this.#kind.usb.productId);
    try {
      const frames = new UsbFrames(usb, this.#kind.usb.endpoints, emit);
      const link = new Stk500v2Link(new UsbBodies(frames, emit), emit, {
        ...mk2Timeouts,
        setsUnreadParameter: behaviour.of(stk500v2Deeds).setsUnreadParameter,
      });
      this.model = await link.signOn();
      this.#usb = usb;
      this.connect({ close: () => this.#hangUp(() => closeAtmelUsb(usb, this.context)) }, link);
      await this.applyBitClock();
    } catch (error) {
      this.#connection = undefined;
      await closeAtmelUsb(usb, this.context);
      throw error;
    }
  }

  #hangUp(close: () => Promise<void>): Promise<void> {
    this.context.emit(notice(trace.closing));
    return close();
  }

  async close(): Promise<void> {
    await this.#connection?.close();
    this.#connection = undefined;
  }

  /** What carries the commands says nothing of itself. */
  async display(): Promise<void> {
    if (this.#carrier) return this.showSettings(true);
    const serial =
      this.#usb && this.model.kind !== 'stk600' ? (this.#usb.info.serial ?? '[unknown]') : undefined;
    await showVersions(this.link, this.model, serial, this.context.emit);
    await this.showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.showSettings(false);
  }

  /** @param seconds per SCK cycle */
  setSckPeriod(seconds: number): Promise<void> {
    return setSckPeriod(this.#clocked, seconds, this.context.emit);
  }

  getSckPeriod(): Promise<number> {
    return getSckPeriod(this.#clocked);
  }

  get #clocked(): Clocked {
    return { link: this.link, model: this.model, xtal: this.#xtal };
  }

  abstract disable(): Promise<void>;

  /** Brings the target into programming mode. */
  protected abstract enterProgrammingMode(): Promise<void>;

  protected async enter(): Promise<void> {
    this.#hasEntered = true;
    await this.enterProgrammingMode();
  }

  /** Does something that can be done only while the target is not in programming mode. */
  async #outside(work: () => Promise<void>): Promise<void> {
    if (!this.#hasEntered) return work();
    await this.disable();
    await work();
    await this.tolerant(this.enterProgrammingMode());
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
    return new Stk500v2Link(new SerialFrames(line, emit, this.context.verbosity >= 5), emit, {
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

  /** Whether exchanges are shown, and are the release's own, which moves each page by itself. */
  protected get stepwise(): boolean {
    return this.context.verbosity >= shownFrom;
  }

  /** Says which pages a call of avrdude's would move. */
  protected tracePages(
    operation: trace.PagesMoved['operation'],
    way: trace.PagesMoved['way'],
    memory: Memory,
    run: readonly PageRange[],
  ): void {
    const address = run[0]?.address ?? 0;
    const length = run.reduce((sum, page) => sum + page.length, 0);
    const { name, pageSize } = memory;
    this.context.emit(notice(trace.movingPages, { operation, way, memory: name, pageSize, address, length }));
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

  /** Tenths of a volt, 0 if the programmer does not give it. */
  async #readTargetVoltage(): Promise<number> {
    if (this.#carrier) return this.#carrier.readTargetVoltage();
    return (await this.tolerant(this.link.getParameter(parameterCodes.vTarget))) ?? 0;
  }

  protected showSettings(margin: boolean): Promise<void> {
    return showSettings(this.#clocked, this.context, margin, () => this.#readTargetVoltage());
  }
}
