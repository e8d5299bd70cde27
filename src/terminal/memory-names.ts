import type { Memory, Part } from '../model/part.ts';
import type { Behaviour } from '../model/release.ts';

/**
 * Finds the memory that a word names. 6.4: the only one that begins so. Later: exactly, else the only one that begins so, else
 * the same among the aliases.
 */
export function locateMemory(part: Part, word: string, rule: Behaviour['memoryNames']): Memory | undefined {
  if (rule === 'prefix') return only(part.memories.filter((memory) => memory.name.startsWith(word)));
  if (word === '') return undefined;
  return (
    part.memories.find((memory) => memory.name === word) ??
    only(part.memories.filter((memory) => memory.name.startsWith(word))) ??
    part.memories.find((memory) => memory.aliases.includes(word)) ??
    only(
      part.memories.flatMap((memory) =>
        memory.aliases.filter((alias) => alias.startsWith(word)).map(() => memory),
      ),
    )
  );
}

function only<T>(matches: readonly T[]): T | undefined {
  return matches.length === 1 ? matches[0] : undefined;
}

const flashSections = new Set(['flash', 'application', 'apptable', 'boot']);

/** Flash or a section of it. */
export function isInFlash(memory: Memory): boolean {
  return flashSections.has(memory.name);
}

export function isEeprom(memory: Memory): boolean {
  return memory.name === 'eeprom';
}

export function isBootrow(memory: Memory): boolean {
  return memory.name === 'bootrow';
}

export function isUserRow(memory: Memory): boolean {
  return memory.name === 'userrow' || memory.name === 'usersig';
}

/** A fuse by itself or the memory of all fuses. */
export function isFuse(memory: Memory): boolean {
  return /^(fuses?|[hle]fuse|fuse[0-9a-f]|(wdt|bod|osc|tcd0|append|codesize|bootend|bootsize|pdi|sys)cfg[01]?)$/.test(
    memory.name,
  );
}

export function isLock(memory: Memory): boolean {
  return memory.name === 'lock' || memory.name === 'lockbits';
}

/** How many hexadecimal digits an address of this memory has. */
export function addressDigits(memory: Memory): 4 | 5 {
  return memory.size > 0x10000 ? 5 : 4;
}

export function hexAddress(value: number, digits: number): string {
  return (value >>> 0).toString(16).padStart(digits, '0');
}
