/** Bytes as avrdude shows traffic at `-vvvv`: each as a character, or a dot where it is none, and in hexadecimal. */
export function tracedBytes(data: Uint8Array): string {
  return Array.from(data, (byte) => {
    const shown = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
    return `${shown} [${byte.toString(16).padStart(2, '0')}]`;
  }).join(' ');
}
