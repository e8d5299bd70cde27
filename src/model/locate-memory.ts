import type { Memory, Part } from './part.ts';
import type { Behaviour } from './release.ts';

/**
 * Finds the memory that a name stands for: any beginning that only one memory has. Up to 6.4 a name that is also the
 * beginning of another memory's name is ambiguous; later the exact name and aliases count. Names that came after the release
 * in force count if they are whole, and if nothing else is meant.
 *
 * @returns undefined if no memory or more than one is meant
 */
export function locateMemory(part: Part, name: string, rule: Behaviour['memoryNames']): Memory | undefined {
  const starting = part.memories.filter((memory) => !memory.later && memory.name.startsWith(name));
  if (rule === 'prefix') return starting.length > 0 ? onlyOne(starting) : locateLater(part, name);
  if (name === '') return undefined;
  const exact = starting.find((memory) => memory.name === name);
  const known = part.memories.filter((memory) => !memory.later);
  return exact ?? onlyOne(starting) ?? locateAlias(known, name) ?? locateLater(part, name);
}

function locateLater({ memories }: Part, name: string): Memory | undefined {
  return (
    memories.find((memory) => memory.name === name) ?? memories.find(({ aliases }) => aliases.includes(name))
  );
}

function locateAlias(memories: readonly Memory[], name: string): Memory | undefined {
  const named = memories.flatMap((memory) => memory.aliases.map((alias) => ({ memory, alias })));
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

/** The memory of exactly this name, if the part has it. */
export function memoryNamed({ memories }: Pick<Part, 'memories'>, name: string): Memory | undefined {
  return memories.find((memory) => memory.name === name);
}
