type Size = 1 | 2 | 4 | 8;

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

const all64 = 0xffffffffffffffffn;
const sign64 = 0x8000000000000000n;

const numeral = /^([+-]?)(?:(0b)([01]+)|(0x)([0-9a-f]+)|([0-9]+)|([IVXLCDM]+)$)/i;
const roman = /^M{0,3}(CM)?D?(CD)?C{0,3}(XC)?L?(XL)?X{0,3}(IX)?V?(IV)?I{0,3}$/;

/**
 * Reads an integer with its suffix. Without a size suffix hexadecimal and binary numbers are as large as their digits, others
 * as small as they fit, signed or unsigned.
 * @returns undefined if it is no integer, or does not fit into 64 bits
 */
export function parseInteger(item: string): DataInteger | undefined {
  const text = item.trimStart();
  const match = numeral.exec(text);
  if (!match) return undefined;
  const [head, sign, binaryMark, binary, hexMark, hex, digits, letters] = match;
  let length = head.length;
  let magnitude: bigint;
  if (binary !== undefined) magnitude = BigInt(`0b${binary}`);
  else if (hex !== undefined) magnitude = BigInt(`0x${hex}`);
  else if (digits !== undefined) {
    const octal = /^0[0-7]*/.exec(digits)?.[0];
    if (octal !== undefined) length = (sign ?? '').length + octal.length;
    magnitude = octal === undefined ? BigInt(digits) : BigInt(octal.length > 1 ? `0o${octal.slice(1)}` : 0);
  } else {
    const value = romanValue(letters ?? '');
    if (value === undefined) return undefined;
    magnitude = value;
  }
  if (magnitude > all64) return undefined;

  const suffix = text.slice(length).toUpperCase();
  const count = (letter: string) => suffix.split(letter).length - 1;
  const [u, l, h, s] = [count('U'), count('L'), count('H'), count('S')];
  if (u + l + h + s !== suffix.length || u > 1 || l > 2 || h > 2 || s > 1) return undefined;
  if (u === 1 && !suffix.startsWith('U') && !suffix.endsWith('U')) return undefined;

  const negative = sign === '-';
  const value = negative ? -magnitude & all64 : magnitude;
  const plain = sign === '';
  const isHex = plain && hexMark !== undefined;
  const isBinary = plain && binaryMark !== undefined;
  const isSigned = u === 0 && !isHex && !isBinary;
  const signed = BigInt.asIntN(64, value);
  const beyond64 = isSigned && (negative ? value === sign64 || signed > 0n : signed < 0n);

  let size: Size;
  let outOfRange = false;
  if (l === 0 && h === 0 && s === 0) {
    if (isHex) size = sizeOfDigits((hex ?? '').length, 2);
    else if (isBinary) size = sizeOfDigits((binary ?? '').length, 8);
    else size = isSigned ? (beyond64 ? 8 : smallestEither(signed)) : smallestUnsigned(value);
  } else {
    const explicit = explicitSize(l, h, s);
    if (explicit === undefined) return undefined;
    size = explicit;
    outOfRange = size < 8 && (isSigned ? !fitsSigned(signed, size) : !fitsUnsigned(value, size));
  }
  const needed = isSigned && !(beyond64 && size === 8) ? smallestSigned(signed) : size;
  const signedSize = Math.max(needed, size) as Size;
  const curtailed = curtail(value, signedSize, isSigned);
  return {
    kind: 'integer',
    value: curtailed,
    size,
    signedSize,
    ...rangeWarning(text, curtailed, size, isSigned, outOfRange, beyond64),
  };
}

function rangeWarning(
  text: string,
  value: bigint,
  size: Size,
  isSigned: boolean,
  outOfRange: boolean,
  beyond64: boolean,
): { warning?: string } {
  if (outOfRange && isSigned) {
    const suffix = { 1: 'HH', 2: 'H', 4: 'L', 8: '' }[size];
    return {
      warning: `${text} out of int${size * 8} range, interpreted as ${size}-byte ${BigInt.asIntN(64, value)}${suffix}U`,
    };
  }
  if (outOfRange)
    return { warning: `${text} out of uint${size * 8} range, interpreted as ${size}-byte ${value}` };
  return beyond64 ? { warning: `${text} out of int64 range (consider U suffix)` } : {};
}

/** @param perByte digits that one byte takes */
function sizeOfDigits(digits: number, perByte: number): Size {
  return digits > 4 * perByte ? 8 : digits > 2 * perByte ? 4 : digits > perByte ? 2 : 1;
}

function explicitSize(l: number, h: number, s: number): Size | undefined {
  if (l === 0 && h === 2 && s === 0) return 1;
  if (l === 0 && h + s === 1) return 2;
  if (h !== 0 || s !== 0) return undefined;
  return l === 1 ? 4 : 8;
}

const sizes = [1, 2, 4, 8] as const;
const fitsSigned = (value: bigint, size: Size) => BigInt.asIntN(size * 8, value) === value;
/** Whether the value or its negation fits. */
const fitsUnsigned = (value: bigint, size: Size) =>
  value >> BigInt(size * 8) === 0n || (-value & all64) >> BigInt(size * 8) === 0n;
const smallestUnsigned = (value: bigint): Size => sizes.find((size) => value >> BigInt(size * 8) === 0n) ?? 8;
const smallestSigned = (value: bigint): Size => sizes.find((size) => fitsSigned(value, size)) ?? 8;
/** Smallest size that fits as signed or unsigned number. */
const smallestEither = (value: bigint): Size =>
  sizes.find((size) => fitsSigned(value, size) || (value >= 0n && value >> BigInt(size * 8) === 0n)) ?? 8;

function curtail(value: bigint, size: Size, isSigned: boolean): bigint {
  const bits = size * 8;
  return isSigned ? BigInt.asUintN(64, BigInt.asIntN(bits, value)) : BigInt.asUintN(bits, value);
}

const romanDigits = {
  M: 1000,
  CM: 900,
  D: 500,
  CD: 400,
  C: 100,
  XC: 90,
  L: 50,
  XL: 40,
  X: 10,
  IX: 9,
  V: 5,
  IV: 4,
  I: 1,
};

/** Capitals only. */
function romanValue(letters: string): bigint | undefined {
  if (letters === '' || !roman.test(letters)) return undefined;
  let value = 0;
  for (const digit of letters.match(/CM|CD|XC|XL|IX|IV|[MDCLXVI]/g) ?? []) {
    value += romanDigits[digit as keyof typeof romanDigits];
  }
  return BigInt(value);
}
