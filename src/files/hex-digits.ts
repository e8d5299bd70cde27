/** The value of each ASCII hexadecimal digit, -1 for every other byte. */
export const nibbles = new Int8Array(256).fill(-1);
for (let value = 0; value < 16; value++) {
  nibbles[value.toString(16).charCodeAt(0)] = value;
  nibbles[value.toString(16).toUpperCase().charCodeAt(0)] = value;
}

/** @returns the byte that two digits from `at` on stand for, both within the file; negative if one is no digit */
export function hexPair(bytes: Uint8Array, at: number): number {
  return ((nibbles[bytes[at] as number] as number) << 4) | (nibbles[bytes[at + 1] as number] as number);
}

/**
 * Decodes pairs of digits from `at` on into `target`.
 * @returns how many pairs there were before the first other byte; at most the length of `target`
 */
export function readHexPairs(
  bytes: Uint8Array,
  at: number,
  target: Uint8Array,
  atMost = target.length,
): number {
  let count = 0;
  for (let i = at; count < atMost && i + 1 < bytes.length; i += 2) {
    const high = nibbles[bytes[i] as number] as number;
    const low = nibbles[bytes[i + 1] as number] as number;
    if (high < 0 || low < 0) break;
    target[count++] = (high << 4) | low;
  }
  return count;
}

const pairs = Array.from({ length: 256 }, (_, value) => value.toString(16).toUpperCase().padStart(2, '0'));

/** Two upper-case digits for each byte. */
export function hexPairs(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += pairs[byte];
  return text;
}

/** An upper-case number of at least `digits` digits. */
export function hexNumber(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
