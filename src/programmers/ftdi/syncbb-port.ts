/** What `-P` says of a chip in bit-bang mode. */
export type SyncbbPort =
  | { readonly kind: 'default' }
  | { readonly kind: 'serial'; readonly serial: string }
  /** Of several, from 0; negative if what is given is none. */
  | { readonly kind: 'number'; readonly number: number };

/** Characters of a serial number, which counts as one by its length. */
const serialLength = 8;

/** Reads `-P usb:…`: a serial number of eight characters, or `ft` and a number. Other ports name no device: the first is taken. */
export function parseSyncbbPort(port: string): SyncbbPort {
  const given = /^usb:\s*(\S{1,8})/i.exec(port)?.[1];
  if (given === undefined) return { kind: 'default' };
  if (given.length === serialLength) return { kind: 'serial', serial: given };
  const digits = /^..\s*([+-]?\d+)$/.exec(given)?.[1];
  return { kind: 'number', number: digits === undefined ? -1 : Number(digits) };
}
