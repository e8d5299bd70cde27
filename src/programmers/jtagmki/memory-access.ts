import { UnsupportedError } from '../../model/errors.ts';
import { fuseOffset, isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';
import { notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import * as ice from '../../protocols/jtagmki/commands.ts';
import type { JtagMkiLink } from '../../protocols/jtagmki/link.ts';
import type { Operation } from '../../protocols/jtagmki/messages.ts';
import { blocksOf, spread } from '../pages/blocks.ts';
import type { ProgrammerContext } from '../programmer.ts';
import { jtagMkiDeeds } from './deeds.ts';
import * as words from './messages.ts';
import type { IceTarget } from './programming-mode.ts';

const { memories } = ice;
/** A fuse is read with all others: alone, the JTAGICE gets the extended one wrong. */
const allFuses: ice.Place = { type: memories.fuseBits, address: 0, length: 3 };

/** The memories of the target behind a JTAGICE mkI, by bytes and by pages. */
export class IceMemoryAccess {
  readonly #context: ProgrammerContext;
  readonly #link: JtagMkiLink;
  readonly #target: IceTarget;
  /** The page of a memory type that single bytes were read from last. */
  readonly #cache = new Map<number, { readonly address: number; readonly data: Uint8Array }>();

  constructor(context: ProgrammerContext, link: JtagMkiLink, target: IceTarget) {
    this.#context = context;
    this.#link = link;
    this.#target = target;
  }

  /** Contents that have been read are no longer what they were. */
  forget(): void {
    this.#cache.clear();
  }

  /** Reads a byte, or its page, from which the bytes that follow are taken. @throws UnsupportedError after saying so, or as `request` */
  async readByte(memory: Memory, address: number): Promise<number> {
    const operation = 'read-byte';
    this.#context.emit(notice(words.byteAsked, { operation, memory: memory.name, address }));
    await this.#target.enter();
    const place = placeOf(memory, address);
    if (!place) this.#refuse(operation, memory);
    if (place.type === memories.fuseBits)
      return (await this.#link.read(operation, allFuses))[place.address] ?? 0xff;
    if (!isPaged(place)) return (await this.#link.read(operation, place))[0] ?? 0xff;
    const length = memory.pageSize;
    const start = address - (address % length);
    let page = this.#cache.get(place.type);
    if (page?.address !== start) {
      page = { address: start, data: await this.#link.read(operation, { ...place, address: start, length }) };
      this.#cache.set(place.type, page);
    }
    return page.data[address - start] ?? 0xff;
  }

  /** Reads the high fuse. @throws as `request` */
  async readHighFuse(): Promise<number> {
    const operation = 'read-byte';
    this.#context.emit(notice(words.byteAsked, { operation, memory: 'hfuse', address: 1, since82: 0 }));
    await this.#target.enter();
    return (await this.#link.read(operation, allFuses))[1] ?? 0xff;
  }

  /** @param value 0 to 255. @throws UnsupportedError after saying so, or as `request` */
  async writeByte(memory: Memory, address: number, value: number): Promise<void> {
    const operation = 'write-byte';
    const { emit, behaviour, part } = this.#context;
    emit(notice(words.byteAsked, { operation, memory: memory.name, address, value }));
    if (isReadOnlyKind(memory)) {
      if (await this.#holds(memory, address, value)) return;
      const facts = { memory: memory.name, part: part.desc };
      fail(emit, notice(words.readOnly, facts), new UnsupportedError(`${memory.name} is read-only`));
    }
    const place = placeOf(memory, address);
    if (!place) this.#refuse(operation, memory);
    this.forget();
    // Single bytes of flash and EEPROM are written by the target as it runs.
    if (isPaged(place)) await this.#target.leave();
    else await this.#target.enter();
    const isFlash = place.type === memories.flashPage;
    const { readsWholeAnswer } = behaviour.of(jtagMkiDeeds);
    await this.#link.writeByte(
      { ...place, type: runningTypes[place.type] ?? place.type },
      isFlash ? wordWith(address, value) : Uint8Array.of(value),
      readsWholeAnswer,
    );
  }

  /**
   * Reads across the borders of pages as far as a command reaches, unless each page's exchange is to be seen.
   * @throws UnsupportedError for memories without pages; else as `request`
   */
  async pagedRead(
    memory: Memory,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const type = pagedType(memory);
    if (this.#context.verbosity < 2) return this.#readBlocks(type, run, onPage);
    for (const [index, page] of run.entries()) {
      this.#sayPage('read-page', memory, page.length);
      await this.#readBlocks(type, [page], (_, data) => onPage(index, data));
    }
  }

  /** Pages can be written as a whole only. @throws UnsupportedError for memories without pages; else as `request` */
  async pagedWrite(memory: Memory, run: readonly Page[], onPage: (index: number) => void): Promise<void> {
    const type = pagedType(memory);
    const operation = 'write-page';
    for (const [index, { address, data }] of run.entries()) {
      const { length } = data;
      this.#sayPage(operation, memory, length);
      await this.#target.enter();
      const { emit } = this.#context;
      if (length > mostWritten)
        fail(emit, notice(words.pageTooLarge, { length }), new UnsupportedError(`pages of ${length} bytes`));
      this.forget();
      emit(notice(words.blockAsked, { operation, address, length }));
      await this.#link.writePage({ type, address, length }, data);
      onPage(index);
    }
  }

  async #readBlocks(
    type: number,
    run: readonly PageRange[],
    onPage: (index: number, data: Uint8Array) => void,
  ): Promise<void> {
    const operation = 'read-page';
    await this.#target.enter();
    const parts = run.map(({ length }) => new Uint8Array(length));
    for (const block of blocksOf(run, ice.maxLength(type))) {
      const { address, length, completes } = block;
      this.#context.emit(notice(words.blockAsked, { operation, address, length }));
      spread(block, await this.#link.readPage({ type, address, length }), run, parts);
      for (const index of completes) onPage(index, parts[index] ?? new Uint8Array(0));
    }
  }

  async #holds(memory: Memory, address: number, value: number): Promise<boolean> {
    try {
      return (await this.readByte(memory, address)) === value;
    } catch (error) {
      if (error instanceof UnsupportedError) return false;
      throw error;
    }
  }

  #refuse(operation: Operation, memory: Memory): never {
    fail(
      this.#context.emit,
      notice(words.unknownMemory, { operation, memory: memory.name }),
      new UnsupportedError(`${memory.name} is not reached by JTAG`),
    );
  }

  #sayPage(operation: Operation, memory: Memory, length: number): void {
    const { name, pageSize } = memory;
    this.#context.emit(notice(words.pageAsked, { operation, memory: name, pageSize, length }));
  }
}

/** Bytes of the largest page that is written, as avrdude has it. */
const mostWritten = 256;

/** By which types single bytes are written, where it is not the one that they are read by. */
const runningTypes: Readonly<Record<number, number>> = {
  [memories.flashPage]: memories.spm,
  [memories.eepromPage]: memories.eeprom,
};

function isPaged({ type }: ice.Place): boolean {
  return type in runningTypes;
}

/** Words only; 0xff leaves the other byte as it is. */
function wordWith(address: number, value: number): Uint8Array {
  return address & 1 ? Uint8Array.of(0xff, value) : Uint8Array.of(value, 0xff);
}

/** @returns where to read a byte; undefined for memories that the programmer does not know */
function placeOf(memory: Memory, address: number): ice.Place | undefined {
  const single = (type: number, at = address): ice.Place => ({ type, address: at, length: 1 });
  switch (memoryKind(memory)) {
    case 'flash':
      return single(memories.flashPage);
    case 'eeprom':
      return single(memories.eepromPage);
    case 'fuse':
      return single(memories.fuseBits, fuseOffset(memory));
    case 'fuses':
      return single(memories.fuseBits);
    case 'lock':
      return single(memories.lockBits);
    case 'calibration':
      return single(memories.oscillatorCalibration);
    case 'signature':
      return single(memories.signature);
    case 'sigrow':
    case 'sigrow-value': {
      // Signature bytes have the even addresses of the row, calibration bytes the odd ones.
      const at = address + memory.offset;
      return single(at & 1 ? memories.oscillatorCalibration : memories.signature, at >> 1);
    }
    default:
      return undefined;
  }
}

/** @throws UnsupportedError for memories without pages */
function pagedType(memory: Memory): number {
  if (memory.name === 'flash') return memories.flashPage;
  if (memory.name === 'eeprom') return memories.eepromPage;
  throw new UnsupportedError(`${memory.name} is not read or written by pages`);
}
