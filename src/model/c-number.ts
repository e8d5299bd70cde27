/** Numbers as C's library reads them: the longest beginning of a text that is one. Source: ISO C, `strtoul`, `strtod`. */

/** What was understood and where it ends. */
export interface Scanned<T> {
  readonly value: T;
  /** Index of the first character that does not belong to the number; 0 if there is none. */
  readonly end: number;
}

const two64 = 1n << 64n;
const max64 = two64 - 1n;

/**
 * An integer as `strtoul` and `strtoull` with base 0 read it: blanks, a sign, then `0x` hexadecimal, `0` octal or decimal.
 * @returns the value modulo 2^64 (a minus sign wraps round), with `overflow` if the digits alone go beyond it
 */
export function scanInteger(
  text: string,
  base?: 2 | 8 | 10 | 16,
): Scanned<bigint> & { readonly overflow: boolean } {
  const lead = /^[ \t\n\v\f\r]*([+-]?)/.exec(text);
  const sign = lead?.[1] ?? '';
  const start = lead?.[0].length ?? 0;
  const { radix, skip } = radixOf(text.slice(start), base);
  const digits = digitsOf(text.slice(start + skip), radix);
  if (digits === '') return { value: 0n, end: 0, overflow: false };
  const magnitude = [...digits].reduce(
    (sum, digit) => sum * BigInt(radix) + BigInt(Number.parseInt(digit, 36)),
    0n,
  );
  const end = start + skip + digits.length;
  if (magnitude > max64) return { value: max64, end, overflow: true };
  return { value: sign === '-' ? BigInt.asUintN(64, -magnitude) : magnitude, end, overflow: false };
}

/**
 * An integer as `strtol` reads it on a 64-bit machine: what does not fit is the nearest number that does.
 * @param base 10, or left out for decimal, octal (leading 0) and hexadecimal (leading 0x)
 */
export function scanLong(text: string, base?: 10): Scanned<bigint> {
  const { value, end, overflow } = scanInteger(text, base);
  const negative = /^[ \t\n\v\f\r]*-/.test(text);
  const magnitude = negative && !overflow ? BigInt.asUintN(64, -value) : value;
  const limit = negative ? 1n << 63n : (1n << 63n) - 1n;
  const bounded = magnitude > limit ? limit : magnitude;
  return { value: negative ? -bounded : bounded, end };
}

/** An integer as C puts `strtol`'s into an `int`: its lowest 32 bits, signed. */
export function scanInt(text: string, base?: 10): Scanned<number> {
  const { value, end } = scanLong(text, base);
  return { value: Number(BigInt.asIntN(32, value)), end };
}

/** A floating point number made an `int` as x86-64 does it: cut off, and the lowest of all where it does not fit or is none. */
export function intOf(value: number): number {
  const cut = Math.trunc(value);
  return cut >= -(2 ** 31) && cut < 2 ** 31 ? cut : -(2 ** 31);
}

/** The same for an `unsigned int`: the lowest 32 bits of what 64 hold; 0 where that does not fit. */
export function unsignedIntOf(value: number): number {
  const cut = Math.trunc(value);
  return Math.abs(cut) < 2 ** 63 ? Number(BigInt.asUintN(32, BigInt(cut))) : 0;
}

function radixOf(text: string, base: 2 | 8 | 10 | 16 | undefined): { radix: number; skip: number } {
  if ((base === undefined || base === 16) && /^0x[0-9a-f]/i.test(text)) return { radix: 16, skip: 2 };
  return { radix: base ?? (text.startsWith('0') ? 8 : 10), skip: 0 };
}

function digitsOf(text: string, radix: number): string {
  const alphabet = '0123456789abcdef'.slice(0, radix);
  let length = 0;
  while (length < text.length && alphabet.includes((text[length] ?? ' ').toLowerCase())) length++;
  return text.slice(0, length);
}

const decimalFloat = /^[ \t\n\v\f\r]*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i;
const hexFloat = /^[ \t\n\v\f\r]*([+-]?)0x([0-9a-f]+\.?[0-9a-f]*|\.[0-9a-f]+)(p([+-]?\d+))?/i;
const namedFloat = /^[ \t\n\v\f\r]*([+-]?)(infinity|inf|nan(?:\(\w*\))?)/i;

/** A floating point number as `strtod` reads it, hexadecimal, infinity and not-a-number included. */
export function scanFloat(text: string): Scanned<number> {
  const hex = hexFloat.exec(text);
  if (hex)
    return { value: hexFloatValue(hex[1] ?? '', hex[2] ?? '', Number(hex[4] ?? 0)), end: hex[0].length };
  const decimal = decimalFloat.exec(text);
  if (decimal) return { value: Number(decimal[0]), end: decimal[0].length };
  const named = namedFloat.exec(text);
  if (!named) return { value: 0, end: 0 };
  const magnitude = /^i/i.test(named[2] ?? '') ? Number.POSITIVE_INFINITY : Number.NaN;
  return { value: named[1] === '-' ? -magnitude : magnitude, end: named[0].length };
}

function hexFloatValue(sign: string, mantissa: string, exponent: number): number {
  const [whole = '', fraction = ''] = mantissa.split('.');
  const value = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (exponent - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
