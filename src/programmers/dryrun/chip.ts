import { isClassic } from '../../model/classic.ts';
import { fuseOffset, isInFlash, isReadOnlyKind, memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { FuseField } from '../../model/part-facts.ts';
import { type FactorySources, factoryBytes, fillFromFactory } from './factory.ts';

/** Sees fuses being used. */
export interface FuseWatch {
  read(memory: Memory, address: number, value: number): void;
  /** @param value what the byte becomes */
  written(memory: Memory, address: number, value: number): void;
}

/** Where a bit field of the fuses is. */
interface FusePlace {
  readonly memory: Memory;
  readonly cells: Uint8Array;
  readonly mask: number;
}

/** A chip that is nothing but its memories. */
export class DryChip {
  readonly part: Part;
  /** Whether it is programmed by its own boot loader. */
  readonly bootloader: boolean;
  /** Bytes of flash that the boot loader occupies, which it does not erase. */
  bootSize = 0;
  /** Whether fuses and lock bits can no longer be written: a boot loader's are set when its flash has been filled. */
  fusesAreFixed = false;
  /** Is told of each byte of fuses that a bit field is read from or written to. */
  watch: FuseWatch | undefined;
  readonly #fields: readonly FuseField[];
  readonly #contents = new Map<string, Uint8Array>();

  /** A chip as it comes from the factory. */
  constructor(
    part: Part,
    facts: FactorySources & { readonly fields: readonly FuseField[]; readonly bootloader: boolean },
  ) {
    this.part = part;
    this.bootloader = facts.bootloader && (this.flash?.size ?? 0) >= 1024;
    this.#fields = facts.fields;
    const { flash } = this;
    for (const memory of part.memories) this.#contents.set(memory.name, new Uint8Array(memory.size));
    // Sections of flash that have a name are the same cells.
    for (const memory of flash ? part.memories : [])
      if (flash && memory !== flash && isWithin(memory, flash)) {
        const start = memory.offset - flash.offset;
        this.#contents.set(memory.name, this.of(flash).subarray(start, start + memory.size));
      }
    fillFromFactory(part, (memory) => this.of(memory), facts);
  }

  get flash(): Memory | undefined {
    return this.part.memories.find((memory) => memoryKind(memory) === 'flash');
  }

  read(memory: Memory, address: number, length: number): Uint8Array {
    return this.of(memory).slice(address, address + length);
  }

  /** Writes a page: flash only loses bits, unless a boot loader erases it first. */
  write(memory: Memory, address: number, data: Uint8Array): void {
    const cells = this.of(memory);
    const erasing = this.bootloader || !isInFlash(memory);
    data.forEach((value, i) => {
      const before = cells[address + i] ?? 0xff;
      cells[address + i] = erasing ? value : before & value;
    });
  }

  erasePage(memory: Memory, address: number): void {
    const start = address - (address % memory.pageSize);
    this.of(memory).fill(0xff, start, start + memory.pageSize);
  }

  /** Writes one byte. @param used the bits that the memory has there; on classic and XMEGA parts the others keep their value */
  writeByte(memory: Memory, address: number, value: number, used: number): void {
    const cells = this.of(memory);
    const keeps = isClassic(this.part) || this.part.progModes.includes('PDI');
    const before = cells[address] ?? 0xff;
    const written = keeps ? (value & used) | (before & ~used & 0xff) : value;
    cells[address] = written;
    this.#mirror(memory, address, written);
  }

  /** Whether nothing can be written there. */
  isReadOnly(memory: Memory): boolean {
    if (isReadOnlyKind(memory)) return true;
    const kind = memoryKind(memory);
    if (this.bootloader) return this.fusesAreFixed && ['fuses', 'fuse', 'lock'].includes(kind);
    return (kind === 'io' || kind === 'sram') && !this.part.progModes.includes('UPDI');
  }

  /** I/O and SRAM of classic parts are out of a programmer's reach. */
  isReadable(memory: Memory): boolean {
    const kind = memoryKind(memory);
    return this.bootloader || !(kind === 'io' || kind === 'sram') || !isClassic(this.part);
  }

  /** Erases flash and, if no fuse spares it, EEPROM; lifts lock bits. A boot loader erases flash outside itself and no more. */
  chipErase(): void {
    const { flash, part } = this;
    if (!flash) return;
    if (this.bootloader) {
      const start = part.progModes.includes('UPDI') ? this.bootSize : 0;
      this.of(flash).fill(0xff, start, start + flash.size - this.bootSize);
      return;
    }
    this.of(flash).fill(0xff);
    for (const memory of part.memories) {
      const kind = memoryKind(memory);
      if (kind === 'bootrow' || (kind === 'eeprom' && !this.#savesEeprom())) this.of(memory).fill(0xff);
      if (kind === 'lock' && memory.initval !== -1 && memory.size <= 4)
        this.of(memory).set(factoryBytes(memory));
    }
  }

  /** The value of a bit field of the fuses; undefined if the part has none of that name. */
  fuseField(name: string): number | undefined {
    const place = this.#placeOf(name);
    if (!place) return undefined;
    return (this.#readCells(place) & place.mask) >>> lowestBit(place.mask);
  }

  hasFuseField(name: string): boolean {
    return this.#placeOf(name) !== undefined;
  }

  setFuseField(name: string, value: number): void {
    const place = this.#placeOf(name);
    if (!place) return;
    const { memory, cells, mask } = place;
    const before = this.#readCells(place);
    const next = (before & ~mask) | ((value << lowestBit(mask)) & mask);
    if (next === before) return;
    cells.forEach((_, i) => {
      cells[i] = next >>> (8 * i);
      this.watch?.written(memory, i, cells[i] ?? 0xff);
      this.#mirror(memory, i, cells[i] ?? 0xff);
    });
  }

  #readCells({ memory, cells }: FusePlace): number {
    cells.forEach((value, address) => {
      this.watch?.read(memory, address, value);
    });
    return number(cells);
  }

  /** A memory's cells themselves. */
  of(memory: Memory): Uint8Array {
    const cells = this.#contents.get(memory.name);
    if (!cells) throw new RangeError(`${this.part.desc} has no ${memory.name}`);
    return cells;
  }

  #placeOf(name: string): FusePlace | undefined {
    const field = this.#fields.find((candidate) => candidate.name === name);
    const names = field?.memory.split('/') ?? [];
    const memory = this.part.memories.find(
      (candidate) =>
        names.includes(candidate.name) || candidate.aliases.some((alias) => names.includes(alias)),
    );
    return field && memory ? { memory, cells: this.of(memory), mask: field.mask } : undefined;
  }

  /** Whether a chip erase spares the EEPROM. A part of which that is not known keeps it. */
  #savesEeprom(): boolean {
    const save = this.fuseField('eesave');
    return save !== (this.part.progModes.includes('UPDI') ? 0 : 1);
  }

  /** A fuse is one memory by its name and a byte of the memory of all fuses. */
  #mirror(memory: Memory, address: number, value: number): void {
    const kind = memoryKind(memory);
    for (const other of this.part.memories) {
      const own = memoryKind(other);
      if (kind === 'fuses' && own === 'fuse') {
        const at = address - (fuseOffset(other) ?? 0);
        if (at >= 0 && at < other.size) this.of(other)[at] = value;
      } else if (kind === 'fuse' && own === 'fuses') {
        const at = address + (fuseOffset(memory) ?? 0);
        if (at < other.size) this.of(other)[at] = value;
      }
    }
  }
}

function isWithin(memory: Memory, flash: Memory): boolean {
  const start = memory.offset - flash.offset;
  return isInFlash(memory) && start >= 0 && start + memory.size <= flash.size;
}

function number(cells: Uint8Array): number {
  return cells.reduceRight((sum, cell) => (sum << 8) | cell, 0);
}

function lowestBit(mask: number): number {
  return mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
}
