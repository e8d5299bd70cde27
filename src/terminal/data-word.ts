import type { DataNumbers } from '../model/data-integer.ts';
import { dataItemBytes, parseDataItem } from '../model/data-item.ts';
import { utf8AsLatin1 } from '../model/encoding.ts';

/** One item of data for `write`. */
export type DataWord =
  | {
      readonly kind: 'data';
      /** As they lie in memory; a string with the zero byte at its end. */
      readonly bytes: Uint8Array;
      /** The number, if it is one. */
      readonly integer: bigint | undefined;
      /** Said although the item is taken. */
      readonly warning: string | undefined;
    }
  | { readonly kind: 'wrong'; readonly reason: string };

/** A word of the command line as a data item. @param numbers what its integers may be */
export function parseDataWord(word: string, numbers: DataNumbers): DataWord {
  const item = parseDataItem(utf8AsLatin1(word), numbers);
  if (item.kind === 'error') return { kind: 'wrong', reason: item.reason };
  return {
    kind: 'data',
    bytes: dataItemBytes(item),
    integer: item.kind === 'integer' ? item.value : undefined,
    warning: item.kind === 'integer' ? item.warning : undefined,
  };
}
