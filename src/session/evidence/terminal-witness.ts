import type { MemoryImage } from '../../model/memory-image.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import type { Witness } from '../../terminal/witness.ts';
import type { SessionContext } from '../context.ts';
import { givesFlashForEeprom } from './eeprom-is-flash.ts';
import { noteLockedContents } from './locked-contents.ts';

/** What is evidence in an operation on a memory is so in the terminal, too; each memory is looked at once for each use. */
export function terminalWitness(context: () => SessionContext): Witness {
  const seen = new Set<string>();
  const first = (use: string, memory: Memory): boolean => {
    const key = `${use} ${memory.name}`;
    if (!context().watched || seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const noteReach = async (memory: Memory, use: 'read' | 'write', file: string | undefined) => {
    if (memoryKind(memory) !== 'eeprom' || !first(use, memory)) return;
    if (await givesFlashForEeprom(context(), memory))
      context().emit({ kind: 'eeprom-is-flash', memory, use, file });
  };
  return {
    beforeWrite: (memory) => noteReach(memory, 'write', undefined),
    afterRead: async (memory: Memory, read: MemoryImage, file: string | undefined) => {
      await noteReach(memory, 'read', file);
      if (first('contents', memory)) await noteLockedContents(context(), memory, read, file);
    },
  };
}
