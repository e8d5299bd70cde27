import { ProtocolError, TargetError, TransportError, UnsupportedError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Page } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { HidDeviceInfo, HidNumbering, HidTransport } from '../../transports/hid-transport.ts';
import { failedPage } from '../pages/failed-page.ts';
import type { OwnSection, Programmer, ProgrammerContext } from '../programmer.ts';
import { openHidLoader } from '../usb/hid-loader.ts';
import { isAtPort, parseUsbPort } from '../usb/port.ts';
import { parseWait } from '../usb/wait.ts';
import * as say from './messages.ts';

/** What a boot loader tells of the chip that it is on. */
export interface LoaderChip {
  /** Bytes of flash for the application. */
  readonly available: number;
  readonly pageSize: number;
  /** One that no part has, if it is not the part that was named. */
  readonly signature: Uint8Array;
}

/** One kind of boot loader. */
export interface HidLoaderKind {
  /** What a person calls it. */
  readonly name: string;
  readonly type: string;
  readonly numbering: HidNumbering;
  /** @throws AvrdudeError after saying so */
  identify(device: HidTransport, context: ProgrammerContext): Promise<LoaderChip>;
  /** Writes pages in rising order, each erased before. @throws TransportError */
  write(
    device: HidTransport,
    chip: LoaderChip,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void>;
  /** Starts the application; the device may be gone before it has answered. @throws TransportError */
  leave(device: HidTransport, chip: LoaderChip): Promise<void>;
}

/** A HID boot loader that writes flash, erasing it page by page, and gives nothing back. */
export class HidBootLoader implements Programmer {
  readonly #kind: HidLoaderKind;
  readonly #context: ProgrammerContext;
  readonly #waitSeconds: number | undefined;
  #device: HidTransport | undefined;
  #chip: LoaderChip | undefined;
  #owesErase = false;
  #hasWritten = false;

  constructor(kind: HidLoaderKind, context: ProgrammerContext) {
    this.#kind = kind;
    this.#context = context;
    this.#waitSeconds = parseWait(context, kind.type);
  }

  async open(): Promise<void> {
    const { entry, emit, port } = this.#context;
    const { name, numbering } = this.#kind;
    const place = parseUsbPort(port);
    if (place.kind === 'not-usb')
      fail(emit, notice(say.portInvalid, { port }), new TransportError(`-P ${port} is no USB port`));
    const fits = (info: HidDeviceInfo): boolean =>
      (entry.usbvendor === '' || info.vendor === entry.usbvendor) &&
      (entry.usbproduct === '' || info.product === entry.usbproduct) &&
      (place.kind === 'any' || isAtPort(place, { ...info, ...(info.place ?? { bus: '', device: '' }) }));
    const ids = { vendorId: entry.usbvid, productId: entry.usbpid[0] ?? 0 };
    this.#device = await openHidLoader(this.#context, { ids, numbering, fits }, this.#waitSeconds, {
      waiting: (facts) => notice(say.waiting, facts),
      cannotOpen: () => notice(say.cannotOpen),
      notFound: (absent) => notice(say.notFound, { name, ids: absent }),
    });
  }

  async initialize(): Promise<void> {
    const chip = await this.#kind.identify(this.#open, this.#context);
    const { available, pageSize } = chip;
    this.#chip = chip;
    this.#context.emit(notice(say.described, { available, pageSize }));
  }

  async disable(): Promise<void> {}

  /** Makes up for an erase that no file has brought about, and starts what has been written. */
  async powerdown(): Promise<void> {
    if (this.#owesErase) await this.#eraseAll();
    if (!this.#hasWritten || !this.#device) return;
    this.#hasWritten = false;
    try {
      await this.#kind.leave(this.#device, this.#known);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
    }
  }

  async close(): Promise<void> {
    const device = this.#device;
    this.#device = undefined;
    await device?.close();
  }

  async readSignature(): Promise<Uint8Array> {
    return this.#known.signature;
  }

  /** Pages are erased as they are written, or all of them at the end of the run. */
  async chipErase(): Promise<void> {
    this.#owesErase = true;
  }

  ownSection(memory: Memory): OwnSection | undefined {
    const start = this.#chip?.available;
    return memoryKind(memory) === 'flash' && start !== undefined ? { start } : undefined;
  }

  cannotBeRead(): boolean {
    return true;
  }

  async readByte(memory: Memory): Promise<number> {
    throw new UnsupportedError(`${memory.name} cannot be read`);
  }

  async writeByte(memory: Memory): Promise<void> {
    if (memoryKind(memory) === 'flash') throw new TargetError('flash is written by pages');
    fail(
      this.#context.emit,
      notice(say.onlyFlash, { memory: memory.name }),
      new TargetError(`${memory.name} cannot be written`),
    );
  }

  async pagedRead(memory: Memory): Promise<void> {
    throw new UnsupportedError(`${memory.name} cannot be read`);
  }

  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { emit } = this.#context;
    const { available } = this.#known;
    if (memoryKind(memory) !== 'flash')
      throw new UnsupportedError(`${memory.name} cannot be written by pages`);
    const last = run.at(-1);
    const end = last ? last.address + last.data.length : 0;
    if (end > available) {
      // What is not written is not erased either.
      this.#owesErase = false;
      fail(
        emit,
        notice(say.fileTooLarge, { end, available }),
        new TargetError('the file reaches into the boot loader'),
      );
    }
    this.#owesErase = false;
    this.#hasWritten = true;
    await this.#write(run, onPage);
  }

  async #eraseAll(): Promise<void> {
    const { available, pageSize } = this.#known;
    this.#owesErase = false;
    const run: Page[] = [];
    for (let address = 0; address < available; address += pageSize)
      run.push({ address, data: new Uint8Array(pageSize).fill(0xff) });
    await this.#write(run, () => {});
  }

  async #write(run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const { emit, behaviour } = this.#context;
    let done = 0;
    try {
      await this.#kind.write(this.#open, this.#known, run, (index) => {
        done = index + 1;
        onPage(index);
      });
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const address = run[done]?.address ?? 0;
      emit(notice(say.pageFailed, { address, code: systemErrorText(error.code ?? 'EIO') }));
      throw failedPage(behaviour, `the page at ${address} was not taken`, error);
    }
  }

  get #open(): HidTransport {
    if (!this.#device) throw new ProtocolError('the boot loader is not open');
    return this.#device;
  }

  get #known(): LoaderChip {
    if (!this.#chip) throw new ProtocolError('it is not known what the boot loader is on');
    return this.#chip;
  }
}

/** A signature that no part has. */
export const noSignature = Uint8Array.of(0x1e, 0x00, 0x00);
