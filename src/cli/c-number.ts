/** Numbers as the C library reads them from a string (ISO C, `strtol` and `strtod`). */

/** A number at the start of a text, and what is left behind it. `rest` is the whole text if there is no number. */
export interface Prefix {
  readonly value: number;
  readonly rest: string;
}

const space = '[ \\t\\n\\v\\f\\r]*';
const integers = {
  10: new RegExp(`^${space}([+-]?)([0-9]+)`),
  0: new RegExp(`^${space}([+-]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)`),
};
const floating = new RegExp(
  `^${space}([+-]?)(?:(inf(?:inity)?)|(nan(?:\\([0-9a-z_]*\\))?)|0x([0-9a-f]+\\.?[0-9a-f]*|\\.[0-9a-f]+)(?:p([+-]?[0-9]+))?|((?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:e[+-]?[0-9]+)?))`,
  'i',
);

/**
 * Reads an integer as `strtol` does on a 64-bit machine, stored in an `int`.
 *
 * @param base 10, or 0 for decimal, octal (leading 0) and hexadecimal (leading 0x)
 */
export function parseInteger(text: string, base: 0 | 10): Prefix {
  const match = integers[base].exec(text);
  const digits = match?.[2];
  if (!match || digits === undefined) return { value: 0, rest: text };
  const octal = base === 0 && /^0[0-7]/.test(digits);
  const magnitude = BigInt(octal ? `0o${digits.slice(1)}` : digits);
  const limit = 2n ** 63n;
  const long = match[1] === '-' ? max(-magnitude, -limit) : min(magnitude, limit - 1n);
  return { value: Number(BigInt.asIntN(32, long)), rest: text.slice(match[0].length) };
}

const max = (a: bigint, b: bigint) => (a > b ? a : b);
const min = (a: bigint, b: bigint) => (a < b ? a : b);

/** Reads a floating-point number as `strtod` does: decimal, hexadecimal, `inf` and `nan`. */
export function parseFloating(text: string): Prefix {
  const match = floating.exec(text);
  if (!match) return { value: 0, rest: text };
  const [whole, sign, infinity, nan, hex, exponent, decimal] = match;
  const magnitude = infinity
    ? Number.POSITIVE_INFINITY
    : nan
      ? Number.NaN
      : hex !== undefined
        ? hexadecimal(hex) * 2 ** Number(exponent ?? 0)
        : Number(decimal);
  return { value: sign === '-' ? -magnitude : magnitude, rest: text.slice(whole.length) };
}

function hexadecimal(digits: string): number {
  const [whole = '', fraction = ''] = digits.split('.');
  return Number(`0x${whole}${fraction}` || 0) / 16 ** fraction.length;
}
