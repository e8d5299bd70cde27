import type { MemoryImage } from '../../model/memory-image.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import type { Witness } from '../../terminal/witness.ts';
import type { SessionContext } from '../context.ts';
import { passGuardsByHand } from '../guards/guard.ts';
import { givesFlashForEeprom } from './eeprom-is-flash.ts';
import { noteLockedContents } from './locked-contents.ts';

/**
 * What is evidence in an operation on a memory is so in the terminal, too, and what is refused there is refused here; each memory
 * is looked at once for each use.
 */
export function terminalWitness(context: () => SessionContext): Witness {
  const seen = new Set<string>();
  const first = (use: string, memory: Memory): boolean => {
    const key = `${use} ${memory.name}`;
    if (!context().watched || seen.has(key)) return false;
    seen.add(key);
    return true;
  };
  const reaches = new Map<string, Promise<boolean>>();
  const reachesFlash = async (memory: Memory): Promise<boolean> => {
    if (!context().watched || memoryKind(memory) !== 'eeprom') return false;
    const known = reaches.get(memory.name) ?? givesFlashForEeprom(context(), memory);
    reaches.set(memory.name, known);
    return known;
  };
  const noteReach = async (memory: Memory, use: 'read' | 'write', file: string | undefined) => {
    if (memoryKind(memory) !== 'eeprom' || !first(use, memory)) return;
    if (await reachesFlash(memory)) context().emit({ kind: 'eeprom-is-flash', memory, use, file });
  };
  return {
    beforeWrite: async (memory, address, bytes) => {
      await passGuardsByHand(context(), { memory, address, bytes }, await reachesFlash(memory));
      await noteReach(memory, 'write', undefined);
    },
    afterRead: async (memory: Memory, read: MemoryImage, file: string | undefined) => {
      await noteReach(memory, 'read', file);
      if (first('contents', memory)) await noteLockedContents(context(), memory, read, file);
    },
  };
}
