/** A number, or why the text is none. */
export type Int32 =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly reason: string };

const literal = /^[ \t\n\v\f\r]*([+-]?)(0b[01]+|0x[0-9a-f]+|0[0-7]*|[1-9][0-9]*)([ulhs]*)$/i;

/**
 * Reads a 32-bit integer as avrdude 8.x reads a data item on its command line: binary, octal, decimal or hexadecimal, with an
 * optional size (`HH`, `H` or `S`, `L`, `LL`) and `U` behind it, a character in single quotes, and a comma at the end.
 *
 * @returns the number, or the reason in avrdude's words
 */
export function parseInt32(text: string): Int32 {
  const item = text.endsWith(',') ? text.slice(0, -1) : text;
  if (item === '') return { ok: false, reason: 'no data to convert' };
  const match = literal.exec(item);
  const digits = match?.[2];
  const suffix = (match?.[3] ?? '').toUpperCase();
  const size = suffixSize(suffix);
  if (!match || digits === undefined || size === undefined) return quoted(item);
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (magnitude >= 1n << 64n) return { ok: false, reason: 'cannot parse' };
  const value = match[1] === '-' ? -magnitude : magnitude;
  // Hexadecimal and binary numbers are bit patterns, unless they carry a sign of their own.
  const isSigned = !suffix.includes('U') && (match[1] !== '' || !/^0[bx]/i.test(digits));
  const fault = isSigned ? signedFault(value, size) : unsignedFault(value, magnitude, size);
  return fault === undefined
    ? { ok: true, value: Number(BigInt.asIntN(32, value)) }
    : { ok: false, reason: fault };
}

/** Bytes that a size suffix asks for, 0 for none; undefined if it is no suffix. */
function suffixSize(suffix: string): number | undefined {
  const size = suffix.replace('U', '');
  if (suffix.includes('U') && !suffix.startsWith('U') && !suffix.endsWith('U')) return undefined;
  const sizes: Readonly<Record<string, number>> = { '': 0, HH: 1, H: 2, S: 2, L: 4, LL: 8 };
  return sizes[size];
}

function signedFault(value: bigint, size: number): string | undefined {
  const fits = (bytes: number) => BigInt.asIntN(8 * bytes, value) === value;
  if (!fits(8)) return 'out of int64 range (consider U suffix)';
  if (size > 0 && !fits(size)) return `out of int${8 * size} range`;
  return fits(4) ? undefined : 'out of int32 range';
}

function unsignedFault(value: bigint, magnitude: bigint, size: number): string | undefined {
  if (size > 0 && size < 8 && magnitude >= 1n << BigInt(8 * size)) return `out of uint${8 * size} range`;
  const bits = BigInt.asUintN(64, value);
  const wide = size === 8 || (size === 0 && magnitude >= 1n << 32n);
  return wide && BigInt.asIntN(32, bits) !== BigInt.asIntN(64, bits) ? 'out of int32 range' : undefined;
}

/** A character in single quotes is its code; a text in double quotes is no number. */
function quoted(item: string): Int32 {
  if (/^".*"$/s.test(item)) return { ok: false, reason: 'not an integral type' };
  const character = /^'(.*)'$/s.exec(item)?.[1];
  if (character === undefined) return { ok: false, reason: 'cannot parse' };
  const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };
  const escaped = /^\\(.)/s.exec(character)?.[1];
  const code = escaped === undefined ? character.charCodeAt(0) : (escapes[escaped] ?? escaped.charCodeAt(0));
  return { ok: true, value: Number.isNaN(code) ? 0 : code };
}
