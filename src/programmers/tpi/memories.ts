import { UnsupportedError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { TpiTarget } from '../../protocols/tpi/target.ts';

/** Memories of a TPI part, over any programmer that passes TPI bytes on; they are all in its data space. */
export class TpiMemories {
  readonly #part: Part;
  readonly #target: TpiTarget;

  constructor(part: Part, target: TpiTarget) {
    this.#part = part;
    this.#target = target;
  }

  /** @throws UnsupportedError if the part has no flash, TargetError */
  async chipErase(): Promise<void> {
    const flash = memoryNamed(this.#part, 'flash');
    if (!flash) throw new UnsupportedError(`${this.#part.desc} has no flash`);
    await this.#target.chipErase(flash.offset);
  }

  async readByte(memory: Memory, address: number): Promise<number> {
    const [value = 0xff] = await this.#target.read(memory.offset + address, 1);
    return value;
  }

  /** A configuration word is erased first. */
  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const pointer = memory.offset + address;
    if (memory.name === 'fuse' || memory.name === 'fuses') await this.#target.eraseSection(pointer);
    await this.#target.write(pointer, Uint8Array.of(value, value), 2);
  }

  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    for (const [index, { address, length }] of run.entries())
      onPage(index, await this.#target.read(memory.offset + address, length));
  }

  /** @throws UnsupportedError for what is written by bytes */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    if (memory.name !== 'flash') throw new UnsupportedError(`${memory.name} is written by bytes`);
    const chunk = memory.nWordWrites > 0 ? 2 * memory.nWordWrites : 2;
    for (const [index, { address, data }] of run.entries()) {
      await this.#target.write(memory.offset + address, data, chunk);
      onPage(index);
    }
  }
}
