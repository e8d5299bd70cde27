import type { MemoryImage } from '../model/memory-image.ts';
import type { Memory } from '../model/part.ts';

/** Who looks at what goes through the terminal, to find out what no release says. Never fails for what it cannot find out. */
export interface Witness {
  /** Called before bytes are written by hand. @throws RefusedError if they are not to be */
  beforeWrite(memory: Memory, address: number, bytes: Uint8Array | readonly number[]): Promise<void>;
  /** @param read what was read of the memory @param file where it goes; undefined if it is shown */
  afterRead(memory: Memory, read: MemoryImage, file: string | undefined): Promise<void>;
}
