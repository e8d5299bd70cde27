/**
 * Numbers as glibc's `printf` writes them: the exact binary value is rounded, and what lies exactly between two numbers goes to
 * the even one (JavaScript's own methods go up).
 */

/** As `%.<digits>f` prints it. */
export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return notFinite(value);
  const text = rounded(Math.abs(value), digits)
    .toString()
    .padStart(digits + 1, '0');
  const point = text.length - digits;
  return signOf(value) + text.slice(0, point) + (digits > 0 ? `.${text.slice(point)}` : '');
}

/** As `%.<digits>g` prints it, six digits as with `%g`. */
export function general(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return notFinite(value);
  if (value === 0) return `${signOf(value)}0`;
  const exponent = Number(value.toExponential(digits - 1).split('e')[1]);
  const significant = rounded(Math.abs(value), digits - 1 - exponent)
    .toString()
    .replace(/0+$/, '');
  return (
    signOf(value) + (exponent < -4 || exponent >= digits ? scientific : positional)(significant, exponent)
  );
}

function scientific(digits: string, exponent: number): string {
  const power = `${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
  return `${withPoint(digits, 1)}e${power}`;
}

function positional(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${'0'.repeat(-exponent - 1)}${digits}`;
  return withPoint(digits.padEnd(exponent + 1, '0'), exponent + 1);
}

const withPoint = (digits: string, before: number): string =>
  digits.length > before ? `${digits.slice(0, before)}.${digits.slice(before)}` : digits;
const notFinite = (value: number): string => (Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf');
const signOf = (value: number): string => (value < 0 || Object.is(value, -0) ? '-' : '');

/** `value` × 10^`decimals` as the nearest integer, the even one of two. @param value not negative */
function rounded(value: number, decimals: number): bigint {
  const { mantissa, exponent } = binary(value);
  const dividend = (mantissa << BigInt(Math.max(exponent, 0))) * 10n ** BigInt(Math.max(decimals, 0));
  const divisor = (1n << BigInt(Math.max(-exponent, 0))) * 10n ** BigInt(Math.max(-decimals, 0));
  const quotient = dividend / divisor;
  const twice = 2n * (dividend % divisor);
  return twice > divisor || (twice === divisor && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** `mantissa` × 2^`exponent`, exactly (IEEE 754, binary64). */
function binary(value: number): { readonly mantissa: bigint; readonly exponent: number } {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const biased = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return biased === 0
    ? { mantissa: fraction, exponent: -1074 }
    : { mantissa: fraction | (1n << 52n), exponent: biased - 1075 };
}
