import { utf8Text } from '../model/encoding.ts';

const named: Readonly<Record<number, string>> = {
  7: '\\a',
  8: '\\b',
  9: '\\t',
  10: '\\n',
  11: '\\v',
  12: '\\f',
  13: '\\r',
  34: '\\"',
};

/** @returns bytes as a quoted C string; valid UTF-8 stays as it is */
export function escapeString(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const length = utf8Length(bytes, i);
    text += length > 1 ? utf8Text(bytes.subarray(i, i + length)) : escapedByte(bytes, i);
    i += Math.max(length, 1);
  }
  return `"${text}"`;
}

function escapedByte(bytes: Uint8Array, i: number): string {
  const byte = bytes[i] ?? 0;
  if (byte === 0) {
    const next = bytes[i + 1];
    const ambiguous = next !== undefined && ((next & 0x80) !== 0 || (next >= 0x30 && next <= 0x39));
    return ambiguous ? '\\000' : '\\0';
  }
  const name = named[byte];
  if (name !== undefined) return name;
  if (byte < 32 || byte >= 0x7f) return `\\${byte.toString(8).padStart(3, '0')}`;
  return String.fromCharCode(byte);
}

/** @returns how many bytes the UTF-8 character at `i` has; 0 if there is no valid one */
function utf8Length(bytes: Uint8Array, i: number): number {
  const byte = bytes[i] ?? 0;
  if (byte < 0x80) return 1;
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
  if (length === 0 || i + length > bytes.length) return 0;
  const decoded = utf8Text(bytes.subarray(i, i + length));
  return decoded.includes('\ufffd') ? 0 : length;
}
