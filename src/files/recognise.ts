import type { FileKind } from '../model/file-kind.ts';
import { RecordReader } from './intel-hex-record.ts';
import { byteOrderMark, looksLikeUtf16, nextLine } from './lines.ts';
import { isSRecord } from './s-record-decode.ts';

/** Beginnings by which files of other kinds are known: latin-1, at an offset. */
const magics: readonly { readonly kind: FileKind; readonly at?: number; readonly text: string }[] = [
  { kind: 'elf', text: '\x7fELF' },
  { kind: 'uf2', text: 'UF2\n' },
  { kind: 'zip', text: 'PK\x03\x04' },
  { kind: 'gzip', text: '\x1f\x8b\x08' },
  { kind: 'archive', text: 'BZh' },
  { kind: 'archive', text: '\xfd7zXZ\0' },
  { kind: 'archive', text: '7z\xbc\xaf\x27\x1c' },
  { kind: 'archive', text: 'Rar!\x1a\x07' },
  { kind: 'archive', text: '(\xb5/\xfd' },
  { kind: 'archive', text: '!<arch>\n' },
  { kind: 'archive', at: 257, text: 'ustar' },
  { kind: 'picture', text: '\x89PNG\r\n' },
  { kind: 'picture', text: '\xff\xd8\xff' },
  { kind: 'picture', text: 'GIF8' },
  { kind: 'pdf', text: '%PDF-' },
  { kind: 'program-for-computers', text: '\xcf\xfa\xed\xfe' },
  { kind: 'program-for-computers', text: '\xca\xfe\xba\xbe' },
  { kind: 'git-lfs', text: 'version https://git-lfs' },
];

/** How much of a text is looked at. */
const telling = 4096;

/** Finds out what a file is by what is in it. */
export function recognise(bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return 'empty';
  const magic = magics.find(({ at = 0, text }) => latin1(bytes, at, text.length) === text);
  if (magic) return magic.kind;
  if (isWindowsProgram(bytes)) return 'program-for-computers';
  if (looksLikeUtf16(bytes)) return 'utf-16';
  const records = kindOfRecords(bytes);
  if (records !== undefined) return records;
  const text = latin1(bytes, byteOrderMark(bytes), telling);
  return isText(bytes) ? kindOfText(text) : 'binary';
}

function latin1(bytes: Uint8Array, at: number, length: number): string {
  return Array.from(bytes.subarray(at, at + length), (byte) => String.fromCharCode(byte)).join('');
}

/** The header of DOS leads to that of a portable executable. */
function isWindowsProgram(bytes: Uint8Array): boolean {
  if (latin1(bytes, 0, 2) !== 'MZ') return false;
  const at = (bytes[0x3c] ?? 0) | ((bytes[0x3d] ?? 0) << 8);
  return latin1(bytes, at, 4) === 'PE\0\0';
}

/** A whole record at the beginning of one of the first lines; what stands before it are comments. */
function kindOfRecords(bytes: Uint8Array): FileKind | undefined {
  const record = new RecordReader(bytes);
  const scratch = new Uint8Array(255);
  for (let at = byteOrderMark(bytes); at < Math.min(bytes.length, telling); at = nextLine(bytes, at)) {
    if (bytes[at] === 0x3a && record.read(at, scratch, 0)) return 'intel-hex';
    if (bytes[at] === 0x53 && isSRecord(bytes, at)) return 's-record';
    const line = latin1(bytes, at, nextLine(bytes, at) - at).trimEnd();
    // Cut off, or with a wrong digit count: not valid, but meant as one.
    if (/^:[0-9a-f]{8,}$/i.test(line)) return 'intel-hex';
    if (/^S[0-9][0-9a-f]{6,}$/i.test(line)) return 's-record';
  }
  return undefined;
}

/** Printable characters, or those of UTF-8, and line ends. */
function isText(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, telling);
  return sample.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d)) && isUtf8(sample);
}

function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function kindOfText(text: string): FileKind {
  const start = text.trimStart();
  if (
    /^<(!doctype\s+html|html|head|body)\b/i.test(start) ||
    (/^</.test(start) && /<(html|body|head)\b/i.test(start))
  )
    return 'web-page';
  if (/^<(\?xml|[a-z][\w:.-]*[\s>])/i.test(start)) return 'xml';
  if (/^(\{\s*("|\})|\[\s*[[{"\]0-9-])/.test(start)) return 'json';
  if (/^\s*#\s*include\b|\bvoid\s+\w+\s*\(|\bint\s+main\s*\(/m.test(start)) return 'source';
  return 'text';
}
