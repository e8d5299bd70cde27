import { AvrdudeError, InterruptedError, ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { Flip2Unit } from '../../protocols/dfu/flip2.ts';
import type { Erasure, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { FlipConnection } from './connection.ts';
import { shown } from './device-messages.ts';
import { exitSpecs, startsApplication } from './exit-specs.ts';
import { Flip2Loader } from './flip2-loader.ts';
import * as say from './flip2-messages.ts';
import type { MemoryOperation } from './operation-messages.ts';
import { type FlipParameters, parseFlip } from './parameters.ts';

/** A class of the vendor's own (USB 2.0, 9.6.5). */
const vendorSpecific = 0xff;
/** Three bytes of signature, and the revision. */
const identificationLength = 4;

/** A DFU boot loader of version 2, as XMEGA parts have it. */
class Flip2 implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: FlipConnection;
  readonly #starts: boolean;
  #loader: Flip2Loader | undefined;
  #signature: Uint8Array = new Uint8Array(0);
  /** Whether a page of the program has been refused. */
  #refused = false;

  constructor(context: ProgrammerContext, { waitSeconds }: FlipParameters) {
    this.#context = context;
    this.#connection = new FlipConnection(context, 'flip2', waitSeconds);
    this.#starts = startsApplication(context.exitSpecs);
  }

  readonly movesSingleBytes = true;
  readonly readsUnchecked = true;

  async open(): Promise<void> {
    this.#connection.open();
  }

  async initialize(): Promise<void> {
    const found = await this.#connection.find(({ device, firstInterface }) => [
      ['bDeviceClass', device.class, 0],
      ['bDeviceSubClass', device.subclass, 0],
      ['bDeviceProtocol', device.protocol, 0],
      ['bInterfaceClass', firstInterface?.class ?? 0, vendorSpecific],
      ['bInterfaceSubClass', firstInterface?.subclass ?? 0, 0],
      // As avrdude calls the protocol.
      ['bInterfaceSubClass', firstInterface?.protocol ?? 0, 0],
    ]);
    if (!found) return;
    const { description, strings, transport, link } = found;
    const loader = new Flip2Loader(this.#context, link, description.packetSize);
    let identification: Uint8Array;
    let version: number;
    try {
      identification = await loader.read('signature', 0, identificationLength);
      [version = 0] = await loader.read('bootloader', 0, 1);
    } catch (error) {
      // As if there were none: what is asked of it next fails.
      if (!(error instanceof AvrdudeError) || error instanceof InterruptedError) throw error;
      await this.#connection.close();
      return;
    }
    this.#signature = identification.subarray(0, 3);
    this.#loader = loader;
    const { emit, verbosity } = this.#context;
    if (verbosity === 0) return;
    const told = { signature: this.#signature, revision: identification[3] ?? 0, version };
    emit(notice(shown, { ids: transport.info, strings, description, loader: told }));
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    // A program that is not all there had better not run.
    if (this.#starts && !this.#refused) await this.#loader?.startApplication();
    this.#loader = undefined;
    await this.#connection.close();
  }

  async chipErase(): Promise<void> {
    await this.#reached.erase();
  }

  /** It is a command of the protocol, whose end is told. */
  erasure(): Erasure {
    return 'blanks';
  }

  async readSignature(): Promise<Uint8Array> {
    // Asking for what has not been found fails.
    void this.#reached;
    return this.#signature;
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const unit = this.#unitOf(memory, 'read-byte');
    const [value = 0xff] = await failingPlainly(this.#reached.read(unit, address, 1));
    return value;
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const unit = this.#unitOf(memory, 'write-byte');
    await failingAsWrite(this.#reached.write(unit, address, Uint8Array.of(value)), this.#context.behaviour);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const unit = this.#unitOf(memory, 'read-page');
    await failingPlainly(this.#reached.readPages(unit, run, onPage));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const unit = this.#unitOf(memory, 'write-page');
    try {
      await failingAsWrite(this.#reached.writePages(unit, run, onPage), this.#context.behaviour);
    } catch (error) {
      this.#refused ||= unit === 'flash';
      throw error;
    }
  }

  /** @throws ProtocolError if no boot loader has been found, which has been said */
  get #reached(): Flip2Loader {
    if (!this.#loader) throw new ProtocolError('no boot loader has been found');
    return this.#loader;
  }

  /** @throws UnsupportedError if the protocol does not know the memory, after saying so */
  #unitOf(memory: Memory, operation: MemoryOperation): Flip2Unit {
    void this.#reached;
    const { name } = memory;
    if (name === 'application') return 'flash';
    if (name === 'eeprom' || name === 'signature') return name;
    fail(
      this.#context.emit,
      notice(say.notAccessible, { memory: name, operation }),
      new UnsupportedError(`FLIP knows no ${name}`),
    );
  }
}

export const flip2: ProgrammerType = {
  id: 'flip2',
  name: 'flip2',
  takesExtended: true,
  exitSpecs,
  create: (context) => new Flip2(context, parseFlip(context, 'flip2')),
};
