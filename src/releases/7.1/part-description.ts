import type { Memory, Part } from '../../model/part.ts';

/** avrdude 7.1's description of a part (avrpart.c), line by line without their ends. */
export function describePart(part: Part, verbosity: number): string[] {
  const heading = verbosity > 2 ? [] : memoryHeading;
  return [
    field('AVR Part', part.desc),
    ...ifSet('Chip Erase delay', part.chipEraseDelay, `${part.chipEraseDelay} us`),
    ...ifSet('PAGEL', part.pagel, `P${hex(part.pagel).toUpperCase()}`),
    ...ifSet('BS2', part.bs2, `P${hex(part.bs2).toUpperCase()}`),
    field('RESET disposition', part.resetDisposition === 'io' ? 'possible i/o' : 'dedicated'),
    field('RETRY pulse', part.retryPulse === 'none' ? '<unknown>' : part.retryPulse.toUpperCase()),
    field('Serial program mode', part.serial === 'no' ? 'no' : 'yes'),
    field('Parallel program mode', part.parallel),
    ...ifSet('Timeout', part.timeout),
    ...ifSet('StabDelay', part.stabdelay),
    ...ifSet('CmdexeDelay', part.cmdexedelay),
    ...ifSet('SyncLoops', part.synchloops),
    ...ifSet('ByteDelay', part.bytedelay),
    ...ifSet('PollIndex', part.pollindex),
    ...ifSet('PollValue', part.pollvalue, `0x${hex(part.pollvalue)}`),
    'Memory Detail                 :',
    '',
    ...heading,
    ...shownMemories(part).flatMap((memory) => [...(verbosity > 2 ? memoryHeading : []), memoryLine(memory)]),
  ];
}

const memoryHeading: readonly string[] = [
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

function memoryLine(memory: Memory): string {
  return [
    `  ${memory.name.padEnd(11)}`,
    (memory.aliases[0] ?? '').padEnd(8),
    right(memory.mode, 4),
    right(memory.delay, 5),
    right(memory.blocksize, 5),
    right(memory.pollindex, 4),
    (memory.paged ? 'yes' : 'no').padEnd(6),
    right(memory.size, 6),
    right(memory.pageSize, 4),
    right(memory.numPages, 6),
    right(memory.minWriteDelay, 5),
    right(memory.maxWriteDelay, 5),
    `0x${hex(memory.readback[0])}`,
    `0x${hex(memory.readback[1])}`,
  ].join(' ');
}

function ifSet(name: string, value: number, text: string | number = value): string[] {
  return value === 0 ? [] : [field(name, text)];
}

function field(name: string, value: string | number): string {
  return `${name.padEnd(30)}: ${value}`;
}

function right(value: number, width: number): string {
  return String(value).padStart(width);
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
