import type { Memory, Part } from '../model/part.ts';

/** Memories whose contents the factory has fixed. */
const readOnly = [
  'signature',
  'calibration',
  'prodsig',
  'sigrow',
  'sernum',
  'tempsense',
  'sib',
  'osccal16',
  'osccal20',
];

/** A chip that is nothing but its memories. */
export class DryChip {
  private readonly part: Part;
  private readonly contents = new Map<string, Uint8Array>();

  /** A chip as it comes from the factory. */
  constructor(part: Part) {
    this.part = part;
    for (const memory of part.memories) this.contents.set(memory.name, factoryContents(memory, part));
  }

  read(memory: Memory, address: number, length: number): Uint8Array {
    return this.of(memory).slice(address, address + length);
  }

  /** @param erasing whether the old contents go first, as with EEPROM, or flash under a boot loader */
  write(memory: Memory, address: number, data: Uint8Array, erasing: boolean): void {
    const cells = this.of(memory);
    data.forEach((value, i) => {
      const before = cells[address + i] ?? 0xff;
      cells[address + i] = erasing ? value : before & value;
    });
  }

  /** Writes one byte; bits that a fuse or lock byte does not have keep their value. */
  writeByte(memory: Memory, address: number, value: number): void {
    const cells = this.of(memory);
    const mask = memory.bitmask === -1 || memory.size > 1 ? 0xff : memory.bitmask;
    const before = cells[address] ?? 0xff;
    cells[address] = (value & mask) | (before & ~mask & 0xff);
  }

  /** Whether nothing can be written there. */
  isReadOnly(memory: Memory): boolean {
    return readOnly.includes(memory.name);
  }

  /** What the chip erase instruction does: flash, unprotected EEPROM and lock bits. */
  chipErase(): void {
    for (const memory of this.part.memories) {
      if (memory.name === 'lock') this.contents.set('lock', factoryContents(memory, this.part));
      else if (['flash', 'application', 'apptable', 'boot', 'bootrow'].includes(memory.name))
        this.of(memory).fill(0xff);
      else if (memory.name === 'eeprom' && !this.savesEeprom()) this.of(memory).fill(0xff);
    }
  }

  /** What a boot loader erases: flash below itself. @param bootSize bytes at the end that stay */
  eraseApplication(bootSize: number): void {
    const flash = this.part.memories.find((memory) => memory.name === 'flash');
    if (flash) this.of(flash).fill(0xff, 0, flash.size - bootSize);
  }

  /** Fills a memory. @param value the byte at an address */
  fill(memory: Memory, value: (address: number) => number): void {
    this.of(memory).forEach((_, address, cells) => {
      cells[address] = value(address);
    });
  }

  /** Bit 3 of the high fuse of classic parts, programmed: chip erase spares the EEPROM. */
  private savesEeprom(): boolean {
    const high = this.contents.get('hfuse');
    return high !== undefined && ((high[0] ?? 0xff) & 0x08) === 0;
  }

  private of(memory: Memory): Uint8Array {
    const cells = this.contents.get(memory.name);
    if (!cells) throw new RangeError(`${this.part.desc} has no ${memory.name}`);
    return cells;
  }
}

function factoryContents(memory: Memory, part: Part): Uint8Array {
  const cells = new Uint8Array(memory.size).fill(0xff);
  if (memory.name === 'signature') cells.set(part.signature.subarray(0, memory.size));
  else if (memory.initval !== -1)
    for (let i = 0; i < Math.min(memory.size, 4); i++) cells[i] = (memory.initval >>> (8 * i)) & 0xff;
  return cells;
}
