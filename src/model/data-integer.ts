import { scanInteger } from './c-number.ts';
import { romanValue } from './roman-number.ts';

/** An integer as an item of data. */
export interface DataInteger {
  readonly kind: 'integer';
  /** Two's complement, unsigned, in 64 bits. */
  readonly value: bigint;
  /** Bytes it takes in memory. */
  readonly size: Size;
  /** Bytes it would take as a signed number. */
  readonly signedSize: Size;
  /** A remark about its range. */
  readonly warning?: string;
}

/** What integers are: C's (`strtoull`) with suffixes, judged by the signed types; or binary and Roman ones, too, judged by all types. */
export type DataNumbers = 'c' | 'data-items';

type Size = 1 | 2 | 4 | 8;

/** What the digits and the suffix of an integer say. */
interface Written {
  /** As it is shown in remarks. */
  readonly text: string;
  /** Two's complement in 64 bits. */
  readonly value: bigint;
  /** Digits behind `0x` or `0b` that give the size; undefined where the value gives it. */
  readonly digits: { readonly count: number; readonly perByte: 2 | 8 } | undefined;
  readonly signed: boolean;
  /** Bytes that the suffix asks for. */
  readonly stated: Size | undefined;
}

/**
 * Reads an integer with its suffix. Without a size suffix hexadecimal and binary numbers are as large as their digits, others
 * as small as they fit, signed or unsigned.
 * @returns undefined if it is no integer, or its digits do not fit into 64 bits
 */
export function parseInteger(item: string, numbers: DataNumbers): DataInteger | undefined {
  const written = numbers === 'c' ? plainInteger(item) : anyInteger(item);
  if (written === undefined) return undefined;
  const { value, signed, stated, digits } = written;
  const number = signed ? BigInt.asIntN(64, value) : value;
  const beyond = signed && isBeyondInt64(written, numbers);
  const size = stated ?? (digits ? sizeOfDigits(digits) : beyond ? 8 : smallestEither(number));
  if (numbers === 'c') {
    const warning = remarkOfSigned(written, size, beyond);
    return { kind: 'integer', value, size, signedSize: size, ...warning };
  }
  const needed = signed && !(beyond && size === 8) ? smallestSigned(number) : size;
  const signedSize = needed > size ? needed : size;
  const kept = curtailed(value, signedSize, signed);
  return { kind: 'integer', value: kept, size, signedSize, ...remarkOfAny(written, size, kept, beyond) };
}

/** As C's `strtoull` reads it; a sign or a blank in front of `0x` makes it an ordinary number. */
function plainInteger(text: string): Written | undefined {
  const { value, end, overflow } = scanInteger(text);
  if (end === 0 || overflow) return undefined;
  const suffix = parseSuffix(text.slice(end));
  if (!suffix) return undefined;
  const hex = /^0x/i.test(text);
  return {
    text,
    value,
    // The suffix counts among the digits.
    digits: hex ? { count: text.length - 2, perByte: 2 } : undefined,
    signed: !suffix.unsigned && !hex,
    stated: suffix.size,
  };
}

/** Binary and Roman numbers, too; behind a sign or `0x` stands what `strtoull` reads: blanks and a further sign included. */
function anyInteger(item: string): Written | undefined {
  const text = item.replace(/^[ \t\n\v\f\r]+/, '');
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  const rest = text.slice(sign.length);
  if (/^[+-]/.test(rest)) return undefined;
  const mark = /^0[xb]/i.exec(rest)?.[0].toLowerCase();
  const roman = mark === undefined ? romanValue(rest) : undefined;
  const body = mark === undefined ? rest : rest.slice(2);
  const scanned =
    roman === undefined
      ? scanInteger(body, mark === '0x' ? 16 : mark === '0b' ? 2 : undefined)
      : { value: roman, end: rest.length, overflow: false };
  if (scanned.end === 0 || scanned.overflow) return undefined;
  const suffix = parseSuffix(body.slice(scanned.end));
  if (!suffix) return undefined;
  const digits =
    mark !== undefined && sign === ''
      ? { count: scanned.end, perByte: mark === '0x' ? (2 as const) : (8 as const) }
      : undefined;
  return {
    text,
    value: sign === '-' ? BigInt.asUintN(64, -scanned.value) : scanned.value,
    digits,
    signed: !suffix.unsigned && digits === undefined,
    stated: suffix.size,
  };
}

/** `HH` 1, `H` or `S` 2, `L` 4, `LL` 8 bytes, `U` in front or behind. */
function parseSuffix(
  text: string,
): { readonly size: Size | undefined; readonly unsigned: boolean } | undefined {
  const suffix = text.toUpperCase();
  const letters = suffix.replace(/^U|U$/, '');
  const sizes: Readonly<Record<string, Size>> = { HH: 1, H: 2, S: 2, L: 4, LL: 8 };
  const size = sizes[letters];
  return size !== undefined || letters === '' ? { size, unsigned: letters !== suffix } : undefined;
}

/** The newer reader takes the lowest number of all for one beyond. */
function isBeyondInt64({ text, value }: Written, numbers: DataNumbers): boolean {
  const number = BigInt.asIntN(64, value);
  if (!/^[ \t\n\v\f\r]*-/.test(text)) return number < 0n;
  return number > 0n || (numbers === 'data-items' && value === 1n << 63n);
}

function remarkOfAny(
  { text, signed, stated, value }: Written,
  size: Size,
  kept: bigint,
  beyond: boolean,
): { warning?: string } {
  const outside =
    stated !== undefined &&
    stated < 8 &&
    (signed ? !fitsSigned(BigInt.asIntN(64, value), size) : !fitsUnsigned(value, size));
  if (outside && signed) {
    const suffix = { 1: 'HH', 2: 'H', 4: 'L', 8: '' }[size];
    const shown = `${BigInt.asIntN(64, kept)}${suffix}U`;
    return { warning: `${text} out of int${size * 8} range, interpreted as ${size}-byte ${shown}` };
  }
  if (outside)
    return { warning: `${text} out of uint${size * 8} range, interpreted as ${size}-byte ${kept}` };
  return beyond ? { warning: `${text} out of int64 range (consider U suffix)` } : {};
}

/** Only signed numbers of a stated size are judged, and eight stated bytes are always remarked upon. */
function remarkOfSigned(
  { text, value, signed, stated }: Written,
  size: Size,
  beyond: boolean,
): { warning?: string } {
  const fits = size < 8 && fitsSigned(BigInt.asIntN(64, value), size);
  if (stated === undefined || !signed || (!beyond && fits)) return {};
  const bits = 8 * size;
  const shown = BigInt.asIntN(bits, value);
  return {
    warning: `${text} out of int${bits}_t range, interpreted as ${size}-byte ${shown}; consider 'U' suffix`,
  };
}

const sizes = [1, 2, 4, 8] as const;
const sizeOfDigits = ({ count, perByte }: { count: number; perByte: number }): Size =>
  count > 4 * perByte ? 8 : count > 2 * perByte ? 4 : count > perByte ? 2 : 1;
const fitsSigned = (value: bigint, size: Size) => BigInt.asIntN(size * 8, value) === value;
/** Whether the value or its negation fits. */
const fitsUnsigned = (value: bigint, size: Size) =>
  value >> BigInt(size * 8) === 0n || BigInt.asUintN(64, -value) >> BigInt(size * 8) === 0n;
const smallestSigned = (value: bigint): Size => sizes.find((size) => fitsSigned(value, size)) ?? 8;
/** Smallest size that fits as signed or unsigned number. */
const smallestEither = (value: bigint): Size =>
  sizes.find((size) => fitsSigned(value, size) || (value >= 0n && value >> BigInt(size * 8) === 0n)) ?? 8;

function curtailed(value: bigint, size: Size, signed: boolean): bigint {
  const bits = size * 8;
  return signed ? BigInt.asUintN(64, BigInt.asIntN(bits, value)) : BigInt.asUintN(bits, value);
}
