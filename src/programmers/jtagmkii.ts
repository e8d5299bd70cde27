import { ProtocolError, UnsupportedError } from '../model/errors.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import { notice } from '../output/events.ts';
import * as ice from '../protocols/jtagmkii.ts';
import { type JtagMkiiLink, type Patience, RefusedError, tolerant } from '../protocols/jtagmkii-link.ts';
import type { Request } from '../protocols/jtagmkii-messages.ts';
import { blocksOf, spread } from './blocks.ts';
import { features } from './extra-features.ts';
import { type JtagMkiiConnecting, JtagMkiiConnection } from './jtagmkii-connection.ts';
import { encodeDeviceDescriptor } from './jtagmkii-device.ts';
import {
  byteToWrite,
  type JtagPlace,
  type JtagWrite,
  maxBlock,
  pageType,
  placeToRead,
} from './jtagmkii-memory.ts';
import * as words from './jtagmkii-messages.ts';
import { type JtagParameters, parseJtagParameters } from './jtagmkii-parameters.ts';
import type { Programmer, ProgrammerContext, ProgrammerType } from './programmer.ts';

/** The fuse that lets the debugger in, without which EEPROM and flash cannot be written outside programming mode. */
const ocdEnable = 0x80;

const enterRequest: Request = {
  func: 'jtagmkII_program_enable',
  what: 'enter progmode command',
  capital: true,
  severity: 'warning',
};
const leaveRequest: Request = {
  func: 'jtagmkII_program_disable',
  what: 'leave progmode command',
  capital: true,
};
const descriptorRequest: Request = {
  func: 'jtagmkII_set_devdescr',
  what: 'set device descriptor command',
  capital: true,
};
const eraseRequest: Request = { func: 'jtagmkII_chip_erase', what: 'chip erase command' };
const readRequest: Request = { func: 'jtagmkII_read_byte', what: 'read memory command' };
const writeRequest: Request = { func: 'jtagmkII_write_byte', what: 'write memory command' };
const pageReadRequest: Request = { func: 'jtagmkII_paged_load', what: 'read memory command' };
const pageWriteRequest: Request = {
  func: 'jtagmkII_paged_write',
  what: 'write memory command',
  capital: true,
};

const forByte: Patience = { timeout: 5000, attempts: 4, growth: 1 };

/** A JTAGICE mkII, or an AVR Dragon, that programs classic parts over JTAG (AVR067). */
export class JtagMkii implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: JtagParameters;
  readonly #isDragon: boolean;
  #connection: JtagMkiiConnection | undefined;
  #programming = false;
  /** The page of a memory type that single bytes were read from last. */
  readonly #cache = new Map<number, { readonly address: number; readonly data: Uint8Array }>();

  constructor(context: ProgrammerContext, isDragon: boolean, parameters = parseJtagParameters(context)) {
    this.#context = context;
    this.#parameters = parameters;
    this.#isDragon = isDragon;
  }

  async open(): Promise<void> {
    this.#connection = await JtagMkiiConnection.open(this.#context, this.connecting);
  }

  async close(): Promise<void> {
    const { emit, behaviour } = this.#context;
    await this.#connection?.close(emit, behaviour.serial.jtagmkii.restartsTarget);
    this.#connection = undefined;
  }

  async initialize(): Promise<void> {
    this.checkPart();
    await this.#setRate();
    await this.setClock();
    await this.setChain();
    await tolerant(this.#describeDevice());
    this.#cache.clear();
    await this.#link.reset(ice.lowLevelReset);
    await this.meetTarget();
  }

  /** How it is reached. */
  protected get connecting(): JtagMkiiConnecting {
    return {
      func: this.#isDragon ? 'jtagmkII_dragon_open' : 'jtagmkII_open',
      mode: ice.emulatorModes.jtag,
      isDragon: this.#isDragon,
    };
  }

  /** @throws ProtocolError if the part cannot be programmed this way, after saying so */
  protected checkPart(): void {
    const { part, emit } = this.#context;
    const { progModes } = part;
    const jtag = (['JTAG', 'JTAGmkI', 'XMEGAJTAG', 'AVR32JTAG'] as const).some((m) => progModes.includes(m));
    if (!jtag) {
      emit(notice(words.noInterface, { part: part.desc, name: 'JTAG' }));
      throw new ProtocolError(`${part.desc} has no JTAG interface`);
    }
    if (progModes.includes('PDI') || progModes.includes('UPDI') || part.isAvr32) {
      emit(notice(words.interfaceNotThere, { part: part.desc }));
      throw new ProtocolError(`${part.desc} is not a classic part`);
    }
  }

  /** What is looked at before the target is said to be ready. */
  protected async meetTarget(): Promise<void> {
    const ocd = this.#checkOcd();
    await (this.#context.behaviour.serial.jtagmkii.needsOcdFuse ? ocd : tolerant(ocd));
  }

  async disable(): Promise<void> {
    try {
      await this.#leaveProgrammingMode();
    } catch {
      // What there is to say has been said; the line is closed next.
    }
  }

  async display(): Promise<void> {
    const hardware = await this.#shown(ice.parameters.hardwareVersion);
    const firmware = hardware && (await this.#shown(ice.parameters.firmwareVersion));
    if (!hardware || !firmware || !this.#connection) return;
    const byte = (view: DataView, at: number) => view.getUint8(at);
    this.#context.emit(
      notice(words.versions, {
        hardware: [byte(hardware, 0), byte(hardware, 1)],
        firmware: [byte(firmware, 0), byte(firmware, 1), byte(firmware, 2), byte(firmware, 3)],
        serialNumber: this.#connection.signOn.serialNumber,
      }),
    );
    await this.#showSettings(true);
  }

  printParameters(): Promise<void> {
    return this.#showSettings(false);
  }

  async chipErase(): Promise<void> {
    await this.#link.request(eraseRequest, ice.encodeCommand(ice.commands.chipErase));
    await tolerant(this.initialize());
  }

  /** @param seconds per cycle of the JTAG clock */
  async setSckPeriod(seconds: number): Promise<void> {
    await this.#link.setParameter(ice.parameters.jtagClock, Uint8Array.of(ice.encodeJtagClock(seconds)));
  }

  async getSckPeriod(): Promise<number> {
    try {
      const value = await this.#link.getParameter(ice.parameters.jtagClock);
      return 1 / ice.decodeJtagClock(value.getUint8(0));
    } catch (error) {
      if (error instanceof ProtocolError) this.#context.emit(notice(words.clockNotRead));
      throw error;
    }
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    this.#sayByte('jtagmkII_read_byte', memory.name, address);
    await this.#enterProgrammingMode();
    const place = this.placeToRead(memory, address);
    if (!place) this.#refuse('jtagmkII_read_byte', memory);
    const start = place.address - (place.address % place.pageSize);
    const cached = this.#cache.get(place.type);
    if (place.pageSize > 1 && cached?.address === start) return cached.data[place.address - start] ?? 0xff;
    const data = await this.#read(readRequest, { ...place, address: start }, place.pageSize, forByte);
    if (place.pageSize > 1) this.#cache.set(place.type, { address: start, data });
    return data[place.address - start] ?? 0xff;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    this.#sayByte('jtagmkII_write_byte', memory.name, address);
    const write = this.byteToWrite(memory, address, value);
    if (!write) this.#refuse('jtagmkII_write_byte', memory);
    this.#cache.clear();
    if (this.writesAsItRuns(write)) await this.#leaveProgrammingMode();
    else await this.#enterProgrammingMode();
    const message = ice.encodeWriteMemory(write.type, write.address, write.data);
    await this.#link.request(writeRequest, message, ice.responses.ok, { ...forByte, quiet: true });
  }

  /** Reads across the borders of pages as far as a message reaches, unless each page's exchange is to be seen. */
  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const type = this.#pageTypes(memory).read;
    const size = memory.readsize || maxBlock;
    if (this.#context.verbosity < 2) {
      await this.#readBlocks(memory, type, run, size, onPage);
      return;
    }
    for (const [index, page] of run.entries()) {
      this.#sayPage('jtagmkII_paged_load', memory, page.length);
      await this.#readBlocks(memory, type, [page], size, (_, data) => onPage(index, data));
    }
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const func = 'jtagmkII_paged_write';
    const type = this.#pageTypes(memory).write;
    for (const [index, { address, data }] of run.entries()) {
      this.#sayPage(func, memory, data.length);
      await this.#enterProgrammingMode();
      this.#cache.clear();
      for (let at = 0; at < data.length; at += maxBlock) {
        const block = data.subarray(at, at + maxBlock);
        this.#context.emit(notice(words.blockAsked, { func, address: address + at, length: block.length }));
        const message = ice.encodeWriteMemory(type, address + at + memory.offset, block);
        const patience = this.#pagePatience(message.length);
        await this.#link.request(pageWriteRequest, message, ice.responses.ok, patience);
      }
      onPage(index);
    }
  }

  /** Major version of the firmware that reaches the target. */
  protected get firmware(): number {
    return this.#connection?.signOn.slave.firmwareMajor ?? 0;
  }

  protected get hasJtagClock(): boolean {
    return true;
  }

  protected get link(): JtagMkiiLink {
    return this.#link;
  }

  /** Where a byte is read. */
  protected placeToRead(memory: Memory, address: number): JtagPlace | undefined {
    return placeToRead(memory, address);
  }

  /** How a byte is written. */
  protected byteToWrite(memory: Memory, address: number, value: number): JtagWrite | undefined {
    return byteToWrite(memory, address, value);
  }

  /** Whether the target writes the byte itself as it runs. */
  protected writesAsItRuns({ type }: JtagWrite): boolean {
    const { byteWrites } = this.#context.behaviour.serial.jtagmkii;
    const possible = type === ice.memories.spm || type === ice.memories.eeprom;
    return possible && byteWrites === 'outside-programming-mode';
  }

  /** Memory types by which pages are moved; undefined for memories that have none. */
  protected pageTypes(memory: Memory): { readonly read: number; readonly write: number } | undefined {
    const type = pageType(memory);
    return type === undefined ? undefined : { read: type, write: type };
  }

  protected enterProgrammingMode(): Promise<void> {
    return this.#enterProgrammingMode();
  }

  /** Contents that have been read are no longer what they were. */
  protected forgetContents(): void {
    this.#cache.clear();
  }

  get #link(): JtagMkiiLink {
    if (!this.#connection) throw new ProtocolError('programmer is not open');
    return this.#connection.link;
  }

  async #setRate(): Promise<void> {
    const { baudRate: rate, emit } = this.#context;
    if (!rate || rate === ice.defaultBaudRate || this.#connection?.rate === undefined) return;
    const value = ice.encodeBaudRate(rate);
    if (value === undefined) {
      emit(notice(words.rateUnsupported, { rate }));
      return;
    }
    emit(notice(words.tryingRate, { rate }));
    await tolerant(this.#connection?.setRate(rate, value) ?? Promise.resolve());
  }

  protected async setClock(): Promise<void> {
    const { bitClock, entry, emit } = this.#context;
    if (!bitClock) return;
    if (!(entry.extraFeatures & features.bitClock)) emit(notice(words.bitClockUnexpected));
    emit(notice(words.tryingClock, { seconds: bitClock }));
    await this.setSckPeriod(bitClock);
  }

  protected async setChain(): Promise<void> {
    try {
      await this.#link.establishParameter(ice.parameters.daisyChain, this.#parameters.chain);
    } catch (error) {
      if (error instanceof ProtocolError) this.#context.emit(notice(words.chainNotSet));
      throw error;
    }
  }

  async #describeDevice(): Promise<void> {
    const slave = this.#connection?.signOn.slave;
    if (!slave) return;
    const length = ice.descriptorLength(slave, this.#isDragon);
    await this.#link.establish(descriptorRequest, encodeDeviceDescriptor(this.#context.part, length));
  }

  async #checkOcd(): Promise<void> {
    const { emit } = this.#context;
    emit(notice(words.byteAsked, { func: 'jtagmkII_read_byte', memory: 'hfuse', address: 1, since82: 0 }));
    await this.#enterProgrammingMode();
    const place = { type: ice.memories.fuseBits, address: 1 };
    const [fuse = 0] = await this.#read(readRequest, place, 1, forByte);
    if (fuse & ocdEnable) emit(notice(words.noOcd));
  }

  /** avrdude asks twice; the second time changes something only if the first was refused. */
  async #enterProgrammingMode(): Promise<void> {
    if (this.#programming) return;
    const { emit } = this.#context;
    for (let attempt = 1; attempt <= 2; attempt++) {
      try {
        await this.#link.establish(enterRequest, ice.encodeCommand(ice.commands.enterProgmode));
      } catch (error) {
        if (!(error instanceof RefusedError)) throw error;
        if (error.code !== ice.responses.illegalJtagId) continue;
        if (attempt === 2) {
          emit(notice(words.jtagDisabled));
          throw error;
        }
        emit(notice(words.retryingWithReset));
        await tolerant(this.#link.setParameter(ice.parameters.externalReset, Uint8Array.of(1)));
      }
    }
    this.#programming = true;
  }

  async #leaveProgrammingMode(): Promise<void> {
    if (!this.#programming) return;
    await this.#link.request(leaveRequest, ice.encodeCommand(ice.commands.leaveProgmode));
    this.#link.forget(enterRequest.what);
    this.#programming = false;
    await tolerant(this.#link.reset(ice.lowLevelReset));
  }

  async #read(
    request: Request,
    { type, address }: { readonly type: number; readonly address: number },
    length: number,
    patience: Patience,
  ): Promise<Uint8Array> {
    const message = ice.encodeReadMemory(type, address, length);
    const answer = await this.#link.request(request, message, ice.responses.memory, patience);
    return answer.slice(1);
  }

  async #readBlocks(
    memory: Memory,
    type: number,
    run: readonly PageRange[],
    size: number,
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const func = 'jtagmkII_paged_load';
    await this.#enterProgrammingMode();
    const parts = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, size)) {
      const { address, length, completes } = block;
      this.#context.emit(notice(words.blockAsked, { func, address, length }));
      const place = { type, address: address + memory.offset };
      const data = await this.#read(pageReadRequest, place, length, this.#pagePatience(length));
      if (data.length < length) throw new ProtocolError(`${data.length} bytes instead of ${length}`);
      spread(block, data, run, parts);
      for (const index of completes) onPage(index, parts[index] ?? new Uint8Array(0));
    }
  }

  /** avrdude waits 100 to 200 ms at first; what the line takes for the bytes comes on top. */
  #pagePatience(length: number): Patience {
    const rate = this.#connection?.rate;
    const onLine = rate ? ((length + 30) * 10_000) / rate : 0;
    return { timeout: 200 + onLine, attempts: 5, growth: 2 };
  }

  #pageTypes(memory: Memory): { readonly read: number; readonly write: number } {
    const types = this.pageTypes(memory);
    if (!types) throw new UnsupportedError(`${memory.name} is not read or written by pages`);
    return types;
  }

  #refuse(func: string, memory: Memory): never {
    this.#context.emit(notice(words.unknownMemory, { func, memory: memory.name }));
    throw new UnsupportedError(`${memory.name} is not reached by JTAG`);
  }

  #sayByte(func: string, memory: string, address: number): void {
    this.#context.emit(notice(words.byteAsked, { func, memory, address }));
  }

  #sayPage(func: string, memory: Memory, length: number): void {
    const { name, pageSize } = memory;
    this.#context.emit(notice(words.pageAsked, { func, memory: name, pageSize, length }));
  }

  /** A parameter to show; undefined if the programmer does not give it. */
  #shown(parameter: ice.Parameter): Promise<DataView | undefined> {
    return tolerant(this.#link.getParameter(parameter));
  }

  async #showSettings(margin: boolean): Promise<void> {
    const { behaviour, entry, emit } = this.#context;
    const chosen = behaviour.serial.stk500Parameters === 'by-feature';
    if (!chosen || entry.extraFeatures & features.vtargRead) {
      const voltage = await this.#shown(ice.parameters.vTarget);
      if (!voltage) return;
      emit(notice(words.targetVoltage, { millivolts: voltage.getUint16(0, true), margin }));
    }
    if (!this.hasJtagClock) return;
    const clock = await this.#shown(ice.parameters.jtagClock);
    if (clock) emit(notice(words.jtagClock, { value: clock.getUint8(0), margin }));
  }
}

export const jtagmkii: ProgrammerType = {
  id: 'jtagmkii',
  name: 'JTAGMKII',
  description: 'Atmel JTAG ICE mkII',
  takesExtended: true,
  create: (context) => new JtagMkii(context, false),
};

export const dragonJtag: ProgrammerType = {
  id: 'dragon_jtag',
  name: 'DRAGON_JTAG',
  description: 'Atmel AVR Dragon in JTAG mode',
  takesExtended: true,
  create: (context) => new JtagMkii(context, true),
};
