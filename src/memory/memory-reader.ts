import { endsRun, returnCode, TargetError } from '../model/errors.ts';
import { blankImage, type MemoryImage, touches } from '../model/memory-image.ts';
import type { Memory } from '../model/part.ts';
import { endsAtLastByte, lengthWithoutTrailingFf } from '../model/trailing.ts';
import { notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import { Course, type DeviceSettings, hasPages } from './course.ts';
import { byteUnreadable, endFound } from './messages.ts';
import { pagesOf } from './pages.ts';
import type { ByteAccess } from './single-bytes.ts';

/** Contents read from a memory. */
export interface Contents {
  readonly image: MemoryImage;
  /** How many bytes the release counts as read: for flash, without trailing 0xff. */
  readonly length: number;
}

/** Reads memories, by pages where the programmer can. */
export class MemoryReader {
  readonly #settings: DeviceSettings;
  readonly #course: Course;
  readonly #bytes: ByteAccess;

  constructor(settings: DeviceSettings, bytes: ByteAccess) {
    this.#settings = settings;
    this.#course = new Course(settings);
    this.#bytes = bytes;
  }

  /**
   * Reads a memory, or those of its pages and bytes that `only` knows.
   * @throws TargetError with the release's rc if a byte cannot be read, after saying which
   */
  async read(memory: Memory, only?: MemoryImage): Promise<Contents> {
    const { programmer } = this.#settings;
    this.#course.trace({ operation: 'read-memory', memory, chosen: only !== undefined });
    const image = blankImage(memory.size);
    const paged =
      programmer.pagedRead !== undefined && hasPages(memory) && (await this.#readPages(memory, image, only));
    if (!paged) {
      this.#passPartPage(memory);
      await this.#readBytes(memory, image, only);
    }
    return { image, length: this.#contentLength(memory, image.data) };
  }

  #contentLength(memory: Memory, data: Uint8Array): number {
    if (this.#settings.keepTrailingFf || !endsAtLastByte(memory.name)) return memory.size;
    const length = lengthWithoutTrailingFf(data, this.#settings.behaviour.trailingFf);
    this.#settings.emit(notice(endFound, { memory, length }));
    return length;
  }

  /** @returns false if the programmer could not and bytes have to do */
  async #readPages(memory: Memory, image: MemoryImage, only: MemoryImage | undefined): Promise<boolean> {
    const all = pagesOf(memory, memory.size);
    const wanted = all.map((page) => only === undefined || touches(only, page.address, page.length));
    const run = all.filter((_, i) => wanted[i]);
    const steps = this.#course.pageSteps('read', wanted, wanted);
    if (run.length === 0) {
      steps.finish();
      return true;
    }
    try {
      await this.#settings.programmer.pagedRead?.(memory, run, (index, data) => {
        const page = run[index];
        if (!page) return;
        const again = image.known[page.address] === 1;
        image.data.set(data.subarray(0, page.length), page.address);
        image.known.fill(1, page.address, page.address + page.length);
        if (!again) steps.sent();
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

  /** 6.4 tries a page of a memory that is less than one, to no avail; all there is to see is its bar. */
  #passPartPage(memory: Memory): void {
    const { programmer, behaviour } = this.#settings;
    const isPart = memory.pageSize > memory.size;
    if (behaviour.bars.partPages && programmer.pagedRead !== undefined && isPart)
      this.#course.pageSteps('read', [true], [true]).sent();
  }

  async #readBytes(memory: Memory, image: MemoryImage, only: MemoryImage | undefined): Promise<void> {
    if (memory.name === 'signature' && this.#settings.programmer.readSignature) {
      image.data.set(await this.#settings.programmer.readSignature(memory));
      image.known.fill(1);
      return;
    }
    for (let address = 0; address < memory.size; address++) {
      if (only === undefined || only.known[address]) {
        image.data[address] = await this.#readByteOrSay(memory, address);
        image.known[address] = 1;
      }
      this.#course.progress(address, memory.size);
    }
  }

  async #readByteOrSay(memory: Memory, address: number): Promise<number> {
    try {
      return await this.#bytes.read(memory, address);
    } catch (error) {
      if (endsRun(error)) throw error;
      const rc = returnCode(error);
      fail(
        this.#settings.emit,
        notice(byteUnreadable, { memory: memory.name, address, supported: rc !== -1 }),
        new TargetError(`cannot read ${memory.name} at ${address}`, rc === -1 ? -2 : rc, {
          cause: error,
        }),
      );
    }
  }
}
