import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { Flip1Memory } from '../../protocols/dfu/flip1.ts';
import { PageBytes } from '../pages/page-bytes.ts';
import type {
  Erasure,
  FlashInput,
  OwnSection,
  Programmer,
  ProgrammerContext,
  ProgrammerType,
} from '../programmer.ts';
import { failingAsWrite, failingPlainly } from '../usb/gone.ts';
import { bootSection, withoutBootSection } from './boot-section.ts';
import { FlipConnection } from './connection.ts';
import { flipDeeds } from './deeds.ts';
import { packetSizeUnexpected, shown } from './device-messages.ts';
import { exitSpecs, startsApplication } from './exit-specs.ts';
import { Flip1Loader } from './flip1-loader.ts';
import * as say from './flip1-messages.ts';
import type { MemoryOperation } from './operation-messages.ts';
import { type FlipParameters, parseFlip } from './parameters.ts';

/** What the descriptors of Atmel's own loaders say (doc7618). */
const deviceFirmwareUpgrade = 0xfe;
const usualPacketSize = 32;

/**
 * A DFU boot loader of version 1: as AT90USB and ATmega U2 and U4 have it from the factory, and its kin by LUFA and QMK. Atmel's
 * own keeps its memories closed until the chip is erased, and tells no signature any more afterwards.
 */
class Flip1 implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #connection: FlipConnection;
  readonly #starts: boolean;
  readonly #pageBytes: PageBytes;
  #loader: Flip1Loader | undefined;
  #signature: Uint8Array | undefined;
  /** Whether a page of flash has been refused, so that the program is not all there. */
  #refused = false;
  /** Only with `-x keep-boot`: the loader's section is left out of what is written, and of what is compared. */
  readonly prepareFlash?: NonNullable<Programmer['prepareFlash']>;
  readonly isReadOnly?: NonNullable<Programmer['isReadOnly']>;
  readonly movesSingleBytes = true;
  readonly readsUnchecked = true;

  constructor(context: ProgrammerContext, { waitSeconds, keepBoot }: FlipParameters) {
    this.#context = context;
    this.#connection = new FlipConnection(context, 'flip1', waitSeconds);
    this.#starts = startsApplication(context.exitSpecs);
    this.#pageBytes = new PageBytes(
      {
        pagedRead: (...all) => this.pagedRead(...all),
        pagedWrite: (...all) => this.pagedWrite(...all),
      },
      ({ pageSize }) => pageSize,
    );
    if (!keepBoot) return;
    this.prepareFlash = async (input: FlashInput) => withoutBootSection(input, context.part, context.emit);
    this.isReadOnly = (memory, address) => address >= (this.ownSection(memory)?.start ?? memory.size);
  }

  async open(): Promise<void> {
    this.#connection.open();
  }

  async initialize(): Promise<void> {
    const { emit, verbosity } = this.#context;
    const found = await this.#connection.find(({ device }) => [
      ['bDeviceClass', device.class, deviceFirmwareUpgrade],
      ['bDeviceSubClass', device.subclass, 1],
      ['bDeviceProtocol', device.protocol, 0],
    ]);
    if (!found) return;
    const { description, strings, transport, link } = found;
    if (description.packetSize !== usualPacketSize)
      emit(notice(packetSizeUnexpected, { is: description.packetSize }));
    if (verbosity > 0) emit(notice(shown, { ids: transport.info, strings, description, loader: undefined }));
    const byAtmel = description.device.class === deviceFirmwareUpgrade;
    this.#loader = new Flip1Loader(this.#context, link, byAtmel);
    await this.#loader.abort();
  }

  async disable(): Promise<void> {}

  async close(): Promise<void> {
    // A program that is not all there had better not run.
    if (this.#starts && !this.#refused) await this.#loader?.startApplication();
    this.#loader = undefined;
    await this.#connection.close();
  }

  async chipErase(): Promise<void> {
    this.#pageBytes.forget();
    await this.#reached.erase();
  }

  /** It is a command of the protocol, whose end is told (Atmel doc7618, "Erasing the Flash"). */
  erasure(): Erasure {
    return 'blanks';
  }

  /** Asked for once: Atmel's loader tells it no more when the chip has been erased. */
  async readSignature(): Promise<Uint8Array> {
    const { emit } = this.#context;
    const known = this.#signature?.some((byte) => byte !== 0) ?? false;
    if (!this.#loader) emit(notice(say.readingSignature, { from: undefined }));
    const loader = this.#reached;
    emit(notice(say.readingSignature, { from: known ? 'cached' : 'from device' }));
    this.#signature =
      known && this.#signature ? this.#signature : await failingPlainly(loader.readSignature());
    return this.#signature;
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    if (memory.name === 'signature') return (await this.readSignature())[address] ?? 0xff;
    const which = this.#named(memory, 'read-byte');
    return failingPlainly(this.#reached.readByte(which, address));
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const which = this.#named(memory, 'write-byte');
    // Where pages have been refused, single bytes are of no use.
    const { afterRefusal } = this.#context.behaviour.of(flipDeeds);
    if (which === 'flash' && this.#refused && afterRefusal === 'nothing') return;
    if (which === 'flash' && this.#reached.erasesPages) await this.#pageBytes.write(memory, address, value);
    else
      await failingAsWrite(
        this.#reached.write(which, address, Uint8Array.of(value)),
        this.#context.behaviour,
      );
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const which = this.#named(memory, 'read-page');
    await failingPlainly(this.#reached.readPages(which, run, onPage));
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const which = this.#named(memory, 'write-page');
    this.#pageBytes.forget();
    try {
      await failingAsWrite(this.#reached.writePages(which, run, onPage), this.#context.behaviour);
    } catch (error) {
      this.#refused ||= which === 'flash' && !this.#reached.isGone;
      throw error;
    }
  }

  ownSection(memory: Memory): OwnSection | undefined {
    return memory.name === 'flash' ? { start: bootSection(memory.size), option: '-x keep-boot' } : undefined;
  }

  /** @throws ProtocolError if no boot loader has been found, which has been said */
  get #reached(): Flip1Loader {
    if (!this.#loader) throw new ProtocolError('no boot loader has been found');
    return this.#loader;
  }

  /** @throws UnsupportedError if the protocol does not know the memory, after saying so */
  #named(memory: Memory, operation: MemoryOperation): Flip1Memory {
    const { name } = memory;
    // What has not been found has no memories, either.
    if (!this.#loader) throw new ProtocolError('no boot loader has been found');
    if (name === 'flash' || name === 'eeprom') return name;
    fail(
      this.#context.emit,
      notice(say.notAccessible, { memory: name, operation }),
      new UnsupportedError(`FLIP knows no ${name}`),
    );
  }
}

export const flip1: ProgrammerType = {
  id: 'flip1',
  name: 'flip1',
  takesExtended: true,
  exitSpecs,
  create: (context) => new Flip1(context, parseFlip(context, 'flip1')),
};
