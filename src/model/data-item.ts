import { concatBytes } from '../model/bytes.ts';
import { latin1Bytes } from '../model/encoding.ts';
import { unescapeC } from './c-escapes.ts';
import { type DataInteger, parseInteger } from './data-integer.ts';

/** One item of data as the terminal and 8.x files have them: a number, a character or a string. */
export type DataItem =
  | DataInteger
  | { readonly kind: 'float' | 'double'; readonly value: number }
  /** Bytes without the zero byte that ends them in memory. */
  | { readonly kind: 'string'; readonly bytes: Uint8Array }
  | { readonly kind: 'error'; readonly reason: string };

/**
 * Reads one item: integers in base 2, 8, 10, 16 or Roman with suffixes U, H, HH, S, L, LL; doubles with suffix D; floats; 'c' and
 * "string" with the escapes of C. A trailing comma is left out of account.
 * @param text one character for each byte
 */
export function parseDataItem(text: string): DataItem {
  const item = text.endsWith(',') ? text.slice(0, -1) : text;
  if (item === '') return { kind: 'error', reason: 'no data to convert' };
  return (
    parseInteger(item) ?? parseReal(item) ?? parseText(item) ?? { kind: 'error', reason: 'cannot parse' }
  );
}

const hexReal = /^([+-]?)0x([0-9a-f]*)\.?([0-9a-f]*)(?:p([+-]?\d+))?$/i;
const decimalReal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const mantissaOnly = /^[+-]?(?:\d+|0x[0-9a-f]*)$/i;
const special = /^([+-]?)(inf(?:inity)?|nan)$/i;

function parseReal(item: string): DataItem | undefined {
  const text = item.trimStart();
  if (/d$/i.test(text)) {
    const value = realValue(text.slice(0, -1));
    if (value !== undefined) return { kind: 'double', value };
  }
  if (/f$/i.test(text)) {
    const value = realValue(text.slice(0, -1));
    if (value !== undefined) return { kind: 'float', value };
  }
  const value = mantissaOnly.test(text) ? undefined : realValue(text);
  return value === undefined ? undefined : { kind: 'float', value };
}

function realValue(text: string): number | undefined {
  if (decimalReal.test(text)) return Number(text);
  const named = special.exec(text);
  if (named) {
    const size = named[2]?.toLowerCase() === 'nan' ? Number.NaN : Number.POSITIVE_INFINITY;
    return named[1] === '-' ? -size : size;
  }
  const hex = hexReal.exec(text);
  if (!hex) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = hex;
  if (whole + fraction === '') return undefined;
  const size = Number(BigInt(`0x${whole}${fraction}`)) * 2 ** (Number(exponent) - 4 * fraction.length);
  return sign === '-' ? -size : size;
}

function parseText(item: string): DataItem | undefined {
  const quote = item[0];
  if (item.length < 2 || (quote !== '"' && quote !== "'") || !item.endsWith(quote)) return undefined;
  const text = unescapeC(item.slice(1, -1)).replace(/\0[\s\S]*$/, '');
  if (quote === '"') return { kind: 'string', bytes: latin1Bytes(text) };
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
      return concatBytes([item.bytes, new Uint8Array(1)]);
  }
}
