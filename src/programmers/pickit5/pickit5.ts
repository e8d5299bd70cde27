import { AvrdudeError, DisconnectedError, ProtocolError, UnsupportedError } from '../../model/errors.ts';
import { LockedError } from '../../model/locked-error.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { hushed, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import { insist } from '../../protocols/line/insisting.ts';
import { debugWireSignature } from '../../protocols/pickit5/byte-code.ts';
import { Pickit5Link } from '../../protocols/pickit5/link.ts';
import type { UsbTransport } from '../../transports/usb-transport.ts';
import { closeAtmelUsb } from '../atmel/usb-device.ts';
import type { BoardControls, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { openPickit5 } from './device.ts';
import { Memories } from './memories.ts';
import * as say from './messages.ts';
import { readPages, writePages } from './pages.ts';
import { abilities, type Pickit5Parameters, parsePickit5 } from './parameters.ts';
import { TargetPower } from './power.ts';
import { Target } from './target.ts';
import { setUpdiClock } from './updi.ts';
import { type Way, wayOf } from './ways.ts';

/** Bytes of a system information block, of which the 11th is the version of the NVM controller. */
const sibLength = 32;
const nvmVersionAt = 10;

/** PICkit 5, PICkit 4 and SNAP in MPLAB mode, PICkit Basic. */
class Pickit5 implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #parameters: Pickit5Parameters;
  readonly #way: Way | undefined;
  readonly controls: BoardControls;
  #transport: UsbTransport | undefined;
  #link: Pickit5Link | undefined;
  #power: TargetPower | undefined;
  #target: Target | undefined;
  #memories: Memories | undefined;
  #asked = false;
  /** Whether scripts have been sent to the target, which has to be left then. */
  #ready = false;
  #initialised = false;
  #locked = false;
  /** Signature and revision. */
  #id = new Uint8Array(4);
  #sib = '';

  constructor(context: ProgrammerContext) {
    this.#context = context;
    this.#parameters = parsePickit5(context);
    this.#way = wayOf(context.entry, context.part);
    const { supplies, measures } = abilities(context);
    if (context.exitSpecs.includes('vcc') && !supplies) context.emit(notice(say.cannotKeepPower));
    this.controls = {
      ...(supplies && { setVtarget: (volts: number) => this.#powered.set(volts) }),
      ...(measures && { getVtarget: () => this.#powered.measure() }),
    };
  }

  async open(): Promise<void> {
    const transport = await openPickit5(this.#context);
    this.#transport = transport;
    this.#link = new Pickit5Link(transport, this.#context.emit, this.#way === 'updi');
    this.#power = new TargetPower(this.#context, this.#link, this.#parameters);
  }

  async display(): Promise<void> {
    const { emit } = this.#context;
    try {
      const firmware = await this.#connected.firmware();
      this.#asked = true;
      emit(notice(say.displayed, firmware));
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      emit(notice(say.displayFailed));
    }
  }

  async printParameters(): Promise<void> {
    await this.#powered.measure();
    const { volts, milliamps } = this.#powered.measured;
    this.#context.emit(notice(say.parameters, { hertz: this.#target?.clock ?? 0, volts, milliamps }));
  }

  async initialize(): Promise<void> {
    const { emit, baudRate, bitClock } = this.#context;
    const way = this.#way;
    if (!way) fail(emit, notice(say.noMode), new UnsupportedError('the tool does not program this part'));
    const tool = { way, link: this.#connected, power: this.#powered };
    const target = await Target.create(this.#context, tool, this.#parameters.highVoltage);
    this.#target = target;
    this.#memories = new Memories(this.#context, target);
    this.#locked = false;
    target.announceHighVoltage();
    if (!this.#asked) await this.#connected.firmware();
    this.#asked = true;
    const volts = await this.#powered.prepare(way);
    this.#ready = true;
    if (baudRate && bitClock) emit(notice(say.baudAndClock));
    if (way === 'updi') await this.#meetUpdi(target, volts);
    else await this.#meet(target);
    this.#initialised = true;
  }

  async disable(): Promise<void> {
    if (!this.#ready) return;
    this.#ready = false;
    // avrdude leaves a target alone that it has not met.
    if (this.#initialised) await this.#leave();
    else await hushed(this.#context.emit, () => this.#leave());
  }

  async #leave(): Promise<void> {
    try {
      await this.#target?.leave();
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      this.#context.emit(notice(say.endFailed));
    }
  }

  async close(): Promise<void> {
    const transport = this.#transport;
    this.#transport = undefined;
    if (!transport) return;
    try {
      if (!this.#context.exitSpecs.includes('vcc')) await this.#power?.set(0);
    } catch (error) {
      if (!(error instanceof AvrdudeError)) throw error;
      await insist(this.#context.emit, error, async () => this.#power?.set(0));
    } finally {
      await closeAtmelUsb(transport, this.#context);
    }
  }

  async chipErase(): Promise<void> {
    const { emit } = this.#context;
    const target = this.#met;
    if (!this.#locked) await this.#tolerant(target.enter());
    await this.#tolerant(target.switchToIsp());
    try {
      await target.link.run({ code: target.needed('EraseChip') });
    } catch (error) {
      if (error instanceof AvrdudeError) emit(notice(say.eraseFailed));
      throw error;
    }
    emit(notice(say.erased));
    await this.#tolerant(target.enter());
  }

  async readSignature(memory: Memory): Promise<Uint8Array> {
    await this.#identify(this.#met);
    return this.#id.slice(0, memory.size);
  }

  async readSib(): Promise<string> {
    return this.#sib;
  }

  async setSckPeriod(seconds: number): Promise<void> {
    await this.#met.setClock(1 / seconds);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const kind = memoryKind(memory);
    if (kind === 'signature') {
      if (address === 0) await this.#identify(this.#met);
      return this.#id[address] ?? 0xff;
    }
    if (kind === 'sib') return this.#sib.charCodeAt(address) || 0;
    const [value = 0] = await failingPlainly(this.#reach.read(memory, address, 1));
    return value;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    await failingPlainly(this.#reach.write(memory, address, Uint8Array.of(value)));
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const kind = memoryKind(memory);
    if (kind === 'signature' || kind === 'sib') throw new UnsupportedError(`${memory.name} is read by bytes`);
    await failingPlainly(readPages(this.#reach, memory, run, onPage, () => this.#recover()));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const writing = writePages(this.#reach, memory, run, onPage, () => this.#recover());
    await failingAsWrite(writing, this.#context.behaviour);
  }

  get #connected(): Pickit5Link {
    if (!this.#link) throw new ProtocolError('the tool is not open');
    return this.#link;
  }

  get #powered(): TargetPower {
    if (!this.#power) throw new ProtocolError('the tool is not open');
    return this.#power;
  }

  get #met(): Target {
    if (!this.#target) throw new ProtocolError('the target has not been met');
    return this.#target;
  }

  get #reach(): Memories {
    if (!this.#memories) throw new ProtocolError('the target has not been met');
    return this.#memories;
  }

  async #meetUpdi(target: Target, volts: number): Promise<void> {
    const { emit } = this.#context;
    await this.#noticingLock(target.enter());
    await this.#saying(say.noSib, this.#readSib(target));
    await this.#saying(say.noDeviceId, this.#identify(target));
    await setUpdiClock({ ...this.#context, emit }, target, volts);
  }

  async #meet(target: Target): Promise<void> {
    // JTAG needs its clock before anything else.
    await this.#tolerant(target.setClock(target.clock));
    await this.#saying(say.notEnabled, this.#noticingLock(target.enter()));
    await this.#saying(say.noDeviceId, this.#identify(target));
  }

  async #noticingLock(entering: Promise<void>): Promise<void> {
    try {
      await entering;
    } catch (error) {
      this.#locked = error instanceof LockedError;
      throw error;
    }
  }

  async #readSib(target: Target): Promise<void> {
    const sib = await target.link.run({ code: target.needed('ReadSIB') });
    if (sib.length !== sibLength) throw new ProtocolError(`a SIB of ${sib.length} bytes`);
    this.#sib = String.fromCharCode(...sib.subarray(0, sibLength - 1)).replace(/\0.*$/s, '');
  }

  async #identify(target: Target): Promise<void> {
    if (target.way === 'dw' && !target.byIsp) {
      const [low = 0, high = 0] = await target.link.run({ code: debugWireSignature });
      this.#id.set([0x1e, high, low]);
      return;
    }
    // Where a UPDI part has its signature, its own SIB tells, lest another part than the named one be misread.
    const version = target.way === 'updi' ? Number.parseInt(this.#sib.charAt(nvmVersionAt), 10) : Number.NaN;
    const script = Number.isNaN(version) ? 'GetDeviceID' : `GetDeviceID.${version <= 3 ? 0 : 1}`;
    this.#id.set(await target.readId(script));
  }

  /** After a failure the tool is made ready again, and says nothing of it. */
  #recover(): Promise<void> {
    return hushed(this.#context.emit, async () => {
      await this.#tolerant(this.#met.leave());
      await this.#tolerant(this.#met.enter());
    });
  }

  /** For what may fail; it has said so. */
  async #tolerant(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!(error instanceof AvrdudeError) || error instanceof DisconnectedError) throw error;
    }
  }

  async #saying(message: typeof say.noSib, work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (error instanceof AvrdudeError && !(error instanceof LockedError))
        this.#context.emit(notice(message));
      throw error;
    }
  }
}

/** PICkit 5 and its kin in MPLAB mode. */
export const pickit5: ProgrammerType = {
  id: 'pickit5',
  name: 'pickit5',
  takesExtended: true,
  exitSpecs: [['vcc', 'Programmer will continue to provide power after the session ended']],
  create: (context) => new Pickit5(context),
};
