/** How numbers and strings look in avrdude's developer output. */

/** `0x` and at least so many digits; negative numbers as C's 32-bit unsigned. */
export function hex(value: number, digits: number): string {
  return `0x${(value >>> 0).toString(16).padStart(digits, '0')}`;
}

const named: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\r': '\\r',
  '\v': '\\v',
  '"': '\\"',
};

/** A character of UTF-8; else what has to be escaped. */
const escapable =
  /([\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})|["\x00-\x1f\x7f-\xff]/g;

/** A string in quotes, as avrdude.conf would have it; bytes of UTF-8 sequences stay as they are. @param text a character a byte */
export function quoted(text: string): string {
  const inside = text.replace(
    escapable,
    (found, utf8: string | undefined) =>
      utf8 ?? named[found] ?? `\\${found.charCodeAt(0).toString(8).padStart(3, '0')}`,
  );
  return `"${inside}"`;
}

export const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** Names of the bits that are set, joined with bars; `0` if none is. */
export function flagNames(names: readonly string[]): string {
  return names.length === 0 ? '0' : names.join(' | ');
}
