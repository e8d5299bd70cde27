import type { Memory, Part } from './part.ts';
import type { Behaviour } from './release.ts';

/**
 * Finds the memory that a name stands for: any beginning that only one memory has. Up to 6.4 a name that is also the
 * beginning of another memory's name is ambiguous; later the exact name and aliases count.
 *
 * @returns undefined if no memory or more than one is meant
 */
export function locateMemory(part: Part, name: string, rule: Behaviour['memoryNames']): Memory | undefined {
  const starting = part.memories.filter((memory) => memory.name.startsWith(name));
  if (rule === 'prefix') return onlyOne(starting);
  if (name === '') return undefined;
  const exact = starting.find((memory) => memory.name === name);
  return exact ?? onlyOne(starting) ?? locateAlias(part, name);
}

function locateAlias(part: Part, name: string): Memory | undefined {
  const named = part.memories.flatMap((memory) => memory.aliases.map((alias) => ({ memory, alias })));
  const starting = named.filter(({ alias }) => alias.startsWith(name));
  return starting.find(({ alias }) => alias === name)?.memory ?? onlyOne(starting)?.memory;
}

function onlyOne<T>(candidates: readonly T[]): T | undefined {
  return candidates.length === 1 ? candidates[0] : undefined;
}

/** The memory that `-U file` writes: `application` on PDI parts, `flash` elsewhere. */
export function defaultMemory(part: Part): string {
  return part.progModes.includes('PDI') ? 'application' : 'flash';
}
