import { addressText } from '../model/address-text.ts';
import type { Memory } from '../model/part.ts';
import { defineMessage, more, said, unlessQuelled, type Words } from '../output/words.ts';

const plain = (text: string): Words => said('info', text);
const in71 = 'fileio() fileio.c';
const in82 = 'fileio_segments_normalise() fileio.c';
const hex6 = (address: number) => `0x${address.toString(16).padStart(6, '0')}`;

/** While looking for the format. */
export const cannotOpenForDetection = defineMessage<{ readonly file: string; readonly reason: string }>(
  'files/cannot-open-for-detection',
  {
    '6.4': ({ file, reason }) => plain(`error opening ${file}: ${reason}\n`),
    '7.1': ({ file, reason }) =>
      said('ext-error', `unable to open ${file}: ${reason}\n`, 'fileio_fmt_autodetect() fileio.c'),
  },
);

export const unknownFormat = defineMessage<{ readonly file: string }>('files/unknown-format', {
  '6.4': ({ file }) => plain(`can't determine file format for ${file}, specify explicitly\n`),
  '7.1': ({ file }) => said('error', `cannot determine file format for ${file}, specify explicitly\n`, in71),
  '8.2': ({ file }) => said('error', `cannot determine file format for ${file}, specify explicitly\n`, in82),
});

export const streamNeedsFormat = defineMessage('files/stream-needs-format', {
  '6.4': () => [
    plain("can't auto detect file format when using stdin/out.\n"),
    more('info', '  Please specify a file format and try again.\n'),
  ],
  '7.1': () => [
    said('error', 'cannot auto detect file format when using stdin/out\n', in71),
    more('error', 'please specify a file format and try again\n'),
  ],
  '8.2': () => [
    said('error', 'cannot auto detect file format when using stdin/out;\n', in82),
    more('error', 'please specify a file format and try again\n'),
  ],
});

export const formatDetected = defineMessage<{
  readonly direction: string;
  readonly file: string;
  readonly format: string;
}>('files/format-detected', {
  '6.4': ({ direction, file, format }) =>
    unlessQuelled(said('info', `${direction} file ${file} auto detected as ${format}\n`)),
  '7.1': ({ direction, file, format }) =>
    unlessQuelled(said('notice', `${direction} file ${file} auto detected as ${format}\n`, in71)),
});

export const cannotOpen = defineMessage<{
  readonly direction: string;
  readonly file: string;
  readonly reason: string;
}>('files/cannot-open', {
  '6.4': ({ direction, file, reason }) => plain(`can't open ${direction} file ${file}: ${reason}\n`),
  '7.1': ({ direction, file, reason }) =>
    said('ext-error', `cannot open ${direction} file ${file}: ${reason}\n`, in71),
  '8.2': ({ direction, file, reason }) =>
    said('ext-error', `cannot open ${direction} file ${file}: ${reason}\n`, in82),
});

/** A format that can only be written (6.4, 7.1). */
export const cannotReadFormat = defineMessage<{ readonly format: string }>('files/cannot-read-format', {
  '6.4': () => plain('fileio: invalid operation=0\n'),
  '7.1': ({ format }) =>
    said('error', `invalid file format '${format}' for input\n`, 'fileio_num() fileio.c'),
});

/** 8.x: the file has records, but none for this memory. */
export const noDataForMemory = defineMessage<{
  readonly memory: string;
  readonly format: string;
  readonly file: string;
}>('files/no-data-for-memory', {
  '8.2': ({ memory, format, file }) =>
    said('warning', `no ${memory} data found in ${format} file ${file}\n`, 'ihex2b() fileio.c'),
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
export const misplacedMemory = defineMessage<Misplaced>('files/misplaced-memory', {
  '8.2': ({ part, memory, first, last, end, boundary }) => {
    const range = `[${hex6(first)}, ${hex6(last)}]`;
    const texts = {
      nowhere: `unable to locate ${part}'s ${memory} in multi-memory address space\n`,
      'space-end': `${part}'s ${memory} location ${range} outside flat address space [0, ${hex6(end - 1)}]\n`,
      'flash-end': `${part}'s ${memory} location ${range} straddles flash section boundary 0x800000\n`,
      space: `${part}'s ${memory} memory location ${range} straddles memory section boundary 0x${((first >> 16) + 1).toString(16).padStart(2, '0')}0000\n`,
    };
    return said('error', texts[boundary], 'fileio_mem_offset() fileio.c');
  },
});

/** Our own bound on what is read into memory. */
export const fileTooLarge = defineMessage<{ readonly file: string; readonly megabytes: number }>(
  'files/file-too-large',
  {
    '6.4': ({ file, megabytes }) => plain(`ERROR: ${file} is larger than ${megabytes} MB\n`),
    '7.1': ({ file, megabytes }) => said('error', `${file} is larger than ${megabytes} MB\n`, in71),
  },
);

/** 8.x; `others` are the parts that have the file's signature. */
export const otherSignature = defineMessage<{ readonly part: string; readonly others: string }>(
  'files/other-signature',
  {
    '8.2': ({ part, others }) => [
      said('error', `signature of ${part} incompatible with file's (${others});\n`, 'ihex2b() fileio.c'),
      more('error', 'use -F to override this check\n'),
    ],
  },
);

/** Where flash ends when trailing 0xff do not count, as 8.x works it out. */
export const endFound = defineMessage<{ memory: Memory; length: number }>('files/end-found', {
  '8.2': ({ memory, length }) =>
    said('trace', `avr_mem_hiaddr(${memory.name}) returns ${addressText(length, memory.size)}\n`),
});
