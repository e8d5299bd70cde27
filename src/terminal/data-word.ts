import { dataItemBytes, parseDataItem } from '../files/data-item.ts';
import { scanInteger } from '../model/c-number.ts';
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

/** A word as 8.x reads data: see `files/data-item.ts`. */
export function parseDataWord(word: string): DataWord {
  const item = parseDataItem(utf8AsLatin1(word));
  if (item.kind === 'error') return { kind: 'wrong', reason: item.reason };
  return {
    kind: 'data',
    bytes: dataItemBytes(item),
    integer: item.kind === 'integer' ? item.value : undefined,
    warning: item.kind === 'integer' ? item.warning : undefined,
  };
}

/** A word as 7.x reads data: neither binary nor Roman numbers, and ranges are judged by the signed types alone. */
export function parseDataWord71(word: string): DataWord {
  const text = word.endsWith(',') ? word.slice(0, -1) : word;
  const integer = parseInteger71(text);
  if (integer) return integer;
  const other = parseDataWord(text);
  const isNumber = other.kind === 'data' && other.integer !== undefined && !text.startsWith("'");
  return isNumber ? { kind: 'wrong', reason: '' } : other;
}

type Size = 1 | 2 | 4 | 8;

const suffixSizes: Readonly<Record<string, Size | undefined>> = {
  '': undefined,
  HH: 1,
  H: 2,
  S: 2,
  L: 4,
  LL: 8,
};

function parseInteger71(text: string): DataWord | undefined {
  const { value, end, overflow } = scanInteger(text);
  if (end === 0 || overflow) return undefined;
  const suffix = text.slice(end).toUpperCase();
  const size = suffix.replace('U', '');
  const unsigned = suffix !== size;
  if (!(size in suffixSizes) || (unsigned && !suffix.startsWith('U') && !suffix.endsWith('U')))
    return undefined;
  const hex = /^0x/i.test(text);
  const signed = !unsigned && !hex;
  const beyond = signed && isBeyondInt64(text, value);
  const stated = suffixSizes[size];
  // The suffix counts among the digits of a hexadecimal number.
  const bytes =
    stated ??
    (hex ? sizeOfDigits(text.length - 2) : sizeOfNumber(signed ? BigInt.asIntN(64, value) : value, beyond));
  return {
    kind: 'data',
    bytes: littleEndian(value, bytes),
    integer: value,
    warning: stated === undefined ? undefined : rangeRemark(text, value, stated, signed, beyond),
  };
}

function isBeyondInt64(text: string, value: bigint): boolean {
  const negative = text.trimStart().startsWith('-');
  const magnitude = negative ? BigInt.asUintN(64, -value) : value;
  return magnitude > (negative ? 1n << 63n : (1n << 63n) - 1n);
}

function sizeOfDigits(digits: number): Size {
  return digits > 8 ? 8 : digits > 4 ? 4 : digits > 2 ? 2 : 1;
}

/** The smallest size that holds the number with or without a sign. */
function sizeOfNumber(value: bigint, beyond: boolean): Size {
  const fits = (bytes: 1 | 2 | 4): boolean =>
    value < 1n << BigInt(8 * bytes) && value >= -(1n << BigInt(8 * bytes - 1));
  return beyond ? 8 : fits(1) ? 1 : fits(2) ? 2 : fits(4) ? 4 : 8;
}

/** A signed number of eight stated bytes is always remarked upon. */
function rangeRemark(
  text: string,
  value: bigint,
  size: Size,
  signed: boolean,
  beyond: boolean,
): string | undefined {
  const bits = 8 * size;
  const fits = BigInt.asIntN(bits, value) === BigInt.asIntN(64, value);
  if (!beyond && (!signed || (size < 8 && fits))) return undefined;
  return `${text} out of int${bits}_t range, interpreted as ${size}-byte ${BigInt.asIntN(bits, value)}; consider 'U' suffix`;
}

function littleEndian(value: bigint, size: number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn));
}
