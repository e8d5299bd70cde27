import { utf8AsLatin1 } from '../model/encoding.ts';

const simple: Readonly<Record<string, string>> = {
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
    const known = simple[body];
    if (known !== undefined) return known;
    if (/^[\r\n]/.test(body)) return '';
    if (/^[0-7]/.test(body)) return String.fromCharCode(Number.parseInt(body, 8) & 0xff);
    if (/^x./.test(body)) return String.fromCharCode(Number.parseInt(body.slice(-2).replace('x', ''), 16));
    if (/^[uU]./.test(body)) return utf8(Number.parseInt(body.slice(1), 16)) ?? whole;
    return whole;
  });
}

/** The bytes of a character, one character for each; undefined if there is no such character. */
function utf8(code: number): string | undefined {
  if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  return utf8AsLatin1(String.fromCodePoint(code));
}
