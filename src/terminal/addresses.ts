import type { Memory } from '../model/part.ts';

/** How many hexadecimal digits an address of this memory has. */
export function addressDigits(memory: Memory): 4 | 5 {
  return memory.size > 0x10000 ? 5 : 4;
}

export function hexAddress(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, '0');
}
