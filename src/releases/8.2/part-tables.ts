import { memoryName } from '../../model/memory-name.ts';
import type { Part } from '../../model/part.ts';
import type { ProgrammerEntry } from '../../model/programmer-entry.ts';
import { isUnreachable } from '../../model/unreachable-memory.ts';

/** The memories of a part that the programmer can reach, as 8.2 lists them: behind an empty line, with heading. */
export function memoryTable(part: Part, entry: ProgrammerEntry): string {
  const withOffsets = part.progModes.some((mode) => mode === 'PDI' || mode === 'UPDI');
  const rows = part.memories
    .filter((memory) => !isUnreachable(memory, part, entry))
    .map((memory) => [
      memoryName(memory),
      String(memory.size),
      String(memory.pageSize),
      memory.offset === 0 ? '0' : `0x${memory.offset.toString(16).padStart(4, '0')}`,
    ]);
  const titles = ['Memory', 'Size', 'Pg size', 'Offset'];
  const widths = titles.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const columns = withOffsets ? [0, 1, 2, 3] : [0, 1, 2];
  const cell = (text: string, column: number, leftAligned: readonly number[]): string =>
    leftAligned.includes(column) ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0);
  const line = (texts: readonly string[], leftAligned: readonly number[]): string =>
    columns.map((column) => cell(texts[column] ?? '', column, leftAligned)).join('  ');
  const rule = columns.map((column) => '-'.repeat(Math.min(widths[column] ?? 0, dashes))).join('--');
  const ending = withOffsets ? ' \n' : '\n';
  return `\n${line(titles, [0, 2])}\n${rule}\n${rows.map((row) => line(row, [0]) + ending).join('')}`;
}

/** The most that one column's rule has. */
const dashes = 31;

const variant =
  /^([^:]{1,49}):\s*([^,]{1,49}),\s*Fmax=([^,]{1,49}),\s*T=([^\]]{1,48})\],\s*Vcc=([^\]]{1,48})\]?/;

/** The variants of a part with package, clock, temperature and voltage, as 8.2 lists them; empty if there are none. */
export function variantTable(part: Part): string {
  if (part.variants.length === 0) return '';
  const rows = part.variants.flatMap((text) => {
    const match = variant.exec(text);
    return match ? [match.slice(1)] : [];
  });
  const titles = ['Variants', 'Package', 'F max', 'T range', 'V range'];
  const widths = titles.map((title, i) =>
    rows.reduce((width, row) => {
      const length = row[i]?.length ?? 0;
      return width < length ? length + (i > 2 ? 1 : 0) : width;
    }, title.length),
  );
  const line = (texts: readonly string[]): string =>
    `${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join('  ')}\n`;
  const rule = widths.map((width) => '-'.repeat(Math.min(width, dashes))).join('--');
  const body = rows.map((row) => line(row.map((text, i) => (i > 2 ? `${text}]` : text)))).join('');
  return `\n${line(titles)}${rule}\n${body}`;
}
