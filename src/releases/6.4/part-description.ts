import type { Part } from '../../model/part.ts';
import { instructionTable } from '../instruction-table.ts';
import { memoryRow, partFields, partLines } from '../part-lines.ts';

/** avrdude 6.4's description of a part at `-v` (avrpart.c), line by line without their ends. Written whatever `-q` says. */
export function describePart(newest: Part, verbosity: number): readonly string[] {
  const part = newest.described ?? newest;
  const headsEach = verbosity > 2;
  const rows = part.memories.flatMap((memory) => [
    ...(headsEach ? heading : []),
    memoryRow(memory, [`  ${memory.name.padEnd(11)}`]),
    ...(verbosity > 4 ? instructionTable(memory) : []),
  ]);
  return partLines(partFields(part, ['serial', 'parallel']), [...(headsEach ? [] : heading), ...rows]);
}

const heading: readonly string[] = [
  '                         Block Poll               Page                       Polled',
  '  Memory Type Mode Delay Size  Indx Paged  Size   Size #Pages MinW  MaxW   ReadBack',
  '  ----------- ---- ----- ----- ---- ------ ------ ---- ------ ----- ----- ---------',
];
