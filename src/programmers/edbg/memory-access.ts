import { ProtocolError, TargetError, UnsupportedError } from '../../model/errors.ts';
import { isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/edbg/commands.ts';
import type { EdbgLink } from '../../protocols/edbg/link.ts';
import { blocksOf, spread } from '../pages/blocks.ts';
import { PageBytes } from '../pages/page-bytes.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { cheapestBlock } from './block-size.ts';
import type { MemoryMap, Place } from './memory-map.ts';
import * as words from './memory-messages.ts';
import type { EdbgProgrammingMode } from './programming-mode.ts';

/** Bytes. */
const signatureLength = 3;

/** The memories of the target behind a tool, by bytes and by pages. */
export class EdbgMemoryAccess {
  readonly #context: ProgrammerContext;
  readonly #link: EdbgLink;
  readonly #mode: EdbgProgrammingMode;
  readonly #map: MemoryMap;
  readonly #pageBytes: PageBytes;
  #signature: Uint8Array | undefined;

  constructor(context: ProgrammerContext, link: EdbgLink, mode: EdbgProgrammingMode, map: MemoryMap) {
    this.#context = context;
    this.#link = link;
    this.#mode = mode;
    this.#map = map;
    this.#pageBytes = new PageBytes(this, ({ pageSize }) => pageSize);
  }

  /** Contents that have been read are no longer what they were. */
  forget(): void {
    this.#pageBytes.forget();
    this.#signature = undefined;
  }

  /** Reads a byte, or its page, from which the bytes that follow are taken. @throws UnsupportedError, or as `request` */
  async readByte(memory: Memory, address: number): Promise<number> {
    this.#sayByte('read-byte', memory, address);
    await this.#mode.enter();
    const place = this.#map.byteToRead(memory, address);
    if (!place)
      fail(
        this.#context.emit,
        notice(words.unknownMemory, { memory: memory.name }),
        new UnsupportedError(`${memory.name} is not reached by bytes`),
      );
    if (this.#map.isBeyond(memory)) throw new ProtocolError(`a debugger does not reach ${memory.name}`);
    if (memoryKind(memory) === 'signature') return this.#signatureByte(memory, address);
    if (this.#isPaged(memory)) return this.#pageBytes.read(memory, address);
    const [value = 0xff] = await this.#read('read-byte', place, 1);
    return value;
  }

  /** @param value 0 to 255. @throws UnsupportedError, TargetError after saying so, or as `request` */
  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    this.#sayByte('write-byte', memory, address);
    this.#refuseBeyond(memory, value, address);
    if (isReadOnlyKind(memory)) return this.#writeReadOnly(memory, address, value);
    if (this.#isPaged(memory) && this.#map.pages(memory).write(address))
      return this.#pageBytes.write(memory, address, value);
    const place = this.#map.byteToWrite(memory, address);
    if (!place) throw new UnsupportedError(`${memory.name} is not written by bytes`);
    await this.#mode.enter();
    this.forget();
    await this.#write(place, Uint8Array.of(value));
  }

  /**
   * Reads across the borders of pages in blocks that cost fewest exchanges, unless each page's exchange is to be seen.
   * @throws UnsupportedError for memories without pages; else as `request`
   */
  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const isSeen = this.#context.verbosity >= 2;
    if (!isSeen) return this.#readRun(memory, run, this.#blockSize(memory), onPage);
    for (const [index, page] of run.entries()) {
      this.#sayPage('read-page', memory, page.address, page.length);
      await this.#readRun(memory, [page], memory.readsize || page.length, (_, data) => onPage(index, data));
    }
  }

  /** @throws UnsupportedError for memories without pages; else as `request` */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const operation = 'write-page';
    const pages = this.#map.pages(memory);
    this.forget();
    for (const [index, { address, data }] of run.entries()) {
      const place = pages.write(address);
      if (!place) throw new UnsupportedError(`${memory.name} is written by bytes`);
      this.#sayPage(operation, memory, address, data.length);
      await this.#mode.enter();
      this.#context.emit(notice(words.blockAsked, { operation, address, length: data.length }));
      await this.#write(place, data);
      onPage(index);
    }
  }

  /** Reads pages before they are written. That they may not be read is told by what is done to them next. @throws as `request` */
  async look(memory: Memory, run: readonly PageRange[]): Promise<readonly Uint8Array[]> {
    const pages: Uint8Array[] = [];
    const onPage = (index: number, data: Uint8Array): void => {
      pages[index] = data;
    };
    await this.#readRun(memory, run, this.#blockSize(memory), onPage, 'refusal');
    return pages;
  }

  /** How many pages are read with one request where that costs fewer exchanges than to erase each; 0 if it does not. */
  pagesLookedAt(memory: Memory): number {
    const exchanges = (length: number): number => 1 + this.#link.exchangesFor(length);
    const pages = Math.floor(this.#blockSize(memory) / memory.pageSize);
    return exchanges(pages * memory.pageSize) < pages * exchanges(0) ? pages : 0;
  }

  async #readRun(
    memory: Memory,
    run: readonly PageRange[],
    size: number,
    onPage: (index: number, data: Uint8Array) => void,
    unsaid?: 'refusal',
  ): Promise<void> {
    const operation = 'read-page';
    const pages = this.#map.pages(memory);
    if (run[0] && !pages.read(run[0].address)) throw new UnsupportedError(`${memory.name} is read by bytes`);
    await this.#mode.enter();
    const parts = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, size, pages.border)) {
      const place = pages.read(block.address);
      if (!place) throw new UnsupportedError(`${memory.name} is read by bytes`);
      this.#context.emit(notice(words.blockAsked, { operation, ...block }));
      spread(block, await this.#read(operation, place, block.length, unsaid), run, parts);
      for (const index of block.completes) onPage(index, parts[index] ?? new Uint8Array(0));
    }
  }

  #blockSize(memory: Memory): number {
    const unit = this.#map.readsAnywhere ? 2 : memory.pageSize;
    return cheapestBlock(unit, (length) => this.#link.exchangesFor(length));
  }

  /** avrdude reads the three bytes at once, since a debugger gives no others. */
  async #signatureByte(memory: Memory, address: number): Promise<number> {
    const place = this.#map.byteToRead(memory, 0);
    if (!place) throw new UnsupportedError('the part has no signature');
    if (address === 0 || !this.#signature)
      this.#signature = await this.#read('read-byte', place, signatureLength);
    return this.#signature[address] ?? 0xff;
  }

  #isPaged(memory: Memory): boolean {
    const kind = memoryKind(memory);
    const isCells = ['flash', 'application', 'apptable', 'boot', 'eeprom'].includes(kind);
    return isCells && memory.pageSize > 1 && this.#map.pages(memory).read(0) !== undefined;
  }

  async #writeReadOnly(memory: Memory, address: number, value: number): Promise<void> {
    const is = await this.readByte(memory, address).catch(() => undefined);
    if (is === value) return;
    fail(
      this.#context.emit,
      notice(words.readOnly, { memory: memory.name, part: this.#context.part.desc }),
      new TargetError(`${memory.name} cannot be written`),
    );
  }

  #refuseBeyond(memory: Memory, value: number, address: number): void {
    const flashByte = memoryKind(memory) === 'flash' && !this.#map.writesFlashBytes;
    if (!this.#map.isBeyond(memory) && !flashByte) return;
    fail(
      this.#context.emit,
      notice(words.beyondDebugger, { memory: memory.name }),
      new TargetError(`a debugger does not write 0x${value.toString(16)} to ${memory.name} at ${address}`),
    );
  }

  async #read(
    operation: words.ByteOperation | words.PageOperation,
    { type, address }: Place,
    length: number,
    unsaid?: 'refusal',
  ): Promise<Uint8Array> {
    const request = ice.encodeReadMemory(type, address, length);
    const answer = await this.#link.request('read memory', request, undefined, unsaid);
    const data = answer.subarray(3, answer.length - 1);
    if (answer[1] === ice.responses.data && data.length >= length) return data.slice(0, length);
    fail(
      this.#context.emit,
      notice(words.shortReply, { operation }),
      new ProtocolError(`${data.length} bytes instead of ${length}`),
    );
  }

  async #write({ type, address }: Place, data: Uint8Array): Promise<void> {
    await this.#link.request('write memory', ice.encodeWriteMemory(type, address, data));
  }

  #sayByte(operation: words.ByteOperation, memory: Memory, address: number): void {
    const mapped = this.#map.byteToRead(memory, address)?.address ?? address;
    this.#context.emit(notice(words.byteAsked, { operation, memory: memory.name, address, mapped }));
  }

  #sayPage(operation: words.PageOperation, memory: Memory, address: number, length: number): void {
    const { name, pageSize } = memory;
    const mapped = this.#map.pages(memory).read(address)?.address ?? address;
    this.#context.emit(
      notice(words.pageAsked, { operation, memory: name, pageSize, address, length, mapped }),
    );
  }
}
