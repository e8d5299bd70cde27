/**
 * Bytes as they go over the TPIDATA line (ATtiny10 data sheet, "Frame format"): start bit 0, eight bits least significant first,
 * even parity, two stop bits 1. A programmer that shifts SPI bytes, most significant bit first, sends a frame in 16 bits with
 * four idle ones in front.
 */

const stopBits = 0x3;

/** @returns two bytes to shift out */
export function encodeTpiFrame(byte: number): readonly [number, number] {
  const frame = 0xf000 | (reverse(byte) << 3) | (parity(byte) << 2) | stopBits;
  return [frame >> 8, frame & 0xff];
}

/** An answer could not be made out. */
export type FrameFault = 'parity' | 'stop-bits';

/**
 * Finds a frame in 16 bits that were shifted in; at most two idle bits may stand before it.
 *
 * @returns the byte, or what is wrong with it
 */
export function decodeTpiFrame(high: number, low: number): number | FrameFault {
  let word = (high << 8) | low;
  while (word & 0x8000) word = (word << 1) & 0xffff;
  const byte = reverse((word >> 7) & 0xff);
  if (parity(byte) !== ((word >> 6) & 1)) return 'parity';
  if (((word >> 4) & 0x3) !== stopBits) return 'stop-bits';
  return byte;
}

/** The twelve bits of a frame, in the order in which they are sent. */
export function tpiFrameBits(byte: number): readonly boolean[] {
  const data = Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1) === 1);
  return [false, ...data, parity(byte) === 1, true, true];
}

/** Makes a byte of the eleven bits behind a start bit. @returns it, or what is wrong with it */
export function decodeTpiBits(bits: readonly boolean[]): number | FrameFault {
  const byte = bits.slice(0, 8).reduce((sum, high, bit) => (high ? sum | (1 << bit) : sum), 0);
  if (bits[8] !== (parity(byte) === 1)) return 'parity';
  return bits[9] && bits[10] ? byte : 'stop-bits';
}

function reverse(byte: number): number {
  let result = 0;
  for (let bit = 0; bit < 8; bit++) result |= ((byte >> bit) & 1) << (7 - bit);
  return result;
}

function parity(byte: number): number {
  let ones = 0;
  for (let bit = 0; bit < 8; bit++) ones ^= (byte >> bit) & 1;
  return ones;
}
