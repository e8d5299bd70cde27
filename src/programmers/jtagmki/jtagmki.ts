import { DisconnectedError, ProtocolError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmki/commands.ts';
import { IceRefusedError, type JtagMkiLink } from '../../protocols/jtagmki/link.ts';
import { tolerant } from '../../protocols/jtagmkii/tolerant.ts';
import { atmelDeeds } from '../atmel/deeds.ts';
import { features } from '../atmel/features.ts';
import type { BoardControls, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { IceConnection } from './connection.ts';
import { jtagMkiDeeds } from './deeds.ts';
import { IceMemoryAccess } from './memory-access.ts';
import * as words from './messages.ts';
import { IceTarget } from './programming-mode.ts';

/** The fuse that lets the debugger in, without which EEPROM cannot be written by single bytes. */
const ocdEnable = 0x80;

/** What there is as long as the line is open. */
interface Opened {
  readonly connection: IceConnection;
  readonly target: IceTarget;
  readonly access: IceMemoryAccess;
}

/** The first JTAGICE of Atmel, and its many clones, on a serial port. */
class JtagMki implements Programmer {
  readonly #context: ProgrammerContext;
  readonly controls: BoardControls;
  #opened: Opened | undefined;

  constructor(context: ProgrammerContext) {
    this.#context = context;
    const { entry, behaviour } = context;
    const tells = behaviour.of(jtagMkiDeeds).tellsSettings && entry.extraFeatures & features.vtargRead;
    this.controls = tells ? { getVtarget: () => this.#getVtarget() } : {};
  }

  /** @throws TransportError, ProtocolError after saying why */
  async open(): Promise<void> {
    const connection = await IceConnection.open(this.#context);
    const target = new IceTarget(connection.link);
    this.#opened = {
      connection,
      target,
      access: new IceMemoryAccess(this.#context, connection.link, target),
    };
  }

  /** Sets rate and clock, describes the part, stops the target and looks at it. @throws ProtocolError */
  async initialize(): Promise<void> {
    this.#checkPart();
    const { connection, target, access } = this.#now;
    const { link } = connection;
    await link.drain();
    await connection.setRate();
    await this.#setClock();
    await unlessRefused(target.stop());
    await this.#describeDevice(link);
    access.forget();
    await link.request({ operation: 'reset' }, ice.encodeCommand(ice.commands.reset));
    await this.#checkOcd();
  }

  /** Lets the target run; never throws. */
  async disable(): Promise<void> {
    await this.#opened?.target.release();
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await opened?.target.release();
    try {
      await opened?.connection.close();
    } catch (error) {
      if (!(error instanceof DisconnectedError)) throw error;
    }
  }

  async display(): Promise<void> {
    const { link } = this.#now.connection;
    const shown = await tolerant(
      (async () => ({
        hardware: await link.getParameter(ice.parameters.hardwareVersion),
        firmware: await link.getParameter(ice.parameters.firmwareVersion),
      }))(),
    );
    if (!shown) return;
    this.#context.emit(notice(words.versions, shown));
    await tolerant(this.#showSettings(true));
  }

  async printParameters(): Promise<void> {
    await tolerant(this.#showSettings(false));
  }

  /** Erases the chip and initializes the target again. @throws ProtocolError if it is not erased */
  async chipErase(): Promise<void> {
    const { link } = this.#now.connection;
    await link.request({ operation: 'erase-chip' }, ice.encodeCommand(ice.commands.chipErase));
    await tolerant(this.initialize());
  }

  /** @param seconds per cycle of the JTAG clock. @throws ProtocolError */
  async setSckPeriod(seconds: number): Promise<void> {
    const value = ice.encodeJtagClock(seconds);
    await this.#now.connection.link.setParameter(ice.parameters.jtagClock, value);
  }

  /** @returns seconds per cycle of the JTAG clock. @throws ProtocolError, after saying so */
  async getSckPeriod(): Promise<number> {
    const value = await this.#now.connection.link.getParameter(ice.parameters.jtagClock);
    const hertz = ice.decodeJtagClock(value);
    if (hertz !== undefined) return 1 / hertz;
    fail(
      this.#context.emit,
      notice(words.clockUnknown, { value }),
      new ProtocolError(`clock ${value} is not known`),
    );
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    return this.#now.access.readByte(memory, address);
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    return this.#now.access.writeByte(memory, address, value);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    return this.#now.access.pagedRead(memory, run, onPage);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    return this.#now.access.pagedWrite(memory, run, onPage);
  }

  get #now(): Opened {
    if (!this.#opened) throw new ProtocolError('programmer is not open');
    return this.#opened;
  }

  /** @throws ProtocolError if the part cannot be programmed this way, after saying so */
  #checkPart(): void {
    const { part, emit, behaviour } = this.#context;
    const { desc, progModes } = part;
    const isOld = progModes.includes('JTAGmkI');
    if (!isOld && !progModes.includes('JTAG'))
      fail(
        emit,
        notice(words.noInterface, { part: desc }),
        new ProtocolError(`${desc} has no JTAG interface`),
      );
    if (!isOld && behaviour.of(jtagMkiDeeds).warnsOfNewPart) emit(notice(words.tooNew, { part: desc }));
  }

  /** Sets the JTAG clock to `-B`. @throws ProtocolError */
  async #setClock(): Promise<void> {
    const { bitClock, entry, emit } = this.#context;
    if (bitClock === undefined) return;
    if (!(entry.extraFeatures & features.bitClock)) emit(notice(words.bitClockUnexpected));
    emit(notice(words.tryingClock, { seconds: bitClock }));
    await this.setSckPeriod(bitClock);
  }

  /** Tells what the part is. What is refused has been said; pages of the wrong size are refused later. */
  async #describeDevice(link: JtagMkiLink): Promise<void> {
    const { part } = this.#context;
    const flashPageSize = memoryNamed(part, 'flash')?.pageSize ?? 0;
    const eepromPageSize = memoryNamed(part, 'eeprom')?.pageSize ?? 0;
    const message = ice.encodeDeviceDescriptor({ ...part, flashPageSize, eepromPageSize });
    await tolerant(link.request({ operation: 'describe-device' }, message));
    const { flashPageSizeLow, flashPageSizeHigh, eepromPageSize: eepromSize } = ice.parameters;
    await tolerant(link.setParameter(flashPageSizeLow, flashPageSize & 0xff));
    await tolerant(link.setParameter(flashPageSizeHigh, flashPageSize >> 8));
    await tolerant(link.setParameter(eepromSize, eepromPageSize & 0xff));
  }

  async #checkOcd(): Promise<void> {
    const { emit, behaviour, part } = this.#context;
    try {
      if ((await this.#now.access.readHighFuse()) & ocdEnable) emit(notice(words.noOcd));
    } catch (error) {
      if (behaviour.of(jtagMkiDeeds).needsOcdFuse || !(error instanceof ProtocolError)) throw error;
      emit(notice(words.ocdNotRead, { part: part.desc }));
    }
  }

  async #getVtarget(): Promise<number> {
    try {
      return ice.decodeVTarget(await this.#now.connection.link.getParameter(ice.parameters.vTarget));
    } catch (error) {
      if (error instanceof ProtocolError) this.#context.emit(notice(words.voltageNotRead));
      throw error;
    }
  }

  /** @throws ProtocolError if they cannot be read */
  async #showSettings(margin: boolean): Promise<void> {
    const { entry, behaviour, emit } = this.#context;
    const { link } = this.#now.connection;
    const chosen = behaviour.of(atmelDeeds).shownParameters === 'by-feature';
    const getClock = async () => ice.decodeJtagClock(await link.getParameter(ice.parameters.jtagClock));
    if (!chosen) {
      const volts = ice.decodeVTarget(await link.getParameter(ice.parameters.vTarget));
      emit(notice(words.settings, { margin, volts, hertz: await getClock() }));
      return;
    }
    const hertz = await getClock();
    const hasVoltage = entry.extraFeatures & features.vtargRead;
    emit(notice(words.settings, { margin, hertz, ...(hasVoltage && { volts: await this.#getVtarget() }) }));
  }
}

/** A refusal has been said and is passed over; silence is not. */
async function unlessRefused(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof IceRefusedError)) throw error;
  }
}

/** The JTAGICE mkI. */
export const jtagmki: ProgrammerType = {
  id: 'jtagmki',
  name: 'JTAGMKI',
  create: (context) => new JtagMki(context),
};
