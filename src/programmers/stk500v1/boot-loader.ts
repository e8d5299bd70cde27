import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { PageBytes, travelsByPages } from '../pages/page-bytes.ts';
import { Stk500 } from './stk500.ts';

/** A boot loader that speaks STK500 version 1, however it is reached and started. */
export abstract class BootLoader extends Stk500 {
  readonly #pageBytes = new PageBytes(this, pageSizeOf);

  async readSignature(_memory: Memory): Promise<Uint8Array> {
    return this.link.readSign();
  }

  override async initialize(): Promise<void> {
    this.#pageBytes.forget();
    await super.initialize();
  }

  /** Boot loaders answer ISP instructions for flash and EEPROM, but do not carry them out. */
  async readByte(memory: Memory, address: number): Promise<number> {
    if (travelsByPages(memory)) return this.#pageBytes.read(memory, address);
    throw new UnsupportedError(`${memory.name} is read by instructions`);
  }

  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    if (memory.name === 'eeprom') return this.#pageBytes.write(memory, address, value);
    if (memory.name === 'flash') throw new ProtocolError('a boot loader writes pages of flash only');
    throw new UnsupportedError(`${memory.name} is written by instructions`);
  }

  override async pagedWrite(
    memory: Memory,
    run: readonly Page[],
    onPage: (index: number) => void,
  ): Promise<void> {
    this.#pageBytes.forget();
    await super.pagedWrite(memory, run, onPage);
  }

  protected override get isBootLoader(): boolean {
    return true;
  }
}

/** Both memories are counted in words. */
function pageSizeOf(memory: Memory): number {
  return Math.min(256, Math.max(2, memory.pageSize));
}
