import { ProtocolError, TargetError, TransportError, UnsupportedError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import {
  decodeInfo,
  encodeErase,
  encodeInfo,
  encodeStart,
  infoLength,
  type LoaderInfo,
} from '../../protocols/micronucleus/requests.ts';
import { libusb0Result } from '../../protocols/usb/errno.ts';
import { failedPage } from '../pages/failed-page.ts';
import type { OwnSection, Programmer, ProgrammerContext, ProgrammerType } from '../programmer.ts';
import type { Entered } from '../usb/loader-trace-messages.ts';
import { parseWait } from '../usb/wait.ts';
import { openMicronucleus } from './device.ts';
import * as trace from './entered-messages.ts';
import { MicronucleusFlash, NoResetJumpError } from './flash.ts';
import type { MicronucleusLink } from './link.ts';
import * as say from './messages.ts';

/** Errors that a host commonly sees while the chip is erased, and that avrdude takes for none. */
const usualWhileErasing = ['EIO', 'EPIPE'];

/** micronucleus, the boot loader of Digispark boards and their like (https://github.com/micronucleus/micronucleus), of version 1 and 2. */
export const micronucleus: ProgrammerType = {
  id: 'micronucleus',
  name: 'Micronucleus V2.0',
  takesExtended: true,
  taken: (emit) => emit(notice(trace.entered, { operation: 'take' })),
  released: (emit) => emit(notice(trace.entered, { operation: 'release' })),
  create(context) {
    if (context.extended.length > 0) context.emit(notice(trace.entered, { operation: 'read-parameters' }));
    return new Micronucleus(context, parseWait(context, 'micronucleus'));
  },
};

/** Flash can be erased and written, and nothing read. */
class Micronucleus implements Programmer {
  readonly #context: ProgrammerContext;
  readonly #waitSeconds: number | undefined;
  #link: MicronucleusLink | undefined;
  #info: LoaderInfo | undefined;
  #flash: MicronucleusFlash | undefined;

  constructor(context: ProgrammerContext, waitSeconds: number | undefined) {
    this.#context = context;
    this.#waitSeconds = waitSeconds;
  }

  async open(): Promise<void> {
    this.#enter({ operation: 'open', port: this.#context.port });
    this.#link = await openMicronucleus(this.#context, this.#waitSeconds);
  }

  async enable(): Promise<void> {
    this.#enter({ operation: 'enable' });
  }

  async initialize(): Promise<void> {
    const { emit, clock } = this.#context;
    this.#enter({ operation: 'initialize' });
    const link = this.#open;
    const info = await this.#readInfo();
    emit(notice(say.described, { ...info, version: link.version }));
    this.#info = info;
    this.#flash = new MicronucleusFlash(link, clock, info, (address, length) =>
      this.#enter({ operation: 'write-page', address, length }),
    );
  }

  async disable(): Promise<void> {
    this.#enter({ operation: 'disable' });
  }

  /** Places the application's reset vector, if there is one, and starts the application. */
  async powerdown(): Promise<void> {
    const { emit } = this.#context;
    this.#enter({ operation: 'power-down' });
    const flash = this.#flash;
    this.#flash = undefined;
    if (!flash?.isStartable) return;
    try {
      await flash.finish();
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      emit(notice(say.pageFailed, { error, major: this.#open.major }));
    }
    this.#enter({ operation: 'start' });
    try {
      await this.#open.exchange(encodeStart());
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      emit(notice(say.startFailed, { error }));
    }
  }

  async close(): Promise<void> {
    this.#enter({ operation: 'close' });
    const link = this.#link;
    this.#link = undefined;
    await link?.close();
  }

  async display(): Promise<void> {
    this.#context.emit(notice(trace.displayed));
  }

  async readSignature(): Promise<Uint8Array> {
    this.#enter({ operation: 'read-signature' });
    return Uint8Array.of(0x1e, ...this.#known.signature);
  }

  /**
   * Erases the application. The boot loader does not answer meanwhile, which many a host takes for an error on the bus, or for a device
   * that has gone: neither is a failure, if it is back when it is done.
   */
  async chipErase(): Promise<void> {
    const { emit, clock } = this.#context;
    this.#enter({ operation: 'erase-chip' });
    this.#enter({ operation: 'erase-application' });
    const link = this.#open;
    let failure: TransportError | undefined;
    try {
      await link.exchange(encodeErase());
    } catch (error) {
      if (!(error instanceof TransportError) || error.code === undefined) throw error;
      failure = error;
      // To avrdude all others are the end; here they are only if the board does not come back.
      if (usualWhileErasing.includes(error.code)) emit(notice(say.eraseUnanswered, { error }));
    }
    const isFatal = failure?.code !== undefined && !usualWhileErasing.includes(failure.code);
    await clock.sleep(this.#known.eraseMs);
    if (await link.answers()) return;
    emit(notice(say.connectionDropped));
    try {
      await link.reconnect(clock, () => emit(notice(say.reconnecting)));
    } catch (error) {
      if (!(error instanceof TransportError) || error.code === undefined) throw error;
      const rc = isFatal ? libusb0Result(failure) : -1;
      fail(
        emit,
        isFatal ? notice(say.eraseFailed, { error: failure, rc }) : notice(say.reconnectFailed, { error }),
        new TargetError('the board has not come back from the erase', rc, { cause: error }),
      );
    }
  }

  ownSection(memory: Memory): OwnSection | undefined {
    const start = this.#info?.flashSize;
    return memoryKind(memory) === 'flash' && start !== undefined ? { start } : undefined;
  }

  /** Fuses cannot be read either; avrdude has 0xff for them. */
  async readByte(memory: Memory, address: number): Promise<number> {
    this.#enter({ operation: 'read-byte', memory: memory.name, address });
    const kind = memoryKind(memory);
    if (kind === 'fuse' || kind === 'lock') return 0xff;
    fail(
      this.#context.emit,
      notice(say.notReadable, { memory: memory.name }),
      new UnsupportedError(`${memory.name} cannot be read`),
    );
  }

  async writeByte(memory: Memory, address: number): Promise<void> {
    this.#enter({ operation: 'write-byte', memory: memory.name, address });
    throw new TargetError(`${memory.name} cannot be written by bytes`);
  }

  async pagedRead(memory: Memory, [first]: readonly PageRange[]): Promise<void> {
    if (first)
      this.#enter({
        ...{ operation: 'read-pages', pageSize: memory.pageSize },
        ...{ address: first.address, length: first.length },
      });
    throw new UnsupportedError(`${memory.name} cannot be read`);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { emit, behaviour } = this.#context;
    if (memoryKind(memory) !== 'flash')
      fail(
        emit,
        notice(say.memoryUnsupported, { memory: memory.name }),
        new UnsupportedError(`${memory.name} cannot be written`),
      );
    const available = this.#known.flashSize;
    for (const [index, { address, data }] of run.entries()) {
      const { pageSize } = memory;
      this.#enter({ operation: 'write-pages', pageSize, address, length: data.length });
      const end = address + data.length;
      if (end > available)
        fail(
          emit,
          notice(say.fileTooLarge, { end, available }),
          failedPage(behaviour, `0x${hex4(end)} is beyond the application's section`),
        );
      await this.#writePage(address, data);
      onPage(index);
    }
  }

  async #writePage(address: number, data: Uint8Array): Promise<void> {
    const { emit, behaviour } = this.#context;
    try {
      await this.#flash?.write(address, data);
    } catch (error) {
      if (error instanceof NoResetJumpError) emit(notice(say.noResetJump));
      else if (error instanceof TransportError)
        emit(notice(say.pageFailed, { error, major: this.#open.major }));
      else throw error;
      throw failedPage(behaviour, `page 0x${hex4(address)} was not taken`, error);
    }
  }

  /** @throws TransportError, ProtocolError after saying so */
  async #readInfo(): Promise<LoaderInfo> {
    const { emit } = this.#context;
    const { major } = this.#open;
    let block: Uint8Array;
    try {
      block = await this.#open.exchange(encodeInfo(major));
    } catch (error) {
      if (!(error instanceof TransportError) || error.code === undefined) throw error;
      fail(
        emit,
        notice(say.infoFailed, { error, major }),
        new ProtocolError('the boot loader does not tell what it is', libusb0Result(error), { cause: error }),
      );
    }
    if (block.length < infoLength(major))
      fail(
        emit,
        notice(say.infoInvalid, { length: block.length, major }),
        new ProtocolError(`${block.length} bytes of information`),
      );
    return decodeInfo(major, block);
  }

  get #open(): MicronucleusLink {
    if (!this.#link) throw new ProtocolError('the boot loader is not open');
    return this.#link;
  }

  get #known(): LoaderInfo {
    if (!this.#info) throw new ProtocolError('it is not known what the boot loader is');
    return this.#info;
  }

  #enter(what: Entered): void {
    this.#context.emit(notice(trace.entered, what));
  }
}

const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');
