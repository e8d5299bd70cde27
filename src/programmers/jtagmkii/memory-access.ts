import { ProtocolError, UnsupportedError } from '../../model/errors.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmkii/commands.ts';
import type { Patience } from '../../protocols/jtagmkii/link.ts';
import type { Operation } from '../../protocols/jtagmkii/operation-messages.ts';
import { blocksOf, spread } from '../pages/blocks.ts';
import type { ProgrammerContext } from '../programmer.ts';
import type { JtagMkiiConnection } from './connection.ts';
import { type JtagMemoryMap, type JtagPageTypes, maxBlock } from './memory.ts';
import * as words from './messages.ts';
import type { JtagProgrammingMode } from './programming-mode.ts';

const forByte: Patience = { timeout: 5000, attempts: 4, growth: 1 };

/** The memories of the target behind a JTAGICE mkII, by bytes and by pages (AVR067, CMND_READ_MEMORY and CMND_WRITE_MEMORY). */
export class JtagMemoryAccess {
  readonly #context: ProgrammerContext;
  readonly #connection: JtagMkiiConnection;
  readonly #mode: JtagProgrammingMode;
  readonly #map: JtagMemoryMap;
  /** The page of a memory type that single bytes were read from last. */
  readonly #cache = new Map<number, { readonly address: number; readonly data: Uint8Array }>();

  constructor(
    context: ProgrammerContext,
    connection: JtagMkiiConnection,
    mode: JtagProgrammingMode,
    map: JtagMemoryMap,
  ) {
    this.#context = context;
    this.#connection = connection;
    this.#mode = mode;
    this.#map = map;
  }

  /** Contents that have been read are no longer what they were. */
  forget(): void {
    this.#cache.clear();
  }

  /** Reads a byte, or its page, from which the bytes that follow are taken. @throws UnsupportedError after saying so, or as `request` */
  async readByte(memory: Memory, address: number): Promise<number> {
    this.#sayByte('read-byte', memory.name, address);
    await this.#mode.enter();
    const place = this.#map.placeToRead(memory, address);
    if (!place) this.#refuse('read-byte', memory);
    const start = place.address - (place.address % place.pageSize);
    const cached = this.#cache.get(place.type);
    if (place.pageSize > 1 && cached?.address === start) return cached.data[place.address - start] ?? 0xff;
    const data = await this.#read('read-byte', { ...place, address: start }, place.pageSize, forByte);
    if (place.pageSize > 1) this.#cache.set(place.type, { address: start, data });
    return data[place.address - start] ?? 0xff;
  }

  /** Reads the high fuse of a classic part. @throws as `request` */
  async readHighFuse(): Promise<number> {
    const place = { type: ice.memories.fuseBits, address: 1 };
    this.#context.emit(
      notice(words.byteAsked, {
        operation: 'read-byte',
        memory: 'hfuse',
        address: place.address,
        since82: 0,
      }),
    );
    await this.#mode.enter();
    const [fuse = 0] = await this.#read('read-byte', place, 1, forByte);
    return fuse;
  }

  /** @param value 0 to 255. @throws UnsupportedError after saying so, or as `request` */
  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    this.#sayByte('write-byte', memory.name, address);
    const write = this.#map.byteToWrite(memory, address, value);
    if (!write) this.#refuse('write-byte', memory);
    this.#cache.clear();
    if (this.#map.writesAsItRuns(write)) await this.#mode.leave();
    else await this.#mode.enter();
    const message = ice.encodeWriteMemory(write.type, write.address, write.data);
    await this.#connection.link.request({ operation: 'write-byte' }, message, ice.responses.ok, {
      ...forByte,
      quiet: true,
    });
  }

  /**
   * Reads across the borders of pages as far as a message reaches, unless each page's exchange is to be seen.
   * @throws UnsupportedError for memories without pages; else as `request`
   */
  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    this.#pageTypes(memory, 0);
    const size = memory.readsize || maxBlock;
    if (this.#context.verbosity < 2) {
      await this.#readBlocks(memory, run, size, onPage);
      return;
    }
    for (const [index, page] of run.entries()) {
      this.#sayPage('read-page', memory, page.length);
      await this.#readBlocks(memory, [page], size, (_, data) => onPage(index, data));
    }
  }

  /** @throws UnsupportedError for memories without pages; else as `request` */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const operation = 'write-page';
    this.#pageTypes(memory, 0);
    for (const [index, { address, data }] of run.entries()) {
      const type = this.#pageTypes(memory, address).write;
      this.#sayPage(operation, memory, data.length);
      await this.#mode.enter();
      this.#cache.clear();
      for (let at = 0; at < data.length; at += maxBlock) {
        const block = data.subarray(at, at + maxBlock);
        this.#context.emit(
          notice(words.blockAsked, { operation, address: address + at, length: block.length }),
        );
        const message = ice.encodeWriteMemory(type, this.#pageAddress(memory, address + at), block);
        const patience = this.#pagePatience(message.length);
        await this.#connection.link.request({ operation }, message, ice.responses.ok, patience);
      }
      onPage(index);
    }
  }

  async #read(
    operation: Operation,
    { type, address }: { readonly type: number; readonly address: number },
    length: number,
    patience: Patience,
  ): Promise<Uint8Array> {
    const message = ice.encodeReadMemory(type, address, length);
    const answer = await this.#connection.link.request(
      { operation },
      message,
      ice.responses.memory,
      patience,
    );
    return answer.slice(1);
  }

  async #readBlocks(
    memory: Memory,
    run: readonly PageRange[],
    size: number,
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const operation = 'read-page';
    await this.#mode.enter();
    const parts = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, size, this.#map.border)) {
      const { address, length, completes } = block;
      this.#context.emit(notice(words.blockAsked, { operation, address, length }));
      const type = this.#pageTypes(memory, address).read;
      const place = { type, address: this.#pageAddress(memory, address) };
      const data = await this.#read(operation, place, length, this.#pagePatience(length));
      if (data.length < length) throw new ProtocolError(`${data.length} bytes instead of ${length}`);
      spread(block, data, run, parts);
      for (const index of completes) onPage(index, parts[index] ?? new Uint8Array(0));
    }
  }

  /** avrdude waits 100 to 200 ms at first; what the line takes for the bytes comes on top. */
  #pagePatience(length: number): Patience {
    const rate = this.#connection.rate;
    const onLine = rate ? ((length + 30) * 10_000) / rate : 0;
    return { timeout: 200 + onLine, attempts: 5, growth: 2 };
  }

  #pageAddress(memory: Memory, address: number): number {
    return this.#map.pageAddress?.(memory, address) ?? address + memory.offset;
  }

  #pageTypes(memory: Memory, address: number): JtagPageTypes {
    const types = this.#map.pageTypes(memory, address);
    if (!types) throw new UnsupportedError(`${memory.name} is not read or written by pages`);
    return types;
  }

  #refuse(operation: Operation, memory: Memory): never {
    fail(
      this.#context.emit,
      notice(words.unknownMemory, { operation, memory: memory.name }),
      new UnsupportedError(`${memory.name} is not reached by JTAG`),
    );
  }

  #sayByte(operation: Operation, memory: string, address: number): void {
    this.#context.emit(notice(words.byteAsked, { operation, memory, address }));
  }

  #sayPage(operation: Operation, memory: Memory, length: number): void {
    const { name, pageSize } = memory;
    this.#context.emit(notice(words.pageAsked, { operation, memory: name, pageSize, length }));
  }
}
