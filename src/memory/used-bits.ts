import { endsRun, TargetError } from '../model/errors.ts';
import { fuseOffset, isReadOnlyKind, memoryKind } from '../model/memory-kind.ts';
import type { Memory, Part } from '../model/part.ts';
import { notice } from '../output/events.ts';
import type { ByteAccess, ByteAccessSettings } from './byte-access.ts';
import { memoryReadOnly } from './messages.ts';

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

/**
 * Byte access as 8.x has it: a byte that already is right in the bits that count is left alone, unused bits are written as
 * they left the factory, and what can only be read is refused.
 */
export function usedBitsAccess(plain: ByteAccess, settings: ByteAccessSettings): ByteAccess {
  const { programmer, part, emit, bootloader } = settings;

  /** Nothing is said if it cannot be read. */
  const look = async (memory: Memory, address: number): Promise<number | undefined> => {
    emit({ kind: 'hush', on: true });
    try {
      return await plain.read(memory, address);
    } catch (error) {
      if (endsRun(error)) throw error;
      return undefined;
    } finally {
      emit({ kind: 'hush', on: false });
    }
  };

  const isThere = async (memory: Memory, address: number, value: number): Promise<boolean> => {
    const unclear = memory.paged || memoryKind(memory) === 'io' || part.isAt90s1200;
    if (unclear || bootloader || part.progModes.includes('TPI')) return false;
    const is = await look(memory, address);
    const bits = bitsInUse(part, memory, address);
    return is !== undefined && (is & bits) === (value & bits);
  };

  const completed = async (memory: Memory, address: number, value: number): Promise<number> => {
    const bits = bitsInUse(part, memory, address);
    const asGiven = part.progModes.some((mode) => mode === 'UPDI' || mode === 'aWire');
    if (bits === 0 || bits === 0xff || asGiven) return value;
    const was = memory.initval === -1 ? ((await look(memory, address)) ?? 0xff) : memory.initval;
    return (was & ~bits & 0xff) | (value & bits);
  };

  const write = async (memory: Memory, address: number, value: number): Promise<void> => {
    const readOnly = isReadOnlyKind(memory);
    // Writing by instructions looks for itself.
    const looks = programmer.writeByte !== undefined || readOnly;
    if (looks && (await isThere(memory, address, value))) return;
    if (readOnly || programmer.isReadOnly?.(memory, address)) {
      const kind = readOnly ? 'read-only' : 'write-protected';
      emit(notice(memoryReadOnly, { memory: memory.name, part: part.desc, kind }));
      throw new TargetError(`${memory.name} cannot be written`, -1);
    }
    await plain.write(memory, address, await completed(memory, address, value));
  };

  return { read: plain.read, write, writePage: plain.writePage };
}
