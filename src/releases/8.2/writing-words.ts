import { memoryName } from '../../model/memory-name.ts';
import type { RunFacts } from '../../output/events.ts';
import { more, raw, said, type Words } from '../../output/words.ts';
import { counted, hexBytes, interval } from '../saying.ts';

/** What avrdude 8.2 says before it writes: short contents are spelt out. */
export function writingLine({
  memory,
  image,
  size,
  statistics,
}: Readonly<RunFacts['writing-memory']>): Words {
  const { bytes } = statistics;
  const spelt =
    size > 0 && size <= 4 && bytes === size ? `(0x${hexBytes(image.data.subarray(0, size))}) ` : '';
  return said('info', `writing ${counted(bytes, 'byte')} ${spelt}to ${memoryName(memory)}`);
}

/** At `-v`, how the file fills the memory. */
export function describingLines(facts: Readonly<RunFacts['input-described']>): Words[] {
  const { memory, statistics, among } = facts;
  const name = memoryName(memory);
  return [
    among
      ? said('notice', `${counted(statistics.bytes, 'byte')} ${name} `)
      : { level: 'notice', lead: 'margin', text: '' },
    ...places(facts, (trailing) => `cutting off ${trailing} (use -A to keep trailing 0xff)`),
  ];
}

/** The same of a file that has been prepared for a boot loader. */
export function preparedLines(facts: Readonly<RunFacts['input-prepared']>): Words[] {
  return [
    said('notice', 'preparing flash input for device bootloader\n'),
    more('notice', `${counted(facts.statistics.bytes, 'byte')} `),
    ...places(facts, (trailing) => `note ${trailing}`),
  ];
}

function places(
  { memory, statistics }: Readonly<RunFacts['input-prepared']>,
  tail: (trailing: string) => string,
): Words[] {
  const { sections, first, last, pages, padBytes, trailing } = statistics;
  const paged = memory.pageSize > 1;
  const where = `in ${counted(sections, 'section')} ${sections === 1 ? '' : 'of '}${interval(first, last)}`;
  return [
    raw('notice', where),
    ...(paged ? [raw('notice', `: ${counted(pages, 'page')} and ${counted(padBytes, 'pad byte')}`)] : []),
    ...(paged && trailing > 0 ? [more('notice', tail(counted(trailing, 'trailing 0xff byte')))] : []),
    raw('notice', '\n'),
  ];
}
