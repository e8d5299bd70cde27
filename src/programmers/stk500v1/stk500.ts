import { intOf } from '../../model/c-number.ts';
import { DisconnectedError, ProtocolError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import type { MessageDefinition } from '../../output/words.ts';
import { parameters as codes } from '../../protocols/stk500v1/commands.ts';
import { Stk500v1Link } from '../../protocols/stk500v1/link.ts';
import {
  type AllControls,
  applyBoardParameters,
  boardControls,
  controlsOf,
} from '../atmel/board-controls.ts';
import { atmelDeeds } from '../atmel/deeds.ts';
import { features } from '../atmel/features.ts';
import { parseStk500, type Stk500Parameters } from '../atmel/parameters.ts';
import { neededInstruction } from '../isp/needed-instruction.ts';
import { bitClockIgnored, fixedClockHint } from '../line/bit-clock-messages.ts';
import { openSerialLine, type SerialLine, stillnessOf } from '../line/serial-line.ts';
import type { BoardControls, Erasure, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { stk500v1Deeds } from './deeds.ts';
import { describeDevice, describeDeviceExt } from './device.ts';
import * as words from './messages.ts';
import { Stk500Pages } from './pages.ts';
import { tolerant } from './tolerant.ts';

/** Hertz: the crystal of Atmel's board, of which its clock and SCK are fractions. */
const boardXtal = 7372800;
/** The same of an STK500 made from an Arduino Nano. */
const nanoXtal = 16000000;

/** Atmel's STK500 with firmware 1.x, and what speaks its language (AVR061): the AVRISP, the ArduinoISP sketch. */
export class Stk500 implements Programmer {
  /** Those that the entry says it has. */
  readonly controls: BoardControls;
  readonly #allControls: AllControls;
  protected readonly context: ProgrammerContext;
  protected readonly parameters: Stk500Parameters;
  #connection: { line: SerialLine; link: Stk500v1Link } | undefined;
  readonly #pages: Stk500Pages;
  #eraseAnswered = false;

  constructor(context: ProgrammerContext, parameters: Stk500Parameters) {
    this.context = context;
    this.parameters = parameters;
    this.#allControls = boardControls({
      codes,
      prefix: 'stk500',
      xtal: this.#xtal,
      emit: context.emit,
      get: (parameter) => this.link.getParameter(parameter),
      set: (parameter, value) => this.link.setParameter(parameter, value),
    });
    this.controls = controlsOf(context, this.#allControls);
    this.#pages = new Stk500Pages(context.part, () => this.link, this.isBootLoader);
  }

  async open(): Promise<void> {
    const line = await openSerialLine(this.context, { defaultBaudRate: 115200 });
    const { attempts } = this.parameters;
    const link = new Stk500v1Link(line, this.context.emit, {
      joinsAddress: true,
      still: stillnessOf(this.context, line),
      ...(attempts !== undefined && { attempts }),
    });
    await this.greet(line, link);
    await this.#applyBitClock();
  }

  /** Takes over an open line and finds the programmer on it. @param least how long it is left alone before (ms) */
  protected async greet(line: SerialLine, link: Stk500v1Link, least?: number): Promise<void> {
    this.attach(line, link);
    await link.settle(least);
    await link.getSync();
  }

  /** Takes over an open line on which the programmer has been found. */
  protected attach(line: SerialLine, link: Stk500v1Link): void {
    this.#connection = { line, link };
  }

  /** Sets SCK by `-B`. A programmer that does not take it is one without an adjustable clock. @throws ProtocolError if it is lost */
  async #applyBitClock(): Promise<void> {
    const { bitClock, entry, emit, id, behaviour } = this.context;
    if (bitClock === undefined) return;
    if (behaviour.of(stk500v1Deeds).setsBitClock && entry.extraFeatures & features.bitClock) {
      if (await this.link.offerParameter(codes.sckDuration, this.#sckDuration(bitClock))) return;
      if (!(await this.link.foundAgain())) throw new ProtocolError('programmer is lost after -B');
    }
    emit(notice(bitClockIgnored, { id, by: 'stk500' }));
    emit({ kind: 'hint', name: 'stk500v1/clock-fixed', text: fixedClockHint });
  }

  async initialize(): Promise<void> {
    const { part, emit } = this.context;
    const version = await this.#firmwareVersion();
    await this.link.setDevice(describeDevice(part));
    const extension = describeDeviceExt(part, version);
    if (extension) {
      if (extension.dummySignals) emit(notice(words.pagelUndefined, { part: part.desc }));
      try {
        await this.link.setDeviceExt(extension.parameters);
      } catch (error) {
        emit(notice(words.initialisationFailed));
        throw error;
      }
    }
    await applyBoardParameters(this.#allControls, this.parameters, emit);
    await this.link.enterProgMode();
  }

  async disable(): Promise<void> {
    try {
      await this.#connection?.link.leaveProgMode();
    } catch {
      // What there is to say has been said; the line is closed next.
    }
  }

  async close(): Promise<void> {
    await this.#connection?.line.close();
    this.#connection = undefined;
  }

  async display(): Promise<void> {
    const hardware = await this.#parameter(codes.hardwareVersion);
    const major = await this.#parameter(codes.softwareMajor);
    const minor = await this.#parameter(codes.softwareMinor);
    const topcard = await this.#parameter(codes.topcardDetect);
    this.context.emit(notice(words.versions, { hardware, major, minor, topcard }));
    await this.#showParameters(true);
  }

  printParameters(): Promise<void> {
    return this.#showParameters(false);
  }

  async chipErase(): Promise<void> {
    const { part, clock } = this.context;
    const erase = neededInstruction(this.context, 'chip_erase', words.noEraseInstruction);
    this.#eraseAnswered = (await tolerant(this.command(erase))) !== undefined;
    await clock.sleep(part.chipEraseDelay / 1000);
    await this.initialize();
  }

  /** ATmegaBOOT answers everything that an STK500 does: the erase with success, and does nothing. */
  erasure(): Erasure {
    return this.#eraseAnswered && !this.isBootLoader ? 'may-blank' : 'unknown';
  }

  command(instruction: Uint8Array): Promise<Uint8Array> {
    return this.link.universal(instruction);
  }

  pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return this.#pages.read(memory, run, onPage);
  }

  pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return this.#pages.write(memory, run, onPage);
  }

  /** @param seconds per SCK cycle; the board counts it in eighths of its crystal's frequency */
  async setSckPeriod(seconds: number): Promise<void> {
    const setting = this.link.setParameter(codes.sckDuration, this.#sckDuration(seconds));
    await this.#explained(setting, words.sckDurationNotSet);
  }

  #sckDuration(seconds: number): number {
    const shortest = 8 / this.#xtal;
    const duration = intOf(seconds / shortest + 0.5);
    const possible = seconds < shortest ? 1 : seconds > 255 * shortest ? 255 : duration & 0xff;
    if (seconds < shortest || seconds > 255 * shortest) {
      const how = seconds < shortest ? 'small' : 'large';
      this.context.emit(notice(words.sckPeriodLimited, { how, asked: seconds, used: possible * shortest }));
    }
    return possible;
  }

  async getSckPeriod(): Promise<number> {
    const asking = this.link.getParameter(codes.sckDuration);
    return ((await this.#explained(asking, words.sckDurationNotRead)) * 8) / this.#xtal;
  }

  protected get link(): Stk500v1Link {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection.link;
  }

  /** Hertz: the crystal of which the board's clock and SCK are fractions. */
  get #xtal(): number {
    return this.parameters.xtal ?? (this.context.id === 'nanoSTK' ? nanoXtal : boardXtal);
  }

  protected get line(): SerialLine | undefined {
    return this.#connection?.line;
  }

  /** Whether this is a boot loader, which works on the chip it runs on. */
  protected get isBootLoader(): boolean {
    return false;
  }

  async #firmwareVersion(): Promise<{ major: number; minor: number }> {
    const { behaviour, emit } = this.context;
    if (!behaviour.of(stk500v1Deeds).needsFirmwareVersion)
      return {
        major: await this.#parameter(codes.softwareMajor),
        minor: await this.#parameter(codes.softwareMinor),
      };
    try {
      return {
        major: await this.link.getParameter(codes.softwareMajor),
        minor: await this.link.getParameter(codes.softwareMinor),
      };
    } catch (error) {
      emit(notice(words.noFirmwareVersion));
      throw error;
    }
  }

  /** A parameter, 0 if the programmer does not give it. */
  async #parameter(parameter: number): Promise<number> {
    return (await tolerant(this.link.getParameter(parameter))) ?? 0;
  }

  /** Lets one more thing be said where something fails. A line that is gone has been spoken of. */
  async #explained<T>(work: Promise<T>, message: MessageDefinition<void>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof DisconnectedError)) this.context.emit(notice(message));
      throw error;
    }
  }

  async #showParameters(margin: boolean): Promise<void> {
    const { behaviour, entry, emit } = this.context;
    const which = behaviour.of(atmelDeeds).shownParameters;
    if (margin && which !== 'all' && this.isBootLoader) return;
    const asked = (feature: number) => which !== 'by-feature' || (entry.extraFeatures & feature) !== 0;
    const shown: Partial<words.StkParameters>[] = [];
    // Since 8.0 each is shown before the next is asked for.
    const show = (parameters: Partial<words.StkParameters>): void => {
      if (which === 'by-feature') emit(notice(words.parameters, { margin, xtal: this.#xtal, ...parameters }));
      else shown.push(parameters);
    };
    if (asked(features.vtargRead)) show({ vTarget: await this.#parameter(codes.vTarget) });
    if (asked(features.varef)) show({ vAdjust: await this.#parameter(codes.vAdjust) });
    if (asked(features.fosc)) {
      const prescale = await this.#parameter(codes.oscillatorPrescale);
      const compareMatch = await this.#parameter(codes.oscillatorCompareMatch);
      show({ oscillator: { prescale, compareMatch } });
    }
    show({ sckDuration: await this.#parameter(codes.sckDuration) });
    if (shown.length > 0)
      emit(notice(words.parameters, Object.assign({ margin, xtal: this.#xtal }, ...shown)));
  }
}

export const stk500: ProgrammerType = {
  id: 'stk500',
  name: 'STK500',
  takesExtended: true,
  create: (context) => new Stk500(context, parseStk500(context, 'stk500')),
};
