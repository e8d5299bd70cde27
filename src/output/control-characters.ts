/** Characters that a terminal obeys: it would move its cursor, take them for a colour or a title, or answer them. */
const obeyed = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\udc80-\udc9f]|\r(?!\n)/g;

/**
 * What a person sees of a text that may hold anything: a device's answer, a file's name, an argument. Controls become C's escapes,
 * but for line ends and tabs.
 */
export function withoutControls(text: string): string {
  return text.replace(obeyed, (character) => {
    const code = character.charCodeAt(0) & 0xff;
    return code === 0x0d ? '\\r' : `\\x${code.toString(16).padStart(2, '0')}`;
  });
}
