/** What stands behind the backslash of C's simple escape sequences, \e and \` too, and what it means. */
export const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  r: '\r',
  v: '\v',
  '?': '?',
  '`': '`',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

const sequence = /\\(\r?\n|\r|[0-7]{1,3}|x[0-9a-fA-F]+|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|[\s\S])/g;

/**
 * Undoes the backslash sequences of C, and \e, \u and \U as avrdude has them. What is no such sequence stays.
 * @param text one character for each byte
 */
export function unescapeC(text: string): string {
  return text.replace(sequence, (whole, body: string) => {
    const known = simpleEscapes[body];
    if (known !== undefined) return known;
    if (/^[\r\n]/.test(body)) return '';
    if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & 0xff);
    if (/^x./.test(body)) return String.fromCharCode(Number.parseInt(body.slice(-2).replace('x', ''), 16));
    if (/^[uU]./.test(body)) return utf8(Number.parseInt(body.slice(1), 16));
    return whole;
  });
}

/** A code of up to 24 bits by the scheme of UTF-8, one character for each byte, whether there is such a character or not. */
function utf8(code: number): string {
  if (code < 0x80) return String.fromCharCode(code);
  const following = code < 0x800 ? 1 : code < 0x10000 ? 2 : code < 0x200000 ? 3 : 4;
  const first = ((0xff00 >> (following + 1)) & 0xff) | (code >> (6 * following));
  const rest = Array.from(
    { length: following },
    (_, i) => 0x80 | ((code >> (6 * (following - 1 - i))) & 0x3f),
  );
  return String.fromCharCode(first, ...rest);
}
