/**
 * Bytes that came from a device and are printed as they came. In a text they stand as lone surrogates (U+DC80 to U+DCFF for
 * 0x80 to 0xff), as Python's `surrogateescape` has it, so that everything else of the text can be UTF-8.
 */
import { concatBytes } from './bytes.ts';
import { utf8Bytes } from './encoding.ts';

/** Makes text of bytes, one character each. */
export function rawText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte < 0x80 ? byte : 0xdc00 + byte)).join('');
}

/** Makes the bytes of a text that is printed: UTF-8, and what `rawText` has put in as it was. */
export function encodeText(text: string): Uint8Array {
  if (!/[\udc80-\udcff]/.test(text)) return utf8Bytes(text);
  return concatBytes(
    Array.from(text, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code >= 0xdc80 && code <= 0xdcff ? Uint8Array.of(code - 0xdc00) : utf8Bytes(character);
    }),
  );
}
