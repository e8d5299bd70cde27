import type { Memory, Part } from '../../model/part.ts';
import { instructionTable } from '../instruction-table.ts';
import { memoryRow, partFields, partLines } from '../part-lines.ts';

/** avrdude 7.1's description of a part (avrpart.c), line by line without their ends: only what the configuration sets. */
export function describePart(newest: Part, verbosity: number): readonly string[] {
  const part = newest.described ?? newest;
  const headsEach = verbosity > 2;
  const shown = shownMemories(part);
  const rows = part.memories.flatMap((memory) => [
    ...(headsEach ? heading : []),
    ...(shown.includes(memory)
      ? [memoryRow(memory, [`  ${memory.name.padEnd(11)}`, (memory.aliases[0] ?? '').padEnd(8)])]
      : []),
    ...(verbosity > 4 ? instructionTable(memory) : []),
  ]);
  const fields = partFields(part, ['Serial', 'Parallel']).filter(({ isSet }) => isSet);
  return partLines(fields, [...(headsEach ? [] : heading), ...rows]);
}

const heading: readonly string[] = [
  '                                  Block Poll               Page                       Polled',
  '  Memory Type Alias    Mode Delay Size  Indx Paged  Size   Size #Pages MinW  MaxW   ReadBack',
  '  ----------- -------- ---- ----- ----- ---- ------ ------ ---- ------ ----- ----- ---------',
];

/** A memory in the same place as the one before it is left out on parts of a family. */
function shownMemories(part: Part): Memory[] {
  const shown: Memory[] = [];
  let before = { offset: 0, size: 0 };
  for (const memory of part.memories) {
    if (memory.offset === before.offset && memory.size === before.size && part.familyId !== '') continue;
    before = memory;
    shown.push(memory);
  }
  return shown;
}
