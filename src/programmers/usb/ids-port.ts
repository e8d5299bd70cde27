/** What `-P` says of a programmer that is found by USB ids. */
export interface IdsPort {
  /** `usb:vid:pid`, in hexadecimal; undefined if the entry's hold. */
  readonly ids: { readonly vendorId: number; readonly productId: number } | undefined;
  /** What else there is, with its colons left out. */
  readonly serial: string;
}

/** The longest serial number that avrdude takes. */
const longestSerial = 62;

/** Reads `-P usb[:vid:pid][:serial]`; `usb` may be in any case. @returns undefined if it is none of these */
export function parseIdsPort(port: string): IdsPort | undefined {
  const rest = /^usb(?::(.*))?$/is.exec(port);
  if (!rest) return undefined;
  const [, given] = rest;
  if (given === undefined) return { ids: undefined, serial: '' };
  const named = /^(?:0x)?([0-9a-f]{1,4}):(?:0x)?([0-9a-f]{1,4})(?::(.*))?$/is.exec(given);
  const [, vendor = '', product = '', behind = ''] = named ?? [];
  const serial = (named ? behind : given).replaceAll(':', '');
  if (serial.length > longestSerial) return undefined;
  const ids = { vendorId: Number.parseInt(vendor, 16), productId: Number.parseInt(product, 16) };
  return { ids: named ? ids : undefined, serial };
}
