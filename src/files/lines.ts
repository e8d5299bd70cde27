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

/** Whether a file starts like UTF-16 text: with its byte order mark, or with a record mark beside a zero byte. */
export function looksLikeUtf16(bytes: Uint8Array): boolean {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return bytes.length > 2;
  return (
    (a === 0x3a && b === 0) || (a === 0 && b === 0x3a) || (a === 0x53 && b === 0) || (a === 0 && b === 0x53)
  );
}
