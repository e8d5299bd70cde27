import type { Instruction } from './instruction-set.ts';

/** The operands of an instruction by their letters, with how many bits each has. */
export interface Operands {
  readonly values: Readonly<Record<string, number>>;
  readonly bits: Readonly<Record<string, number>>;
}

/** Takes the operands out of an instruction. @param second the second word of a long one */
export function decodeOperands(instruction: Instruction, word: number, second: number): Operands {
  const values: Record<string, number> = {};
  const bits: Record<string, number> = {};
  for (const [i, letter] of [...instruction.pattern.slice(0, 16)].entries()) {
    if (letter === '0' || letter === '1' || letter === '=' || letter === 'x') continue;
    values[letter] = ((values[letter] ?? 0) << 1) | ((word >> (15 - i)) & 1);
    bits[letter] = (bits[letter] ?? 0) + 1;
  }
  if (instruction.pattern.length > 16) {
    values.k = (values.k ?? 0) * 0x10000 + second;
    bits.k = (bits.k ?? 0) + 16;
  }
  for (const letter of ['d', 'r']) {
    const value = values[letter];
    if (value !== undefined) values[letter] = registerNumber(instruction, value);
  }
  if (values.a !== undefined) values.a = reducedAddress(values.a);
  return { values, bits };
}

function registerNumber({ registers }: Instruction, value: number): number {
  switch (registers) {
    case 'even':
      return 2 * value;
    case 'upper':
      return value + 16;
    case 'pairs':
      return 2 * value + 24;
    default:
      return value;
  }
}

/** `lds` and `sts` of a reduced core reach 0x40 to 0xbf: address bits 7 to 4 are /8, 8, 10 and 9 of the instruction. */
function reducedAddress(bits: number): number {
  return (bits & 0x0f) | ((bits >> 1) & 0x30) | ((bits & 0x10) << 2) | (((bits & 0x10) ^ 0x10) << 3);
}

/** A signed number of so many bits. */
export function signExtend(value: number, bits: number): number {
  return (value << (32 - bits)) >> (32 - bits);
}
