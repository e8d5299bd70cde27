import type { Behaviour } from './release.ts';

/** Memories whose trailing 0xff bytes count for nothing. */
const flashMemories = new Set(['flash', 'application', 'apptable', 'boot']);

/** Whether this memory's contents end with the last byte that is not 0xff. */
export function endsAtLastByte(memoryName: string): boolean {
  return flashMemories.has(memoryName.toLowerCase());
}

/** @returns how many bytes of flash contents there are, not counting trailing 0xff, rounded up to a word */
export function lengthWithoutTrailingFf(data: Uint8Array, rule: Behaviour['trailingFf']): number {
  const lowest = rule === 'overlooks-first-byte' ? 1 : 0;
  let last = data.length - 1;
  while (last >= lowest && data[last] === 0xff) last--;
  return last < lowest ? 0 : (last + 2) & ~1;
}
