import { locateMemory } from '../../model/locate-memory.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { defineMessage } from '../../output/words.ts';
import { hexAddress } from '../addresses.ts';
import { usage } from '../phrases.ts';
import { attempt, type Command, done, type Outcome, outcomeOf, type TerminalSession } from '../session.ts';
import { eraseFailed, handleFailedErase } from './erase-failure.ts';
import { memoryUnknown } from './messages.ts';
import { write } from './write.ts';

const syntax = defineMessage('terminal/erase-syntax', {
  '8.2': () =>
    usage(`Syntax: erase <mem> <addr> <len> # Fill section with 0xff values
        erase <mem>              # Fill with 0xff values
        erase                    # Chip erase (no chache, immediate effect)
Function: perform a chip or memory erase; flash or EEPROM erase is cached
`),
});

/** `erase` of 8.x: the chip at once, or a memory or section of one by way of the cache. */
export const erase: Command = async (session, words) => {
  const [, name, ...section] = words;
  if (words.length > 4 || words.length === 3 || name === '-?') {
    return session.refuse(syntax);
  }
  if (name === undefined) return eraseWholeChip(session);
  const memory = locateMemory(session.part, name, session.context.behaviour.memoryNames);
  if (!memory) {
    return session.refuse(memoryUnknown, { command: 'erase', memory: name, part: session.part.desc });
  }
  return section.length > 0 ? fill(session, name, section) : eraseMemory(session, memory, name);
};

/** Erases the chip, and tells the cache. */
export async function eraseWholeChip(session: TerminalSession): Promise<Outcome> {
  const has = (kind: string): boolean => session.part.memories.some((memory) => memoryKind(memory) === kind);
  const also = has('bootrow') ? ', EEPROM and bootrow' : has('eeprom') ? ' and EEPROM' : '';
  const doing = session.context.bootloader ? 'asking bootloader to perform' : 'performing';
  session.print(`${doing} chip erase; discarded pending writes to flash${also}\n`);
  const erased = await attempt(() => session.memories.chipErase());
  return erased.ok ? done : handleFailedErase(session, erased.error, eraseFailed);
}

/** Fills a memory with 0xff as far as the programmer lets it be written. @param name as it was typed */
export async function eraseMemory(session: TerminalSession, memory: Memory, name: string): Promise<Outcome> {
  if (!session.programmer.isReadOnly) return fill(session, name, ['0', '-1']);
  for (const { first, last } of writableIntervals(session, memory)) {
    const outcome = await fill(session, name, [
      `0x${hexAddress(first, 4)}`,
      `0x${hexAddress(last - first + 1, 4)}`,
    ]);
    if (outcome.kind === 'failed') return outcome;
  }
  return done;
}

function fill(session: TerminalSession, name: string, section: readonly string[]): Promise<Outcome> {
  return write(session, ['write', name, ...section, '0xff', '...']).catch(outcomeOf);
}

function writableIntervals(session: TerminalSession, memory: Memory): { first: number; last: number }[] {
  const intervals: { first: number; last: number }[] = [];
  for (let address = 0; address < memory.size; address++) {
    if (session.programmer.isReadOnly?.(memory, address)) continue;
    const previous = intervals.at(-1);
    if (previous && previous.last === address - 1) previous.last = address;
    else intervals.push({ first: address, last: address });
  }
  return intervals;
}
