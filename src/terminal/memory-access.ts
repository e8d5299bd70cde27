import { succeeded, type Tried } from '../model/outcome.ts';
import type { Memory } from '../model/part.ts';
import type { TerminalDevice } from './device.ts';

/** How commands reach memories: straight, or through the page cache of 7.x and later. */
export interface MemoryAccess {
  read(memory: Memory, address: number): Promise<number>;
  /** @returns `protected` if the programmer keeps that byte for itself (a boot loader's section) */
  write(memory: Memory, address: number, value: number): Promise<'written' | 'protected'>;
  /** Whether this memory goes by pages through a cache. */
  isPaged(memory: Memory): boolean;
  chipErase(): Promise<void>;
  /** Erases one page. @throws TargetError if the page does not read as erased after it */
  pageErase(memory: Memory, address: number): Promise<void>;
  /** Brings the device up to date with what was written. @returns whether all went well; what did not has been said */
  flush(): Promise<Tried>;
  /** Forgets what has been written since the last flush. */
  reset(): void;
}

/** Each byte goes to the device at once. */
export function directAccess(device: TerminalDevice): MemoryAccess {
  return {
    read: (memory, address) => device.readByte(memory, address),
    write: async (memory, address, value) => {
      await device.writeByte(memory, address, value);
      return 'written';
    },
    isPaged: () => false,
    chipErase: () => device.chipErase(),
    pageErase: async (memory, address) => {
      await device.programmer.pageErase?.(memory, address);
    },
    flush: async () => succeeded,
    reset: () => {},
  };
}
