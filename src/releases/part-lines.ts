import { hex2 as hex } from '../model/hex-text.ts';
import type { Memory, Part } from '../model/part.ts';
import type { RunWording } from '../output/console.ts';
import { more, raw } from '../output/words.ts';

/** A line of a part's description. */
export interface PartField {
  readonly name: string;
  readonly text: string;
  /** Whether the configuration says anything of it. */
  readonly isSet: boolean;
}

/** What 6.4 and 7.1 tell of a part (avrpart.c). @param modes how the fields for serial and parallel programming begin */
export function partFields(part: Part, modes: readonly [string, string]): readonly PartField[] {
  const [serial, parallel] = modes;
  return [
    { name: 'AVR Part', text: part.desc, isSet: true },
    number('Chip Erase delay', part.chipEraseDelay, `${part.chipEraseDelay} us`),
    number('PAGEL', part.pagel, `P${hex(part.pagel).toUpperCase()}`),
    number('BS2', part.bs2, `P${hex(part.bs2).toUpperCase()}`),
    {
      name: 'RESET disposition',
      text: part.resetDisposition === 'io' ? 'possible i/o' : 'dedicated',
      isSet: true,
    },
    {
      name: 'RETRY pulse',
      text: part.retryPulse === 'none' ? '<unknown>' : part.retryPulse.toUpperCase(),
      isSet: true,
    },
    { name: `${serial} program mode`, text: part.serial === 'no' ? 'no' : 'yes', isSet: true },
    { name: `${parallel} program mode`, text: part.parallel, isSet: true },
    number('Timeout', part.timeout),
    number('StabDelay', part.stabdelay),
    number('CmdexeDelay', part.cmdexedelay),
    number('SyncLoops', part.synchloops),
    number('ByteDelay', part.bytedelay),
    number('PollIndex', part.pollindex),
    number('PollValue', part.pollvalue, `0x${hex(part.pollvalue)}`),
  ];
}

function number(name: string, value: number, text = String(value)): PartField {
  return { name, text, isSet: value !== 0 };
}

/** The description as lines without their ends; `memories` come under a title of their own. */
export function partLines(fields: readonly PartField[], memories: readonly string[]): readonly string[] {
  return [
    ...fields.map(({ name, text }) => `${name.padEnd(30)}: ${text}`),
    'Memory Detail                 :',
    '',
    ...memories,
  ];
}

/** A memory as one row of the table. @param names its first columns */
export function memoryRow(memory: Memory, names: readonly string[]): string {
  return [
    ...names,
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

/** How 6.4 and 7.1 show a part, at `-v` and when it is asked for. @param describe lines of the description by verbosity */
export function partWording(
  describe: (part: Part, verbosity: number) => readonly string[],
): Pick<RunWording, 'part-described' | 'part-shown'> {
  return {
    'part-described': ({ part, verbosity }) => [
      ...describe(part, verbosity).map((line) =>
        line === '' ? raw('info', '\n') : more('info', `${line}\n`),
      ),
      raw('notice', '\n'),
    ],
    'part-shown': ({ part }) => ({
      level: 'info',
      stream: 'stdout',
      text: `\n${describe(part, 0).join('\n')}\n\n`,
    }),
  };
}

function right(value: number, width: number): string {
  return String(value).padStart(width);
}
