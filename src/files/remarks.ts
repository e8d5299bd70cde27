import type { Event } from '../output/events.ts';

/**
 * What to say of records behind the first end record: avrdude stops there without a word, and files that were made by joining
 * two lose their second half.
 */
export function leftBehindEnd(
  behind: { readonly records: number; readonly bytes: number },
  line: number,
  file: string,
): readonly Event[] {
  if (behind.records === 0) return [];
  return [
    {
      kind: 'hint',
      text: `${file}: the end record in line ${line} is not the last record; ${behind.records} data records (${behind.bytes} bytes) behind it were left out. Delete line ${line} to use them, too.`,
    },
  ];
}
