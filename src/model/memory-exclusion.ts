import { isClassic } from './classic.ts';
import { isInFlash, memoryKind } from './memory-kind.ts';
import type { Memory, Part } from './part.ts';
import type { ProgrammerEntry } from './programmer-entry.ts';

/**
 * Memories that a part has and a kind of programmer cannot reach: 8.x leaves them out of lists.
 * Source: avrdude manual, "Memory Names"; the data sheets' tables of serial programming instructions for the user signature.
 */
export function isOutOfReach(entry: ProgrammerEntry, part: Part, memory: Memory): boolean {
  if (entry.type === 'dryrun') return false;
  const both = (mode: Part['progModes'][number]): boolean =>
    entry.progModes.includes(mode) && part.progModes.includes(mode);
  const kind = memoryKind(memory);
  const isBasic = isInFlash(memory) || kind === 'eeprom' || kind === 'signature';
  if (both('debugWIRE') && !isBasic) return true;
  if (both('SPM') && entry.type === 'urclock' && !isBasic) return true;
  return memory.name === 'usersig' && isClassic(part) && both('ISP');
}
