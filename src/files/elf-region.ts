import { fuseOffset, isInFlash, memoryKind } from '../model/memory-kind.ts';
import type { Memory, Part } from '../model/part.ts';
import { spaceEnd, spaces } from './address-space.ts';

/** Where a memory's contents lie in an ELF file. */
export interface ElfRegion {
  /** Load address of the memory's first byte, or of the fuses. */
  readonly low: number;
  /** The highest address that can belong to it. */
  readonly high: number;
  /** Which byte of the region it is; for memories of one byte. */
  readonly byte: number;
}

const avr32Flash = { low: 0x80000000, high: 0xffffffff, byte: 0 };

/** @returns undefined if ELF files do not hold this memory */
export function elfRegion(part: Part, memory: Memory): ElfRegion | undefined {
  const kind = memoryKind(memory);
  if (part.isAvr32) return kind === 'flash' ? avr32Flash : undefined;
  if (kind === 'flash' || (isInFlash(memory) && !part.progModes.includes('PDI'))) return whole('flash');
  if (isInFlash(memory)) {
    const flash = part.memories.find((other) => memoryKind(other) === 'flash');
    if (!flash) return undefined;
    const low = memory.offset - flash.offset;
    return { low, high: low + memory.size, byte: 0 };
  }
  switch (kind) {
    case 'eeprom':
    case 'lock':
    case 'userrow':
    case 'bootrow':
      return whole(kind);
    case 'signature':
      return whole('sigrow');
    case 'fuses':
    case 'fuse':
      return { ...whole('fuses'), byte: fuseOffset(memory) ?? 0 };
    case 'io':
    case 'sram':
      return { ...whole('data'), low: spaces.data.base + memory.offset };
    default:
      return memory.size === spaceEnd ? { low: 0, high: spaceEnd, byte: 0 } : undefined;
  }
}

function whole(space: keyof typeof spaces): ElfRegion {
  const { base, size } = spaces[space];
  return { low: base, high: base + size, byte: 0 };
}
