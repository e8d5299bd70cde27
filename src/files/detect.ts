import { dataItemBytes, parseDataItem } from '../model/data-item.ts';
import { latin1Text } from '../model/encoding.ts';
import type { FileBehaviour } from '../model/release.ts';
import type { FormatLetter } from '../model/update.ts';
import { splitItems } from './data-tokens.ts';
import { byteOrderMark, looksLikeUtf16, nextLine } from './lines.ts';

const elfMagic = [0x7f, 0x45, 0x4c, 0x46] as const;

/**
 * Guesses a file's format from its first telling line. A line with a byte above 0x7f makes the file raw; UTF-16 text, which
 * would look raw, is nothing.
 * @param bytes the file, or enough of its beginning
 * @param how up to 7.x a record is known by its first digits; 8.x looks at the whole record and knows data items, too
 */
export function detectFormat(bytes: Uint8Array, how: FileBehaviour['detection']): FormatLetter | undefined {
  if (elfMagic.every((byte, i) => bytes[i] === byte)) return 'e';
  if (looksLikeUtf16(bytes)) return undefined;
  const formatOf = how === 'first-digits' ? byFirstDigits : byWholeRecord;
  for (let at = byteOrderMark(bytes); at < bytes.length; ) {
    const end = nextLine(bytes, at);
    const line = bytes.subarray(at, end);
    if (line.some((byte) => byte > 0x7f)) return 'r';
    const format = formatOf(latin1Text(line).replace(/\0[\s\S]*$/, ''));
    if (format !== undefined) return format;
    at = end;
  }
  return undefined;
}

function byFirstDigits(line: string): FormatLetter | undefined {
  const length = line.replace(/\n$/, '').length;
  if (length >= 11 && /^:[0-9a-f]/i.test(line)) return 'i';
  if (length >= 10 && /^S[0-9]/.test(line)) return 's';
  return undefined;
}

function byWholeRecord(line: string): FormatLetter | undefined {
  const text = line.trimEnd();
  const hex = /^:([0-9a-f]{2})([0-9a-f]*)/i.exec(text);
  if (hex && text.length >= 11 && (hex[2] as string).length >= 2 * Number.parseInt(hex[1] as string, 16) + 8)
    return 'i';
  const srec = /^S[0-9]([0-9a-f]{2})([0-9a-f]*)/i.exec(text);
  if (srec && text.length >= 10 && (srec[2] as string).length >= 2 * Number.parseInt(srec[1] as string, 16))
    return 's';
  return byDataItems(text);
}

/** The base that most items of the line are in; which one does not matter for reading. */
function byDataItems(line: string): FormatLetter | undefined {
  if (/^\s*#/.test(line)) return undefined;
  const counts = { h: 0, b: 0, o: 0, d: 0 };
  for (const text of splitItems(line)) {
    if (text.startsWith('#')) break;
    const item = parseDataItem(text);
    if (item.kind === 'error') return undefined;
    if (dataItemBytes(item).length > 0) counts[baseOf(text)]++;
  }
  if (counts.h + counts.b + counts.o + counts.d === 0) return undefined;
  const first = counts.h >= counts.b ? 'h' : 'b';
  const second = counts.o > counts.d ? 'o' : 'd';
  return counts[first] >= counts[second] ? first : second;
}

function baseOf(item: string): 'h' | 'b' | 'o' | 'd' {
  return /^0x/i.test(item) ? 'h' : /^0b/i.test(item) ? 'b' : /^0[0-7]/.test(item) ? 'o' : 'd';
}
