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

function reverse(byte: number): number {
  let result = 0;
  for (let bit = 0; bit < 8; bit++) result |= ((byte >> bit) & 1) << (7 - bit);
  return result;
}

/** The bit that makes the number of ones even. */
export function parity(byte: number): 0 | 1 {
  let ones = 0;
  for (let bit = 0; bit < 8; bit++) ones ^= (byte >> bit) & 1;
  return ones ? 1 : 0;
}
