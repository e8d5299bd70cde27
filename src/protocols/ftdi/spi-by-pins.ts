/**
 * SPI made by setting pins one after the other: which levels they have, for bytes that are sent, and which bits came in. As whole
 * rows, whatever carries them.
 */

/** Levels of all pins with SCK and SDO active or not. */
export type LevelsOf = (sck: boolean, sdo: boolean) => number;

/** States of the pins that a bit takes: SCK low with the bit on SDO, then SCK high. */
export const statesOfBit = 2;

/**
 * The states that send bytes, most significant bit first. Behind the last one SCK has to go low again: see `idleState`.
 */
export function statesOfBytes(bytes: Uint8Array, levels: LevelsOf): readonly number[] {
  const states = [
    [levels(false, false), levels(true, false)],
    [levels(false, true), levels(true, true)],
  ] as const;
  const row: number[] = [];
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit--) row.push(...states[((byte >> bit) & 1) as 0 | 1]);
  return row;
}

/** The states that send single bits, in their order. */
export function statesOfBits(bits: readonly (0 | 1)[], levels: LevelsOf): readonly number[] {
  return bits.flatMap((bit) => [levels(false, bit === 1), levels(true, bit === 1)]);
}

/** Bytes from bits that came in, most significant first. */
export function bytesOfBits(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(bits.length >> 3);
  for (let i = 0; i < bytes.length * 8; i++)
    if (bits[i]) bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (0x80 >> (i & 7));
  return bytes;
}
