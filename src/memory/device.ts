import type { MemoryImage } from '../model/memory-image.ts';
import type { Page } from '../model/page.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Programmer } from '../programmers/programmer.ts';
import { byteAccess } from './byte-access.ts';
import { Course, type DeviceSettings } from './course.ts';
import { type Contents, MemoryReader } from './memory-reader.ts';
import { MemoryWriter } from './memory-writer.ts';
import type { ByteAccess } from './single-bytes.ts';

/**
 * The part behind a programmer, memory by memory. Decides between pages and bytes, skips pages that no byte of a file
 * touches, waits for slow cells and reports progress; no back end repeats that.
 */
export class Device {
  readonly part: Part;
  readonly programmer: Programmer;
  readonly bytes: ByteAccess;
  /** Told of every single byte that is about to be written on purpose: safemode wants to know of fuses. */
  onByteWrite: ((memory: Memory, value: number) => void) | undefined;
  readonly #settings: DeviceSettings;
  readonly #course: Course;
  readonly #reader: MemoryReader;
  readonly #writer: MemoryWriter;

  constructor(settings: DeviceSettings) {
    this.#settings = settings;
    this.part = settings.part;
    this.programmer = settings.programmer;
    this.bytes = byteAccess(settings);
    this.#course = new Course(settings);
    this.#reader = new MemoryReader(settings, this.bytes);
    const write: ByteAccess['write'] = (...byte) => this.writeByte(...byte);
    this.#writer = new MemoryWriter(settings, { ...this.bytes, write });
  }

  readByte(memory: Memory, address: number): Promise<number> {
    return this.bytes.read(memory, address);
  }

  writeByte(memory: Memory, address: number, value: number, always?: 'always'): Promise<void> {
    this.onByteWrite?.(memory, value);
    this.#writer.blankFlash.written(memory, address, 1);
    return this.bytes.write(memory, address, value, always);
  }

  /** Writes a page of a memory, of whose bytes the caller knows, by the programmer's own way. @throws as `Programmer.pagedWrite` */
  async writePage(memory: Memory, page: Page): Promise<void> {
    this.#writer.blankFlash.written(memory, page.address, page.data.length);
    await this.programmer.pagedWrite?.(memory, [page], () => {});
  }

  async chipErase(): Promise<void> {
    this.#course.trace({ operation: 'erase-chip' });
    this.#writer.blankFlash.chipErased('unknown');
    await this.programmer.chipErase();
    const turnsOutAsLoader = this.programmer.answersAsLoader?.() === true;
    const erasure = this.programmer.erasure?.() ?? (this.#settings.eraseBlanksFlash ? 'blanks' : 'unknown');
    const isBelieved = !turnsOutAsLoader && !this.#settings.showsExchanges;
    this.#writer.blankFlash.chipErased(isBelieved ? erasure : 'unknown');
    // A boot loader may say that it has, and do nothing.
    if (!this.#settings.bootloader && !turnsOutAsLoader) this.#settings.emit({ kind: 'chip-erased' });
  }

  /** As `MemoryReader.read`. */
  readMemory(memory: Memory, only?: MemoryImage): Promise<Contents> {
    return this.#reader.read(memory, only);
  }

  /** As `MemoryWriter.write`. */
  writeMemory(memory: Memory, image: MemoryImage, size: number, erasePages = false): Promise<number> {
    return this.#writer.write(memory, image, size, erasePages);
  }
}
