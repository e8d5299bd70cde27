import { endsRun, InterruptedError, returnCode, TargetError } from '../model/errors.ts';
import { blankImage, type MemoryImage, touches } from '../model/memory-image.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';
import { endsAtLastByte, lengthWithoutTrailingFf } from '../model/trailing.ts';
import { type Emit, notice } from '../output/events.ts';
import type { Clock, Programmer } from '../programmers/programmer.ts';
import { addressText } from './address-text.ts';
import { type ByteAccess, byteAccess } from './byte-access.ts';
import { fullPages } from './full-pages.ts';
import {
  byteFailed,
  byteUnreadable,
  called,
  imageLargerThanMemory,
  pageFailed,
  pagePadded,
  pageSkipped,
} from './messages.ts';
import { isBlank, type PageSteps, pageSteps, pagesOf } from './pages.ts';

/** What moving memories needs to know of the run. */
export interface DeviceSettings {
  readonly programmer: Programmer;
  readonly part: Part;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly emit: Emit;
  /** Whether a chip erase leaves flash blank (an ISP programmer's), or may do nothing (a boot loader's). */
  readonly eraseBlanksFlash: boolean;
  /** The programmer's id (`-c`), for messages. */
  readonly programmerId?: string;
  /** Whether the programmer is a boot loader, which erases and writes by its own rules. */
  readonly bootloader?: boolean;
  /** `-A`: trailing 0xff bytes count. */
  readonly keepTrailingFf?: boolean;
  /** Aborted when the run is to end: the next step of progress throws. */
  readonly interrupted?: AbortSignal;
}

/** Contents read from a memory. */
export interface Contents {
  readonly image: MemoryImage;
  /** How many bytes the release counts as read: for flash, without trailing 0xff. */
  readonly length: number;
}

/**
 * The part behind a programmer, memory by memory. Decides between pages and bytes, skips pages that no byte of a file
 * touches, waits for slow cells and reports progress; no back end repeats that.
 */
export class Device {
  readonly part: Part;
  readonly programmer: Programmer;
  readonly bytes: ByteAccess;
  private readonly settings: DeviceSettings;
  /** Told of every single byte that is about to be written on purpose: safemode wants to know of fuses. */
  onByteWrite: ((memory: Memory, value: number) => void) | undefined;
  private flashIsBlank = false;

  constructor(settings: DeviceSettings) {
    this.settings = settings;
    this.part = settings.part;
    this.programmer = settings.programmer;
    this.bytes = byteAccess(settings);
  }

  readByte(memory: Memory, address: number): Promise<number> {
    return this.bytes.read(memory, address);
  }

  writeByte(memory: Memory, address: number, value: number): Promise<void> {
    this.onByteWrite?.(memory, value);
    return this.bytes.write(memory, address, value);
  }

  async chipErase(): Promise<void> {
    this.trace('avr_chip_erase');
    await this.programmer.chipErase();
    this.flashIsBlank = this.settings.eraseBlanksFlash;
  }

  /**
   * Reads a memory, or those of its pages and bytes that `only` knows.
   * @throws TargetError with the release's rc if a byte cannot be read, after saying which
   */
  async readMemory(memory: Memory, only?: MemoryImage): Promise<Contents> {
    this.trace('avr_read_mem', memory.name, only === undefined ? 'NULL' : this.part.desc);
    const image = blankImage(memory.size);
    const paged =
      this.programmer.pagedRead !== undefined &&
      hasPages(memory) &&
      (await this.readPages(memory, image, only));
    if (!paged) await this.readBytes(memory, image, only);
    return { image, length: this.contentLength(memory, image.data) };
  }

  /**
   * Writes the known bytes of `image` below `size`.
   * @returns how many bytes the release counts as written; single bytes that do not take are reported, not thrown
   */
  async writeMemory(memory: Memory, image: MemoryImage, size: number, erasePages = false): Promise<number> {
    const erases = `auto_erase = ${erasePages ? 1 : 0}`;
    this.trace('avr_write_mem', memory.name, addressText(size, memory.size), erases);
    if (size > memory.size) {
      this.settings.emit(notice(imageLargerThanMemory, { size, memorySize: memory.size }));
    }
    const length = Math.min(size, memory.size);
    const paged =
      this.programmer.pagedWrite !== undefined &&
      hasPages(memory) &&
      (await this.writePages(memory, image, length, erasePages));
    if (!paged) await this.writeBytes(memory, image, length);
    return length;
  }

  private contentLength(memory: Memory, data: Uint8Array): number {
    if (this.settings.keepTrailingFf || !endsAtLastByte(memory.name)) return memory.size;
    return lengthWithoutTrailingFf(data, this.settings.behaviour.trailingFf);
  }

  /** @returns false if the programmer could not and bytes have to do */
  private async readPages(
    memory: Memory,
    image: MemoryImage,
    only: MemoryImage | undefined,
  ): Promise<boolean> {
    const all = pagesOf(memory, memory.size);
    const wanted = all.map((page) => only === undefined || touches(only, page.address, page.length));
    const run = all.filter((_, i) => wanted[i]);
    const steps = this.pageSteps('read', wanted, wanted);
    if (run.length === 0) {
      steps.finish();
      return true;
    }
    try {
      await this.programmer.pagedRead?.(memory, run, (index, data) => {
        const page = run[index];
        if (!page) return;
        image.data.set(data.subarray(0, page.length), page.address);
        image.known.fill(1, page.address, page.address + page.length);
        steps.sent();
      });
    } catch (error) {
      if (endsRun(error)) throw error;
      // The page that could not be read counts as passed, too.
      steps.sent();
      return false;
    }
    steps.finish();
    return true;
  }

  private async readBytes(memory: Memory, image: MemoryImage, only: MemoryImage | undefined): Promise<void> {
    if (memory.name === 'signature' && this.programmer.readSignature) {
      image.data.set(await this.programmer.readSignature(memory));
      image.known.fill(1);
      return;
    }
    for (let address = 0; address < memory.size; address++) {
      if (only === undefined || only.known[address]) {
        image.data[address] = await this.readByteOrSay(memory, address);
        image.known[address] = 1;
      }
      this.progress(address, memory.size);
    }
  }

  private async readByteOrSay(memory: Memory, address: number): Promise<number> {
    try {
      return await this.readByte(memory, address);
    } catch (error) {
      if (endsRun(error)) throw error;
      const rc = returnCode(error);
      this.settings.emit(notice(byteUnreadable, { memory: memory.name, address, supported: rc !== -1 }));
      throw new TargetError(`cannot read ${memory.name} at ${address}`, rc === -1 ? -2 : rc, {
        cause: error,
      });
    }
  }

  /** @returns false if the programmer could not and bytes have to do */
  private async writePages(
    memory: Memory,
    image: MemoryImage,
    length: number,
    erasePages: boolean,
  ): Promise<boolean> {
    const padded = await this.fillHoles(memory, image, length);
    const all = pagesOf(memory, length);
    const touched = all.map((page) => touches(padded, page.address, page.length));
    const blank = this.flashIsBlank && memory.name === 'flash';
    const travels = all.map((page, i) => touched[i] === true && !(blank && isBlank(padded.data, page)));
    const run = all
      .filter((_, i) => travels[i])
      .map(
        (page): Page => ({
          address: page.address,
          data: padded.data.slice(page.address, page.address + page.length),
        }),
      );
    const steps = this.pageSteps('write', touched, travels);
    try {
      if (erasePages && this.programmer.pageErase) {
        for (const page of run) {
          await this.programmer.pageErase(memory, page.address);
          await this.programmer.pagedWrite?.(memory, [page], () => steps.sent());
        }
      } else if (run.length > 0) {
        await this.programmer.pagedWrite?.(memory, run, () => steps.sent());
      }
    } catch (error) {
      if (endsRun(error)) throw error;
      steps.sent();
      return false;
    }
    steps.finish();
    return true;
  }

  private async writeBytes(memory: Memory, image: MemoryImage, length: number): Promise<void> {
    await this.programmer.writeSetup?.(memory);
    let tainted = false;
    for (let address = 0; address < length; address++) {
      this.progress(address, length);
      const known = image.known[address] === 1;
      if (known) await this.writeByteOrSay(memory, address, image.data[address] ?? 0xff);
      tainted ||= known;
      const lastOfPage = address % memory.pageSize === memory.pageSize - 1 || address === length - 1;
      if (memory.paged && lastOfPage) {
        if (tainted) await this.writePageOrSay(memory, address);
        tainted = false;
      }
    }
  }

  private async writeByteOrSay(memory: Memory, address: number, value: number): Promise<void> {
    try {
      await this.writeByte(memory, address, value);
    } catch (error) {
      if (endsRun(error)) throw error;
      this.settings.emit(notice(byteFailed));
      this.giveUp(memory, error);
    }
  }

  private async writePageOrSay(memory: Memory, address: number): Promise<void> {
    try {
      this.trace('avr_write_page', memory.name, addressText(address, memory.size));
      await this.bytes.writePage(memory, address);
    } catch (error) {
      if (endsRun(error)) throw error;
      const { pageSize } = memory;
      const page = Math.floor(address / pageSize);
      this.settings.emit(notice(pageFailed, { page, pageSize, last: address }));
      this.giveUp(memory, error);
    }
  }

  /** Ends a write after a failure where the release does. */
  private giveUp(memory: Memory, cause: unknown): void {
    if (this.settings.behaviour.writing.failedByte === 'ends-write')
      throw new TargetError(`cannot write ${memory.name}`, -1, { cause });
  }

  /** Pages of the image that have bytes and holes, with the holes as the device has them where the release looks. */
  private async fillHoles(memory: Memory, image: MemoryImage, length: number): Promise<MemoryImage> {
    const { behaviour, emit, bootloader } = this.settings;
    if (behaviour.writing.holes === 'blank') return image;
    const pagesPerErase = bootloader && this.part.nPageErase > 0 ? this.part.nPageErase : 1;
    const blank = this.flashIsBlank && memory.name === 'flash';
    return fullPages(memory, image, length, pagesPerErase, async (page) => {
      const data = blank ? new Uint8Array(page.length).fill(0xff) : await this.readPage(memory, page);
      const readable = data !== undefined;
      const last = page.address + page.length - 1;
      emit(notice(pagePadded, { memory: memory.name, first: page.address, last, readable }));
      return data;
    });
  }

  /** @returns undefined if it cannot be read */
  private async readPage(memory: Memory, page: PageRange): Promise<Uint8Array | undefined> {
    const data = new Uint8Array(page.length).fill(0xff);
    try {
      if (this.programmer.pagedRead) {
        await this.programmer.pagedRead(memory, [page], (_, read) => data.set(read.subarray(0, page.length)));
      } else {
        for (let i = 0; i < page.length; i++) data[i] = await this.readByte(memory, page.address + i);
      }
      return data;
    } catch (error) {
      if (endsRun(error)) throw error;
      return undefined;
    }
  }

  /** Names a step with programmer, part and what it works on, for releases that show it. */
  private trace(name: string, ...rest: readonly string[]): void {
    const { emit, programmerId = '', part } = this.settings;
    emit(notice(called, { name, arguments: [programmerId, part.id, ...rest] }));
  }

  private pageSteps(
    operation: 'read' | 'write',
    touched: readonly boolean[],
    travels: readonly boolean[],
  ): PageSteps {
    const { behaviour, emit } = this.settings;
    return pageSteps({
      touched,
      travels,
      counts: behaviour.bars.counts,
      skipped: (page) => emit(notice(pageSkipped, { operation, page })),
      report: (done, total) => this.progress(done, total),
    });
  }

  private progress(done: number, total: number): void {
    if (this.settings.interrupted?.aborted) throw new InterruptedError('interrupted by the user');
    this.settings.emit({ kind: 'progress', done, total });
  }
}

/** Whether the memory is made of whole pages; configuration bytes of TPI and XMEGA parts have a page size that they do not fill. */
function hasPages(memory: Memory): boolean {
  return memory.pageSize > 1 && memory.size % memory.pageSize === 0;
}
