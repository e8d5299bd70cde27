import { unescapeC } from './c-escapes.ts';
import { type DataInteger, type DataNumbers, parseInteger } from './data-integer.ts';
import { type DataReal, parseReal } from './data-real.ts';

/** One item of data as the terminal and 8.x files have them: a number, a character or a string. */
export type DataItem =
  | DataInteger
  | DataReal
  /** Bytes without the zero byte that ends them in memory. */
  | { readonly kind: 'string'; readonly bytes: Uint8Array }
  | { readonly kind: 'error'; readonly reason: string };

/**
 * Reads one item: integers in base 2, 8, 10, 16 or Roman with suffixes U, H, HH, S, L, LL; doubles with suffix D; floats; 'c' and
 * "string" with the escapes of C. A trailing comma is left out of account.
 * Source: avrdude(1), "Terminal mode"; what real avrdude makes of some hundred texts is in the test.
 * @param text one character for each byte (`utf8AsLatin1`)
 */
export function parseDataItem(text: string, numbers: DataNumbers = 'data-items'): DataItem {
  const item = text.endsWith(',') ? text.slice(0, -1) : text;
  if (item === '') return { kind: 'error', reason: 'no data to convert' };
  return (
    parseInteger(item, numbers) ??
    parseReal(item) ??
    parseText(item) ?? { kind: 'error', reason: 'cannot parse' }
  );
}

function parseText(item: string): DataItem | undefined {
  const quote = item[0];
  if (item.length < 2 || (quote !== '"' && quote !== "'") || !item.endsWith(quote)) return undefined;
  const text = unescapeC(item.slice(1, -1)).replace(/\0[\s\S]*$/, '');
  if (quote === '"') return { kind: 'string', bytes: Uint8Array.from(text, (byte) => byte.charCodeAt(0)) };
  const value = BigInt(text === '' ? 0 : text.charCodeAt(0));
  const warning = text.length > 1 ? { warning: `only using first character of ${item}` } : {};
  return { kind: 'integer', value, size: 1, signedSize: 1, ...warning };
}

/** @returns the bytes of an item as they lie in memory, least significant first; strings with their zero byte */
export function dataItemBytes(item: Exclude<DataItem, { kind: 'error' }>): Uint8Array {
  switch (item.kind) {
    case 'integer': {
      const bytes = new Uint8Array(8);
      new DataView(bytes.buffer).setBigUint64(0, item.value, true);
      return bytes.subarray(0, item.size);
    }
    case 'float':
    case 'double': {
      const bytes = new Uint8Array(item.kind === 'float' ? 4 : 8);
      const view = new DataView(bytes.buffer);
      if (item.kind === 'float') view.setFloat32(0, item.value, true);
      else view.setFloat64(0, item.value, true);
      return bytes;
    }
    case 'string':
      return Uint8Array.of(...item.bytes, 0);
  }
}
