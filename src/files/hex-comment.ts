/**
 * The characters of a comment in an `I` file: what can be shown of the lower seven bits, else a dot.
 * @param blank what stands for a blank (7.x keeps the dump one word)
 */
export function asciiDump(bytes: Uint8Array, blank: string): string {
  let text = '';
  for (const byte of bytes) {
    const code = byte & 0x7f;
    text += code === 0x20 ? blank : code < 0x20 || code === 0x7f ? '.' : String.fromCharCode(code);
  }
  return text;
}
