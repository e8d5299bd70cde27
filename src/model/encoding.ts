/** Text out of bytes and back, by means that every JavaScript has. */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Makes the bytes of a text. A lone surrogate becomes U+FFFD. */
export function utf8Bytes(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

/** Makes text of bytes. What is no UTF-8 becomes U+FFFD; a byte order mark stays. */
export function utf8Text(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Makes text of UTF-16 with the low byte first, as USB has it. An odd byte at the end is left out. */
export function utf16Text(bytes: Uint8Array): string {
  const units = Array.from(
    { length: bytes.length >> 1 },
    (_, at) => (bytes[2 * at] ?? 0) | ((bytes[2 * at + 1] ?? 0) << 8),
  );
  return String.fromCharCode(...units);
}

/** How many bytes become characters at a time: as many as can be arguments of a call. */
const atOnce = 0x2000;

/** Makes text of bytes, one character each (U+0000 to U+00FF). What `TextDecoder` calls Latin-1 is windows-1252. */
export function latin1Text(bytes: Uint8Array): string {
  if (bytes.length <= atOnce) return bytes.length < telling ? charactersOf(bytes) : latin1Piece(bytes);
  let text = '';
  for (let at = 0; at < bytes.length; at += atOnce) text += latin1Piece(bytes.subarray(at, at + atOnce));
  return text;
}

/** From how many bytes on it is worth while to look whether they are ASCII. */
const telling = 0x100;

/** ASCII, which most of it is, is the same in UTF-8, and that is decoded twenty times as fast. */
function latin1Piece(bytes: Uint8Array): string {
  const text = utf8Text(bytes);
  return text.length === bytes.length && !text.includes('\ufffd') ? text : charactersOf(bytes);
}

const charactersOf = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** Makes the bytes of a text that has one character for each: the low eight bits of its code. */
export function latin1Bytes(text: string): Uint8Array<ArrayBuffer> {
  // As many bytes as characters: all of them are ASCII.
  const encoded = encoder.encode(text);
  if (encoded.length === text.length) return encoded;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** The bytes of a text in UTF-8, one character each: as a C program has a text. */
export function utf8AsLatin1(text: string): string {
  const bytes = utf8Bytes(text);
  return bytes.length === text.length ? text : latin1Text(bytes);
}
