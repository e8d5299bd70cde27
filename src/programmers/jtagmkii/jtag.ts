import { ProtocolError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { JtagMkiiLink } from '../../protocols/jtagmkii/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { features } from '../atmel/features.ts';
import type { Programmer, ProgrammerContext } from '../programmer.ts';
import { type JtagMkiiConnecting, JtagMkiiConnection } from './connection.ts';
import { jtagMkiiDeeds } from './deeds.ts';
import { encodeDeviceDescriptor } from './device.ts';
import { showSettings, showVersions } from './display.ts';
import { classicMap, type JtagMemoryMap } from './memory.ts';
import { JtagMemoryAccess } from './memory-access.ts';
import * as words from './messages.ts';
import { type JtagParameters, parseJtagParameters } from './parameters.ts';
import { JtagProgrammingMode } from './programming-mode.ts';

/** The fuse that lets the debugger in, without which EEPROM and flash cannot be written outside programming mode. */
const ocdEnable = 0x80;

/** What there is as long as the line is open. */
interface Target {
  readonly connection: JtagMkiiConnection;
  readonly mode: JtagProgrammingMode;
  readonly access: JtagMemoryAccess;
}

/** A JTAGICE mkII, or an AVR Dragon, that programs classic parts over JTAG (AVR067). */
export class JtagMkii implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: JtagParameters;
  readonly #isDragon: boolean;
  readonly #map: JtagMemoryMap;
  #opened: Target | undefined;

  /** @param map where the part has its memories, if it is not a classic one */
  constructor(
    context: ProgrammerContext,
    isDragon: boolean,
    parameters = parseJtagParameters(context),
    map: JtagMemoryMap = classicMap(context.behaviour.of(jtagMkiiDeeds)),
  ) {
    this.#context = context;
    this.#parameters = parameters;
    this.#isDragon = isDragon;
    this.#map = map;
  }

  /** @throws as JtagMkiiConnection.open and begin */
  async open(): Promise<void> {
    const { connecting } = this;
    const connection = await JtagMkiiConnection.open(this.#context, connecting);
    const mode = new JtagProgrammingMode(connection.link, this.#context.emit, this.hasProgrammingMode);
    const access = new JtagMemoryAccess(this.#context, connection, mode, this.#map);
    this.#opened = { connection, mode, access };
    await connection.begin(this.#context, connecting);
  }

  async close(): Promise<void> {
    const { emit, behaviour } = this.#context;
    const restarts = this.hasProgrammingMode && behaviour.of(jtagMkiiDeeds).restartsTarget;
    const opened = this.#opened;
    this.#opened = undefined;
    if (!opened) return;
    emit(notice(words.closing));
    await opened.connection.close(restarts);
  }

  /** Sets rate, clock and scan chain, describes the part, stops the target and looks at it. @throws ProtocolError */
  async initialize(): Promise<void> {
    this.checkPart();
    await this.#setRate();
    await this.setClock();
    await this.setChain();
    await tolerant(this.describeDevice());
    this.access.forget();
    await this.resetTarget();
    await this.meetTarget();
  }

  /** How it is reached. */
  protected get connecting(): JtagMkiiConnecting {
    return {
      operation: this.#isDragon ? 'open-dragon' : 'open',
      mode: ice.emulatorModes.jtag,
      isDragon: this.#isDragon,
    };
  }

  /** @throws ProtocolError if the part cannot be programmed this way, after saying so */
  protected checkPart(): void {
    const { part, emit } = this.#context;
    const { progModes } = part;
    const jtag = (['JTAG', 'JTAGmkI', 'XMEGAJTAG', 'AVR32JTAG'] as const).some((m) => progModes.includes(m));
    if (!jtag)
      fail(
        emit,
        notice(words.noInterface, { part: part.desc, name: 'JTAG' }),
        new ProtocolError(`${part.desc} has no JTAG interface`),
      );
  }

  /** Signs on for another mode than the one that it was opened in. @throws as signOn and stopTarget */
  protected async signOnAgain(mode: number): Promise<void> {
    await this.#target.connection.signOnFor(this.#context, { ...this.connecting, mode });
  }

  /** @throws as `request` */
  protected async resetTarget(): Promise<void> {
    await this.link.reset(ice.lowLevelReset);
  }

  /** What is looked at before the target is said to be ready. */
  protected async meetTarget(): Promise<void> {
    const ocd = this.#checkOcd();
    await (this.#context.behaviour.of(jtagMkiiDeeds).needsOcdFuse ? ocd : tolerant(ocd));
  }

  /** Lets the target run; never throws. */
  async disable(): Promise<void> {
    try {
      await this.#opened?.mode.leave();
    } catch {
      // What there is to say has been said; the line is closed next.
    }
  }

  async display(): Promise<void> {
    const shown = await showVersions(this.#target.connection, this.#context.emit);
    if (shown) await this.#showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.#showSettings(false);
  }

  /** Erases the chip and initializes the target again. @throws ProtocolError if it is not erased */
  async chipErase(): Promise<void> {
    await this.link.request({ operation: 'erase-chip' }, ice.encodeCommand(ice.commands.chipErase));
    await tolerant(this.initialize());
  }

  /** @param seconds per cycle of the JTAG clock. @throws ProtocolError */
  async setSckPeriod(seconds: number): Promise<void> {
    await this.link.setParameter(ice.parameters.jtagClock, Uint8Array.of(ice.encodeJtagClock(seconds)));
  }

  /** @returns seconds per cycle of the JTAG clock. @throws ProtocolError, after saying so */
  async getSckPeriod(): Promise<number> {
    try {
      const value = await this.link.getParameter(ice.parameters.jtagClock);
      return 1 / ice.decodeJtagClock(value.getUint8(0));
    } catch (error) {
      if (error instanceof ProtocolError) this.#context.emit(notice(words.clockNotRead));
      throw error;
    }
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    return this.access.readByte(memory, address);
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    return this.access.writeByte(memory, address, value);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return this.access.pagedRead(memory, run, onPage);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return this.access.pagedWrite(memory, run, onPage);
  }

  /** Major version of the firmware that reaches the target. */
  protected get firmware(): number {
    return this.#target.connection.signOn.slave.firmwareMajor;
  }

  /** Whether there is a clock to show. */
  protected get hasJtagClock(): boolean {
    return true;
  }

  /** Whether the target has to be brought into a mode of its own for its memories to be reached. */
  protected get hasProgrammingMode(): boolean {
    return true;
  }

  /** @throws ProtocolError where the line is not open */
  protected get link(): JtagMkiiLink {
    return this.#target.connection.link;
  }

  /** @throws ProtocolError where the line is not open */
  protected get mode(): JtagProgrammingMode {
    return this.#target.mode;
  }

  /** @throws ProtocolError where the line is not open */
  protected get access(): JtagMemoryAccess {
    return this.#target.access;
  }

  get #target(): Target {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }

  async #setRate(): Promise<void> {
    const { baudRate: rate, emit } = this.#context;
    const { connection } = this.#target;
    if (!rate || rate === ice.defaultBaudRate || connection.rate === undefined) return;
    const value = ice.encodeBaudRate(rate);
    if (value === undefined) {
      emit(notice(words.rateUnsupported, { rate }));
      return;
    }
    emit(notice(words.tryingRate, { rate }));
    await tolerant(connection.setRate(rate, value));
  }

  /** Sets the JTAG clock to `-B`. @throws ProtocolError */
  protected async setClock(): Promise<void> {
    const { bitClock, entry, emit } = this.#context;
    if (bitClock === undefined) return;
    if (!(entry.extraFeatures & features.bitClock)) emit(notice(words.bitClockUnexpected));
    emit(notice(words.tryingClock, { seconds: bitClock }));
    await this.setSckPeriod(bitClock);
  }

  /** Tells where in the scan chain the target is. @throws ProtocolError, after saying so */
  protected async setChain(): Promise<void> {
    try {
      await this.link.establishParameter(ice.parameters.daisyChain, this.#parameters.chain);
    } catch (error) {
      if (error instanceof ProtocolError) this.#context.emit(notice(words.chainNotSet));
      throw error;
    }
  }

  /** Tells what the part is. @throws as `request` */
  protected async describeDevice(): Promise<void> {
    const { slave } = this.#target.connection.signOn;
    const length = ice.descriptorLength(slave, this.#isDragon);
    await this.link.establish(
      { operation: 'describe-device' },
      encodeDeviceDescriptor(this.#context.part, length),
    );
  }

  async #checkOcd(): Promise<void> {
    const fuse = await this.access.readHighFuse();
    if (fuse & ocdEnable) this.#context.emit(notice(words.noOcd));
  }

  async #showSettings(margin: boolean): Promise<void> {
    await showSettings(this.link, this.#context, { jtagClock: this.hasJtagClock, margin });
  }
}
