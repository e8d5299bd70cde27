import { isClassic } from './classic.ts';
import { fuseOffset, isInFlash, isInSigrow, memoryKind } from './memory-kind.ts';
import type { Memory, Part } from './part.ts';

/** The part with its memories as 8.x goes through them: EEPROM, flash, fuses, lock, signature row, user rows, I/O, SRAM, the rest. */
export function withMemoriesInOrder(part: Part): Part {
  return { ...part, memories: part.memories.toSorted((a, b) => compare(part, a, b)) };
}

function compare(part: Part, a: Memory, b: Memory): number {
  const byGroup = group(part, a) - group(part, b);
  if (byGroup !== 0) return byGroup;
  const inFuses = ['fuse', 'fuses'].includes(memoryKind(a));
  const byFuse = inFuses ? (fuseOffset(a) ?? 0) - (fuseOffset(b) ?? 0) : 0;
  // The larger first: the memory of all fuses stands before the first of them.
  return byFuse || a.offset - b.offset || b.size - a.size || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}

function group(part: Part, memory: Memory): number {
  const kind = memoryKind(memory);
  if (kind === 'eeprom') return 0;
  if (isInFlash(memory)) return 1;
  if (kind === 'fuse' || kind === 'fuses') return 2;
  if (kind === 'lock') return 3;
  if (liesInSigrow(part, memory)) return 4;
  if (kind === 'bootrow' || kind === 'userrow') return 5;
  return kind === 'io' ? 6 : kind === 'sram' ? 7 : kind === 'sib' ? 8 : 9;
}

/** Whether a memory is the signature row or lies in it: the signature of classic parts and XMEGAs and the calibration byte of classic parts have places of their own. */
export function liesInSigrow(part: Part, memory: Memory): boolean {
  if (!isInSigrow(memory) || !part.memories.some((each) => memoryKind(each) === 'sigrow')) return false;
  const kind = memoryKind(memory);
  if (isClassic(part)) return kind !== 'signature' && kind !== 'calibration';
  return !(part.progModes.includes('PDI') && kind === 'signature');
}
