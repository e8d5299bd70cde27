/** Each byte as it is shown, made once: traffic is worded whether or not somebody is to read it. */
const shownBytes: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const shown = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.';
  return `${shown} [${byte.toString(16).padStart(2, '0')}]`;
});

/** Bytes as avrdude shows traffic at `-vvvv`: each as a character, or a dot where it is none, and in hexadecimal. */
export function tracedBytes(data: Uint8Array): string {
  let text = '';
  for (let at = 0; at < data.length; at++) text += `${at === 0 ? '' : ' '}${shownBytes[data[at] ?? 0]}`;
  return text;
}
