import { fuseOffset, memoryKind } from './memory-kind.ts';
import type { Memory, Part } from './part.ts';

/** Bits of a fuse or lock byte that the part uses, as the configuration's `bitmask` says; other memories: all. */
export function bitsInUse(part: Part, memory: Memory, address: number): number {
  if (memoryKind(memory) === 'fuses') {
    const fuse = part.memories.find((candidate) => {
      const at = memoryKind(candidate) === 'fuse' ? fuseOffset(candidate) : undefined;
      return at !== undefined && address >= at && address < at + candidate.size;
    });
    return fuse ? (fuse.bitmask >> (8 * (address - (fuseOffset(fuse) ?? 0)))) & 0xff : memory.bitmask & 0xff;
  }
  const wide = memoryKind(memory) === 'fuse' || memoryKind(memory) === 'lock';
  return (wide ? memory.bitmask >> (8 * address) : memory.bitmask) & 0xff;
}
