import { scanInteger } from '../../model/c-number.ts';

/** What `-P` says of a programmer that is found by USB ids. */
export interface IdsPort {
  /** `usb:vid:pid`, in hexadecimal; undefined if the entry's hold. */
  readonly ids: { readonly vendorId: number; readonly productId: number } | undefined;
  /** What else there is, with its colons left out. */
  readonly serial: string;
}

/** The longest serial number that avrdude takes, colons not counted (8.2: buffers of 64 characters). */
const longestSerial = 63;

/** Reads `-P usb[:vid:pid][:serial]`; `usb` may be in any case. @returns undefined if it is none of these */
export function parseIdsPort(port: string): IdsPort | undefined {
  const rest = /^usb(?::(.*))?$/is.exec(port);
  if (!rest) return undefined;
  const [, given] = rest;
  if (given === undefined) return { ids: undefined, serial: '' };
  const [vendor, product, ...behind] = given.split(':');
  const vendorId = usbId(vendor);
  const productId = usbId(product);
  const ids = vendorId === undefined || productId === undefined ? undefined : { vendorId, productId };
  const serial = ids ? behind.join('') : given.replaceAll(':', '');
  return serial.length > longestSerial ? undefined : { ids, serial };
}

/** A number of 16 bits as `strtoul` reads it with base 16: blanks, a sign and `0x` may stand before it. @returns undefined if it is none */
function usbId(text = ''): number | undefined {
  const { value, end } = scanInteger(text, 16);
  return end > 0 && end === text.length && value <= 0xffffn ? Number(value) : undefined;
}
