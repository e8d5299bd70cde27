import type { Memory } from './part.ts';

/** A memory's name, with its first alias behind a slash where it has one: `fuse0/wdtcfg`. */
export function memoryName({ name, aliases, aliasesAreLater }: Memory): string {
  return aliases[0] && !aliasesAreLater ? `${name}/${aliases[0]}` : name;
}
