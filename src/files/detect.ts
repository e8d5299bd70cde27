import type { FormatLetter } from '../model/update.ts';
import { byteOrderMark, looksLikeUtf16, nextLine } from './lines.ts';

const elfMagic = [0x7f, 0x45, 0x4c, 0x46] as const;

/**
 * Guesses a file's format from its first telling line, looking at a line's first digits only (up to 7.x).
 * A line with a byte above 0x7f makes the file raw; UTF-16 text, which would look raw, is nothing.
 * @param bytes the file, or enough of its beginning
 */
export function detectByFirstDigits(bytes: Uint8Array): FormatLetter | undefined {
  if (elfMagic.every((byte, i) => bytes[i] === byte)) return 'e';
  if (looksLikeUtf16(bytes)) return undefined;
  for (let at = byteOrderMark(bytes); at < bytes.length; ) {
    const end = nextLine(bytes, at);
    const line = bytes.subarray(at, end);
    if (line.some((byte) => byte > 0x7f)) return 'r';
    const text = Buffer.from(line).toString('latin1').replace(/\n$/, '').replace(/\0.*$/s, '');
    if (/^:[0-9a-f]/i.test(text) && text.length >= 11) return 'i';
    if (/^S[0-9]/.test(text) && text.length >= 10) return 's';
    at = end;
  }
  return undefined;
}
