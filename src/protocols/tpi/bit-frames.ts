import { type FrameFault, parity } from './frame.ts';

/**
 * Frames of TPI as bits in the order in which they go over the line (ATtiny10 data sheet, "Frame format"), for programmers that send
 * bits one by one or least significant first.
 */

type Bit = 0 | 1;

/** Bits of a frame: start, eight of data, parity, two to stop. */
export const frameLength = 12;

/** @returns the twelve bits of a frame */
export function frameBits(byte: number): readonly Bit[] {
  const data = Array.from({ length: 8 }, (_, bit) => bitOf(byte, bit));
  return [0, ...data, parity(byte), 1, 1];
}

/** An answer that cannot be made out. */
export type BitFrameFault = FrameFault | 'no-start';

/**
 * Finds a frame among bits that came in.
 * @param latestStart idle bits that may stand in front of it
 */
export function findFrame(bits: readonly boolean[], latestStart: number): number | BitFrameFault {
  const start = bits.indexOf(false);
  if (start < 0 || start > latestStart) return 'no-start';
  const at = (place: number): Bit => (bits[start + place] ? 1 : 0);
  let byte = 0;
  for (let bit = 0; bit < 8; bit++) byte |= at(1 + bit) << bit;
  if (at(9) !== parity(byte)) return 'parity';
  return at(10) === 1 && at(11) === 1 ? byte : 'stop-bits';
}

function bitOf(byte: number, bit: number): Bit {
  return (byte >> bit) & 1 ? 1 : 0;
}
