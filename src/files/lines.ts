const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** The start of the next line: behind LF, CR LF or a lone CR; the length of `bytes` behind the last one. */
export function nextLine(bytes: Uint8Array, at: number): number {
  for (let i = at; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === lineFeed) return i + 1;
    if (byte === carriageReturn) return bytes[i + 1] === lineFeed ? i + 2 : i + 1;
  }
  return bytes.length;
}

/** How many bytes of a byte order mark of UTF-8 stand at the start: 3 or 0. */
export function byteOrderMark(bytes: Uint8Array): number {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** How many code units are looked at. */
const sample = 8;

/** Whether a file starts like UTF-16 text: printable characters that each have a zero byte beside them,
 * behind a byte order mark or beginning with a record. */
export function looksLikeUtf16(bytes: Uint8Array): boolean {
  const marked = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const start = marked ? 2 : 0;
  if (bytes.length < start + 4) return false;
  const low = bytes[start] === 0 ? start + 1 : start;
  if (!marked && bytes[low] !== 0x3a && bytes[low] !== 0x53) return false;
  for (let i = start; i + 1 < bytes.length && i < start + 2 * sample; i += 2) {
    const text = bytes[low === start ? i : i + 1] as number;
    const zero = bytes[low === start ? i + 1 : i] as number;
    const printable = (text >= 0x20 && text < 0x7f) || text === lineFeed || text === carriageReturn;
    if (zero !== 0 || !printable) return false;
  }
  return true;
}
