import { defineMessage, type Words } from '../output/words.ts';

const plain = (text: string): Words => ({ level: 'info', lead: 'program', text });
const hex6 = (address: number) => `0x${address.toString(16).padStart(6, '0')}`;

/** While looking for the format. */
export const cannotOpenForDetection = defineMessage<{ readonly file: string; readonly reason: string }>({
  '6.4': ({ file, reason }) => plain(`error opening ${file}: ${reason}\n`),
  '7.1': ({ file, reason }) => ({
    level: 'ext-error',
    lead: 'program',
    where: 'fileio_fmt_autodetect() fileio.c',
    text: `unable to open ${file}: ${reason}\n`,
  }),
});

export const unknownFormat = defineMessage<{ readonly file: string }>({
  '6.4': ({ file }) => plain(`can't determine file format for ${file}, specify explicitly\n`),
  '7.1': ({ file }) => ({
    level: 'error',
    lead: 'program',
    where: 'fileio() fileio.c',
    text: `cannot determine file format for ${file}, specify explicitly\n`,
  }),
});

export const streamNeedsFormat = defineMessage({
  '6.4': () => [
    plain("can't auto detect file format when using stdin/out.\n"),
    { level: 'info', lead: 'indent', text: '  Please specify a file format and try again.\n' },
  ],
  '7.1': () => [
    {
      level: 'error',
      lead: 'program',
      where: 'fileio() fileio.c',
      text: 'cannot auto detect file format when using stdin/out\n',
    },
    { level: 'error', lead: 'indent', text: 'please specify a file format and try again\n' },
  ],
  '8.2': () => [
    {
      level: 'error',
      lead: 'program',
      where: 'fileio_segments_normalise() fileio.c',
      text: 'cannot auto detect file format when using stdin/out;\n',
    },
    { level: 'error', lead: 'indent', text: 'please specify a file format and try again\n' },
  ],
});

export const formatDetected = defineMessage<{
  readonly direction: string;
  readonly file: string;
  readonly format: string;
}>({
  '6.4': ({ direction, file, format }) => ({
    level: 'info',
    lead: 'program',
    unlessQuelled: true,
    text: `${direction} file ${file} auto detected as ${format}\n`,
  }),
  '7.1': ({ direction, file, format }) => ({
    level: 'notice',
    lead: 'program',
    unlessQuelled: true,
    where: 'fileio() fileio.c',
    text: `${direction} file ${file} auto detected as ${format}\n`,
  }),
});

export const cannotOpen = defineMessage<{
  readonly direction: string;
  readonly file: string;
  readonly reason: string;
}>({
  '6.4': ({ direction, file, reason }) => plain(`can't open ${direction} file ${file}: ${reason}\n`),
  '7.1': ({ direction, file, reason }) => ({
    level: 'ext-error',
    lead: 'program',
    where: 'fileio() fileio.c',
    text: `cannot open ${direction} file ${file}: ${reason}\n`,
  }),
});

/** A format that can only be written (6.4, 7.1). */
export const cannotReadFormat = defineMessage<{ readonly format: string }>({
  '6.4': () => plain('fileio: invalid operation=0\n'),
  '7.1': ({ format }) => ({
    level: 'error',
    lead: 'program',
    where: 'fileio_num() fileio.c',
    text: `invalid file format '${format}' for input\n`,
  }),
});

/** 8.x: the file has records, but none for this memory. */
export const noDataForMemory = defineMessage<{
  readonly memory: string;
  readonly format: string;
  readonly file: string;
}>({
  '8.2': ({ memory, format, file }) => ({
    level: 'warning',
    lead: 'program',
    where: 'ihex2b() fileio.c',
    text: `no ${memory} data found in ${format} file ${file}\n`,
  }),
});

interface Misplaced {
  readonly part: string;
  readonly memory: string;
  readonly first: number;
  readonly last: number;
  readonly end: number;
  readonly boundary: 'nowhere' | 'space-end' | 'flash-end' | 'space';
}
/** 8.x: the memory has no place in the address space of files. */
export const misplacedMemory = defineMessage<Misplaced>({
  '8.2': ({ part, memory, first, last, end, boundary }) => {
    const range = `[${hex6(first)}, ${hex6(last)}]`;
    const texts = {
      nowhere: `unable to locate ${part}'s ${memory} in multi-memory address space\n`,
      'space-end': `${part}'s ${memory} location ${range} outside flat address space [0, ${hex6(end - 1)}]\n`,
      'flash-end': `${part}'s ${memory} location ${range} straddles flash section boundary 0x800000\n`,
      space: `${part}'s ${memory} memory location ${range} straddles memory section boundary 0x${((first >> 16) + 1).toString(16).padStart(2, '0')}0000\n`,
    };
    return { level: 'error', lead: 'program', where: 'fileio_mem_offset() fileio.c', text: texts[boundary] };
  },
});

/** Our own bound on what is read into memory. */
export const fileTooLarge = defineMessage<{ readonly file: string; readonly megabytes: number }>({
  '6.4': ({ file, megabytes }) => plain(`ERROR: ${file} is larger than ${megabytes} MB\n`),
  '7.1': ({ file, megabytes }) => ({
    level: 'error',
    lead: 'program',
    where: 'fileio() fileio.c',
    text: `${file} is larger than ${megabytes} MB\n`,
  }),
});

/** 8.x; `others` are the parts that have the file's signature. */
export const otherSignature = defineMessage<{ readonly part: string; readonly others: string }>({
  '8.2': ({ part, others }) => [
    {
      level: 'error',
      lead: 'program',
      where: 'ihex2b() fileio.c',
      text: `signature of ${part} incompatible with file's (${others});\n`,
    },
    { level: 'error', lead: 'indent', text: 'use -F to override this check\n' },
  ],
});
