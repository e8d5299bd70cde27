import type { Opcode } from './part.ts';

/**
 * Builds the four bytes of a serial programming instruction from its bit pattern in the configuration.
 *
 * @param address in the unit of the instruction (words for flash)
 * @param data the byte that is written
 * @returns the bytes in the order in which they go over the wire
 */
export function encodeInstruction(opcode: Opcode, address = 0, data = 0): Uint8Array {
  const bytes = new Uint8Array(4);
  opcode.bits.forEach((bit, i) => {
    const set =
      bit.kind === 'value'
        ? bit.value === 1
        : bit.kind === 'address'
          ? (address >>> bit.bit) & 1
          : bit.kind === 'input'
            ? (data >>> bit.bit) & 1
            : 0;
    if (set) bytes[3 - (i >> 3)] = (bytes[3 - (i >> 3)] ?? 0) | (1 << (i & 7));
  });
  return bytes;
}

/**
 * Picks the data byte out of what came back while a reading instruction was sent.
 *
 * @param reply four bytes
 */
export function decodeOutput(opcode: Opcode, reply: Uint8Array): number {
  let value = 0;
  opcode.bits.forEach((bit, i) => {
    if (bit.kind === 'output' && ((reply[3 - (i >> 3)] ?? 0) >> (i & 7)) & 1) value |= 1 << bit.bit;
  });
  return value;
}

/** Which of the four bytes that come back carries the answer; undefined if none does. */
export function outputByte(opcode: Opcode): number | undefined {
  const index = opcode.bits.findIndex((bit) => bit.kind === 'output');
  return index < 0 ? undefined : 3 - (index >> 3);
}
