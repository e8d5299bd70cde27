import type { MemoryImage } from '../model/memory-image.ts';
import type { Memory } from '../model/part.ts';
import type { MemoryAccess } from './memory-access.ts';

/** Who looks at what goes through the terminal, to find out what no release says. Never fails for what it cannot find out. */
export interface Witness {
  /** Called before a byte is written. */
  beforeWrite(memory: Memory): Promise<void>;
  /** @param read what was read of the memory @param file where it goes; undefined if it is shown */
  afterRead(memory: Memory, read: MemoryImage, file: string | undefined): Promise<void>;
}

/** Memories whose writes a witness sees first. */
export function witnessed(access: MemoryAccess, witness: Witness): MemoryAccess {
  return {
    ...access,
    write: async (memory, address, value) => {
      await witness.beforeWrite(memory);
      return access.write(memory, address, value);
    },
  };
}
