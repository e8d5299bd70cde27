/**
 * The protocol of urboot boot loaders (Stefan Rueger's urboot, "urprotocol"): shorter than STK500 version 1. The two bytes
 * that frame every answer tell which chip it is and what its loader can do.
 */

const endOfPacket = 0x20;
/** Chips are counted below this; features count in multiples of it. */
const chipIds = 2040;

export const features = { readsFlash: 4, norFlash: 8, chipErase: 16 } as const;

/** What frames every answer, and what it says of the loader. */
export interface UrbootIdentity {
  readonly inSync: number;
  readonly ok: number;
  /** As `mcuid` in avrdude.conf; undefined if the loader speaks plain STK500. */
  readonly mcuid: number | undefined;
  readonly features: number;
}

/** Reads the two bytes that answer the request for sync. */
export function decodeIdentity(inSync: number, ok: number): UrbootIdentity {
  if (inSync === 0x14 && ok === 0x10) return { inSync, ok, mcuid: undefined, features: features.readsFlash };
  // 255, 254 stands for the pair that is taken by STK500; no other pair has twice the same byte.
  const [high, low] = inSync === 255 && ok === 254 ? [0x14, 0x10] : [inSync, ok > inSync ? ok - 1 : ok];
  const number = high * 255 + low;
  return { inSync, ok, mcuid: number % chipIds, features: Math.trunc(number / chipIds) };
}

export const getSync = Uint8Array.of(0x30, endOfPacket);
export const enter = Uint8Array.of(0x50, endOfPacket);
export const leave = Uint8Array.of(0x51, endOfPacket);
export const chipErase = Uint8Array.of(0x52, endOfPacket);

/** How addresses and lengths are told to a chip. */
export interface PageFormat {
  /** Three address bytes in place of two. */
  readonly wide: boolean;
  /** Two length bytes in place of one, which says 0 for 256. */
  readonly longPages: boolean;
}

/** Reads bytes: answered by them between the two framing bytes. */
export function encodeRead(memory: 'flash' | 'eeprom', address: number, length: number, format: PageFormat) {
  return Uint8Array.of(memory === 'flash' ? 0x03 : 0x01, ...header(address, length, format), endOfPacket);
}

/** Writes a page. */
export function encodeWrite(
  memory: 'flash' | 'eeprom',
  address: number,
  data: Uint8Array,
  format: PageFormat,
) {
  const command = memory === 'flash' ? 0x02 : 0x00;
  return Uint8Array.of(command, ...header(address, data.length, format), ...data, endOfPacket);
}

function header(address: number, length: number, { wide, longPages }: PageFormat): number[] {
  return [
    address & 0xff,
    (address >> 8) & 0xff,
    ...(wide ? [(address >> 16) & 0xff] : []),
    ...(longPages ? [length >> 8] : []),
    length & 0xff,
  ];
}
