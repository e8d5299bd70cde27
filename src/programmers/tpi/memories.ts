import { UnsupportedError } from '../../model/errors.ts';
import { memoryNamed } from '../../model/locate-memory.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { TpiTarget } from '../../protocols/tpi/target.ts';
import type { ProgrammerContext } from '../programmer.ts';
import * as say from './messages.ts';

/** Memories of a TPI part, over any programmer that passes TPI bytes on; they are all in its data space. */
export class TpiMemories {
  readonly #context: Pick<ProgrammerContext, 'part' | 'emit'>;
  readonly #target: TpiTarget;

  constructor(context: Pick<ProgrammerContext, 'part' | 'emit'>, target: TpiTarget) {
    this.#context = context;
    this.#target = target;
  }

  /** @throws UnsupportedError if the part has no flash, after saying so, TargetError */
  async chipErase(): Promise<void> {
    const { part, emit } = this.#context;
    const flash = memoryNamed(part, 'flash');
    if (!flash)
      fail(emit, notice(say.noFlash, { part: part.desc }), new UnsupportedError(`${part.desc} has no flash`));
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
