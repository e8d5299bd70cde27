import { agreeingReadings } from '../model/agreeing-readings.ts';
import { endsRun, TargetError, UnsupportedError } from '../model/errors.ts';
import { type MemoryImage, touches } from '../model/memory-image.ts';
import { memoryKind } from '../model/memory-kind.ts';
import type { Page, PageRange } from '../model/page.ts';
import type { Memory } from '../model/part.ts';
import { hushed, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import { BlankFlash } from './blank-flash.ts';
import { Course, type DeviceSettings, hasPages } from './course.ts';
import { fullPages } from './full-pages.ts';
import { byteFailed, imageLargerThanMemory, pageFailed, pagePadded, pagesImplausible } from './messages.ts';
import { isBlank, pagesOf } from './pages.ts';
import type { ByteAccess } from './single-bytes.ts';

/** Writes memories, by pages where the programmer can. */
export class MemoryWriter {
  /** What of flash is known to be 0xff: pages that would stay so need not travel. */
  readonly blankFlash = new BlankFlash();
  readonly #settings: DeviceSettings;
  readonly #course: Course;
  readonly #bytes: ByteAccess;

  /** @param bytes how single bytes are read and written */
  constructor(settings: DeviceSettings, bytes: ByteAccess) {
    this.#settings = settings;
    this.#course = new Course(settings);
    this.#bytes = bytes;
  }

  /**
   * Writes the known bytes of `image` below `size`.
   * @returns how many bytes the release counts as written; single bytes that do not take are reported, not thrown
   */
  async write(memory: Memory, image: MemoryImage, size: number, erasePages: boolean): Promise<number> {
    const { programmer, behaviour, emit } = this.#settings;
    this.#course.trace({ operation: 'write-memory', memory, size, erases: erasePages });
    if (size > memory.size) emit(notice(imageLargerThanMemory, { size, memorySize: memory.size }));
    const length = Math.min(size, memory.size);
    const paged =
      programmer.pagedWrite !== undefined &&
      hasPages(memory) &&
      (await this.#writePages(memory, image, length, erasePages));
    if (!paged) await this.#writeBytes(memory, image, length);
    const words = behaviour.writing.tpiWords === 'whole' && programmer.movesTpiWords && memory.pageSize > 1;
    return words ? length + (length % 2) : length;
  }

  /** @returns false if the programmer could not and bytes have to do */
  async #writePages(
    memory: Memory,
    image: MemoryImage,
    length: number,
    erasePages: boolean,
  ): Promise<boolean> {
    const padded = await this.#fillHoles(memory, image, length, erasePages);
    const all = pagesOf(memory, length);
    const touched = all.map((page) => touches(padded, page.address, page.length));
    const travels: boolean[] = [];
    for (const [i, page] of all.entries())
      travels.push(
        touched[i] === true && !(isBlank(padded.data, page) && (await this.#isBlank(memory, page))),
      );
    const run = all
      .filter((_, i) => travels[i])
      .map(
        (page): Page => ({
          address: page.address,
          data: padded.data.slice(page.address, page.address + page.length),
        }),
      );
    const steps = this.#course.pageSteps('write', touched, travels);
    for (const page of run) this.blankFlash.written(memory, page.address, page.data.length);
    try {
      const { pageErase, pagedRewrite } = this.#settings.programmer;
      const erases = erasePages && memory.name !== 'eeprom';
      if (erases && pagedRewrite) {
        await pagedRewrite.call(this.#settings.programmer, memory, run, () => steps.sent());
      } else if (erases && pageErase) {
        for (const page of run) {
          await pageErase.call(this.#settings.programmer, memory, page.address);
          await this.#settings.programmer.pagedWrite?.(memory, [page], () => steps.sent());
        }
      } else if (run.length > 0) {
        await this.#settings.programmer.pagedWrite?.(memory, run, () => steps.sent());
      }
    } catch (error) {
      if (endsRun(error) || this.#hasPagesOnly(memory, error)) throw error;
      steps.sent();
      return false;
    }
    steps.finish();
    return true;
  }

  /** Whether a page on the device is blank, as far as that can be told sooner than it is written. */
  async #isBlank(memory: Memory, page: PageRange): Promise<boolean> {
    const held = this.blankFlash.holds(memory, page);
    if (held !== 'may-blank') return held === 'blanks';
    const there = await hushed(this.#settings.emit, () => this.#readPage(memory, page));
    return there?.every((byte) => byte === 0xff) === true;
  }

  /** Whether bytes would do no better than the pages that failed: a boot loader does not carry out ISP instructions on flash. */
  #hasPagesOnly(memory: Memory, error: unknown): boolean {
    return (
      this.#settings.bootloader === true &&
      memoryKind(memory) === 'flash' &&
      !this.#triesBytes &&
      !(error instanceof UnsupportedError)
    );
  }

  /** Whether bytes are tried nevertheless: where the first that fails ends the write, which tells that it has failed. */
  get #triesBytes(): boolean {
    const { programmer, behaviour } = this.#settings;
    return programmer.movesSingleBytes === true && behaviour.writing.failedByte === 'ends-write';
  }

  async #writeBytes(memory: Memory, image: MemoryImage, length: number): Promise<void> {
    const unit = memory.paged ? memory.pageSize : 1;
    let tainted = false;
    let travels = true;
    for (let address = 0; address < length; address++) {
      this.#course.progress(address, length);
      if (address % unit === 0) {
        const page = { address, length: unit };
        travels = !(isBlank(image.data, page) && this.blankFlash.holds(memory, page) === 'blanks');
      }
      const known = image.known[address] === 1;
      if (known) await this.#writeByteOrSay(memory, address, image.data[address] ?? 0xff, travels);
      tainted ||= known;
      const lastOfPage = address % memory.pageSize === memory.pageSize - 1 || address === length - 1;
      if (memory.paged && lastOfPage) {
        if (tainted) await this.#writePageOrSay(memory, address, travels);
        tainted = false;
      }
    }
  }

  /** @param travels whether the device has to be told */
  async #writeByteOrSay(memory: Memory, address: number, value: number, travels: boolean): Promise<void> {
    const operation = this.#settings.programmer.writeByte ? 'update-byte' : 'write-one-byte';
    try {
      this.#course.trace({ operation, memory, address, value });
      if (travels) await this.#bytes.write(memory, address, value);
    } catch (error) {
      if (endsRun(error)) throw error;
      this.#settings.emit(notice(byteFailed));
      this.#giveUp(memory, error);
    }
  }

  async #writePageOrSay(memory: Memory, address: number, travels: boolean): Promise<void> {
    try {
      this.#course.trace({ operation: 'write-page', memory, address });
      if (travels) await this.#bytes.writePage(memory, address);
    } catch (error) {
      if (endsRun(error)) throw error;
      const { pageSize } = memory;
      const page = Math.floor(address / pageSize);
      this.#settings.emit(notice(pageFailed, { page, pageSize, last: address }));
      this.#giveUp(memory, error);
    }
  }

  /** Ends a write after a failure where the release does. */
  #giveUp(memory: Memory, cause: unknown): void {
    if (this.#settings.behaviour.writing.failedByte === 'ends-write')
      throw new TargetError(`cannot write ${memory.name}`, -1, { cause });
  }

  /**
   * Pages of the image that have bytes and holes, with the holes as the device has them where the release looks, or would lose them:
   * 6.4 writes 0xff there, which leaves flash as it is unless the page is erased first, as by a boot loader.
   */
  async #fillHoles(
    memory: Memory,
    image: MemoryImage,
    length: number,
    erasePages: boolean,
  ): Promise<MemoryImage> {
    const { behaviour, emit, bootloader, part } = this.#settings;
    const onlyClearsBits = memoryKind(memory) === 'flash' && !bootloader && !erasePages;
    if (behaviour.writing.holes === 'where-lost' && onlyClearsBits) return image;
    const pagesPerErase = bootloader && part.nPageErase > 0 ? part.nPageErase : 1;
    // 6.4 does not look, and so has nothing to say of it.
    const unsaid = behaviour.writing.holes === 'where-lost';
    const step = pagesPerErase * memory.pageSize;
    if (!unsaid && (step & (step - 1)) !== 0)
      fail(emit, notice(pagesImplausible, { size: step }), new TargetError(`pages of ${step} bytes`, -1));
    return fullPages(memory, image, length, pagesPerErase, async (page) => {
      const blank = this.blankFlash.holds(memory, page) === 'blanks';
      const look = async () =>
        blank ? new Uint8Array(page.length).fill(0xff) : this.#readSurely(memory, page);
      const data = await (unsaid ? hushed(emit, look) : look());
      const readable = data !== undefined;
      const last = page.address + page.length - 1;
      emit(notice(pagePadded, { memory: memory.name, first: page.address, last, readable }));
      return data;
    });
  }

  /** Reads a page that is written again, holes and all, which no verification compares. @returns undefined if it cannot be read */
  async #readSurely(memory: Memory, page: PageRange): Promise<Uint8Array | undefined> {
    const first = await this.#readPage(memory, page);
    if (!this.#settings.programmer.readsUnchecked) return first;
    return hushed(this.#settings.emit, () => agreeingReadings(first, () => this.#readPage(memory, page)));
  }

  /** Reads a page, by bytes if it has to be. @returns undefined if it cannot be read */
  async #readPage(memory: Memory, page: PageRange): Promise<Uint8Array | undefined> {
    const { programmer, bootloader } = this.#settings;
    const data = new Uint8Array(page.length).fill(0xff);
    const byPages = async () =>
      programmer.pagedRead?.(memory, [page], (_, read) => data.set(read.subarray(0, page.length)));
    const byBytes = async () => {
      for (let i = 0; i < page.length; i++) data[i] = await this.#bytes.read(memory, page.address + i);
    };
    const paged = programmer.pagedRead ? await tried(byPages) : 'unsupported';
    if (paged === 'done') return data;
    // What a boot loader answers to an instruction for a single byte need not be the byte.
    if (paged === 'failed' && bootloader && !programmer.movesSingleBytes) return undefined;
    return (await tried(byBytes)) === 'done' ? data : undefined;
  }
}

/** @throws what ends the run, and nothing else */
async function tried(work: () => Promise<void>): Promise<'done' | 'failed' | 'unsupported'> {
  try {
    await work();
    return 'done';
  } catch (error) {
    if (endsRun(error)) throw error;
    return error instanceof UnsupportedError ? 'unsupported' : 'failed';
  }
}
