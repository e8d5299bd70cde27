import type { Page } from '../model/page.ts';
import type { Memory, Part } from '../model/part.ts';
import type { Programmer } from '../programmers/programmer.ts';

/** What the terminal needs of the device; `memory/device.ts` has it. */
export interface TerminalDevice {
  readonly part: Part;
  readonly programmer: Programmer;
  readByte(memory: Memory, address: number): Promise<number>;
  /** As `ByteAccess.write`. */
  writeByte(memory: Memory, address: number, value: number, always?: 'always'): Promise<void>;
  writePage(memory: Memory, page: Page): Promise<void>;
  chipErase(): Promise<void>;
  readMemory(memory: Memory): Promise<{ readonly image: { readonly data: Uint8Array } }>;
}
