import { fuseOffset, isInFlash, isInSigrow, memoryKind } from '../model/memory-kind.ts';
import type { Memory, Part } from '../model/part.ts';

/**
 * The address space in which avr-gcc lays out ELF files, and in which avrdude 8 keeps several memories in one hex file.
 * Flash lies at the start; every other memory has 64 KiB.
 */
export const spaces = {
  flash: { base: 0, size: 0x800000 },
  data: { base: 0x800000, size: 0x10000 },
  eeprom: { base: 0x810000, size: 0x10000 },
  fuses: { base: 0x820000, size: 0x10000 },
  lock: { base: 0x830000, size: 0x10000 },
  sigrow: { base: 0x840000, size: 0x10000 },
  userrow: { base: 0x850000, size: 0x10000 },
  bootrow: { base: 0x860000, size: 0x10000 },
} as const;

/** One more than the highest address. */
export const spaceEnd = 0x870000;

/** In the signature row of parts whose signature is no part of it, the row itself begins here. */
const rowBehindSignature = 0x10;
const sibOffset = 0x1000;

/** Where a memory lies in the address space, or why it does not. */
export type Location =
  | { readonly kind: 'at'; readonly address: number }
  | { readonly kind: 'nowhere' }
  /** It would reach out of its space. */
  | {
      readonly kind: 'misfit';
      readonly address: number;
      readonly boundary: 'space-end' | 'flash-end' | 'space';
    };

/** @returns the place of the memory's first byte; the whole space lies at 0 */
export function locate(part: Part, memory: Memory): Location {
  if (memory.size === spaceEnd) return { kind: 'at', address: 0 };
  const address = nominalAddress(part, memory);
  if (address === undefined) return { kind: 'nowhere' };
  const last = address + memory.size - 1;
  if (address < 0 || last >= spaceEnd) return { kind: 'misfit', address, boundary: 'space-end' };
  const flashEnd = spaces.flash.size;
  if (address < flashEnd && last >= flashEnd) return { kind: 'misfit', address, boundary: 'flash-end' };
  if (address >= flashEnd && address >> 16 !== last >> 16)
    return { kind: 'misfit', address, boundary: 'space' };
  return { kind: 'at', address };
}

function nominalAddress(part: Part, memory: Memory): number | undefined {
  const inRow = (start: number) => spaces.sigrow.base + start + memory.offset - offsetOf(part, 'sigrow');
  const kind = memoryKind(memory);
  if (isInFlash(memory)) return spaces.flash.base + memory.offset - offsetOf(part, 'flash');
  switch (kind) {
    case 'io':
    case 'sram':
      return spaces.data.base + memory.offset;
    case 'eeprom':
      return spaces.eeprom.base;
    case 'fuse':
    case 'fuses':
      return spaces.fuses.base + (fuseOffset(memory) ?? 0);
    case 'lock':
      return spaces.lock.base;
    case 'userrow':
      return spaces.userrow.base;
    case 'bootrow':
      return spaces.bootrow.base;
    case 'sib':
      return spaces.sigrow.base + sibOffset;
  }
  if (!isInSigrow(memory)) return undefined;
  if (part.progModes.includes('UPDI')) return inRow(0);
  if (kind === 'signature') return spaces.sigrow.base;
  if (part.progModes.includes('PDI')) return inRow(rowBehindSignature);
  if (kind === 'calibration') return spaces.sigrow.base + 3;
  return inRow(rowBehindSignature);
}

function offsetOf(part: Part, kind: 'flash' | 'sigrow'): number {
  return part.memories.find((memory) => memoryKind(memory) === kind)?.offset ?? 0;
}
