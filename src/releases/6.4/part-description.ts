import type { Memory, Part } from '../../model/part.ts';
import type { Words } from '../../output/words.ts';

/** avrdude 6.4's description of a part at `-v` (avrpart.c). Written whatever `-q` says. */
export function describePart(part: Part, verbosity: number): Words[] {
  const detail = part.memories.flatMap((memory) => [
    ...(verbosity > 2 ? memoryHeading : []),
    memoryLine(memory),
  ]);
  const lines = [
    field('AVR Part', part.desc),
    field('Chip Erase delay', `${part.chipEraseDelay} us`),
    field('PAGEL', `P${hex(part.pagel).toUpperCase()}`),
    field('BS2', `P${hex(part.bs2).toUpperCase()}`),
    field('RESET disposition', part.resetDisposition === 'io' ? 'possible i/o' : 'dedicated'),
    field('RETRY pulse', part.retryPulse === 'none' ? '<unknown>' : part.retryPulse.toUpperCase()),
    field('serial program mode', part.serial === 'no' ? 'no' : 'yes'),
    field('parallel program mode', part.parallel),
    field('Timeout', part.timeout),
    field('StabDelay', part.stabdelay),
    field('CmdexeDelay', part.cmdexedelay),
    field('SyncLoops', part.synchloops),
    field('ByteDelay', part.bytedelay),
    field('PollIndex', part.pollindex),
    field('PollValue', `0x${hex(part.pollvalue)}`),
    'Memory Detail                 :',
    undefined,
    ...(verbosity <= 2 ? memoryHeading : []),
    ...detail,
  ];
  return lines.map((line) =>
    line === undefined ? { level: 'info', text: '\n' } : { level: 'info', lead: 'indent', text: `${line}\n` },
  );
}

const memoryHeading: readonly string[] = [
  '                         Block Poll               Page                       Polled',
  '  Memory Type Mode Delay Size  Indx Paged  Size   Size #Pages MinW  MaxW   ReadBack',
  '  ----------- ---- ----- ----- ---- ------ ------ ---- ------ ----- ----- ---------',
];

function memoryLine(memory: Memory): string {
  return [
    `  ${memory.name.padEnd(11)}`,
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

function field(name: string, value: string | number): string {
  return `${name.padEnd(30)}: ${value}`;
}

function right(value: number, width: number): string {
  return String(value).padStart(width);
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0');
}
