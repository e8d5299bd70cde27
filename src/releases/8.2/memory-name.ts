import type { Memory } from '../../model/part.ts';

/** A memory's name, with its alias behind a slash where it has one. */
export function memoryName({ name, aliases }: Memory): string {
  return aliases[0] ? `${name}/${aliases[0]}` : name;
}
