import { type DataItem, parseDataItem } from './data-item.ts';
import { utf8AsLatin1 } from './encoding.ts';

/** The integers that 8.x takes as arguments. */
export type IntegerRange = 'int32' | 'uint32' | 'uint8';

/** A number, or what avrdude says is wrong with the text. */
export type IntegerItem =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly error: string };

const ranges: Readonly<Record<IntegerRange, { readonly bytes: number; readonly signed: boolean }>> = {
  int32: { bytes: 4, signed: true },
  uint32: { bytes: 4, signed: false },
  uint8: { bytes: 1, signed: false },
};

/** Reads an integer data item or a character, within a range, as 8.x reads every number of its command line and terminal. */
export function readIntegerItem(text: string, range: IntegerRange): IntegerItem {
  const item: DataItem = parseDataItem(utf8AsLatin1(text));
  if (item.kind === 'error') return { ok: false, error: item.reason };
  if (item.kind !== 'integer')
    return { ok: false, error: item.kind === 'string' ? 'not an integral type' : 'cannot parse' };
  const complaint = item.warning === undefined ? undefined : /out of [^,]*/.exec(item.warning)?.[0];
  if (complaint !== undefined) return { ok: false, error: complaint };
  const { bytes, signed } = ranges[range];
  const bits = 8 * bytes;
  if (item.signedSize > bytes && !holds(item.value, bits, signed))
    return { ok: false, error: `out of ${signed ? 'int' : 'uint'}${bits} range` };
  return {
    ok: true,
    value: Number(signed ? BigInt.asIntN(bits, item.value) : BigInt.asUintN(bits, item.value)),
  };
}

function holds(value: bigint, bits: number, signed: boolean): boolean {
  if (signed) return BigInt.asIntN(bits, value) === BigInt.asIntN(64, value);
  const limit = (1n << BigInt(bits)) - 1n;
  return value <= limit || BigInt.asUintN(64, -value) <= limit;
}
