import { memoryName } from '../../model/memory-name.ts';
import type { RunFacts } from '../../output/events.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import { counted, hexBytes, interval } from '../saying.ts';

/** What avrdude 8.2 says before it writes: at `-v` how the file fills the memory, and short contents spelt out. */
export function writingLines({
  memory,
  image,
  size,
  statistics,
  among,
}: Readonly<RunFacts['writing-memory']>): Words[] {
  const { bytes, sections, first, last, pages, padBytes, trailing } = statistics;
  const name = memoryName(memory);
  const spelt =
    size > 0 && size <= 4 && bytes === size ? `(0x${hexBytes(image.data.subarray(0, size))}) ` : '';
  return [
    among
      ? said('notice', `${counted(bytes, 'byte')} ${name} `)
      : { level: 'notice', lead: 'margin', text: '' },
    raw(
      'notice',
      `in ${counted(sections, 'section')} ${sections === 1 ? '' : 'of '}${interval(first, last)}`,
    ),
    ...(memory.pageSize > 1
      ? [raw('notice', `: ${counted(pages, 'page')} and ${counted(padBytes, 'pad byte')}`)]
      : []),
    ...(memory.pageSize > 1 && trailing > 0
      ? [
          more(
            'notice',
            `cutting off ${counted(trailing, 'trailing 0xff byte')} (use -A to keep trailing 0xff)`,
          ),
        ]
      : []),
    raw('notice', '\n'),
    said('info', `writing ${counted(bytes, 'byte')} ${spelt}to ${name}`),
  ];
}
