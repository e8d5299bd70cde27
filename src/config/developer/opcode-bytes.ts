import type { Opcode } from '../../model/part.ts';

/** The four bytes of an instruction with its fixed bits set and all others 0, as `0x` and eight digits. */
export function encodeOpcodeBits(opcode: Opcode): string {
  const value = opcode.bits.reduce(
    (sum, bit, position) => (bit.kind === 'value' && bit.value === 1 ? sum + 2 ** position : sum),
    0,
  );
  return `0x${value.toString(16).padStart(8, '0')}`;
}
