import { UnsupportedError } from '../../model/errors.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import type { BlockMemory } from '../../protocols/avr109/commands.ts';

/** How a memory is named to block commands. @throws UnsupportedError for one that they do not know */
export function letterOf(memory: Memory): BlockMemory {
  const letter = ({ flash: 'F', eeprom: 'E', usersig: 'U', userrow: 'U' } as const)[memory.name];
  if (!letter) throw new UnsupportedError(`${memory.name} is not moved in blocks`);
  return letter;
}

/** How a memory is named to block commands that are used to read a word of it; undefined for one that is read otherwise. */
export function wordLetterOf(memory: Memory): BlockMemory | undefined {
  switch (memoryKind(memory)) {
    case 'flash':
      return 'F';
    case 'sigrow':
    case 'sigrow-value':
      return 'P';
    case 'userrow':
      return 'U';
    default:
      return undefined;
  }
}

/** Where the blocks of a page begin and end. @param length of the page @param size bytes that a block may have */
export function blocksOf(length: number, size: number): readonly (readonly [from: number, to: number])[] {
  const count = Math.ceil(length / size);
  return Array.from({ length: count }, (_, i) => [i * size, Math.min(length, (i + 1) * size)] as const);
}
