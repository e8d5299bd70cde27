import type { Part } from '../../model/part.ts';
import type { OpcodeFacts } from '../../model/part-facts.ts';
import { allLevels, InstructionSet, levelsOf } from './instruction-set.ts';

/** Instructions that can lead anywhere, or back to a place that only the stack knows. */
const unbounded = /^(u\/)?(e?i?jmp|e?i?call|reti?)$/;

/** Which words a part takes for which instruction. */
export async function opcodesOf(part: Part): Promise<OpcodeFacts> {
  const { instructions } = (await import('avrdude:facts')).default;
  const set = new InstructionSet(instructions);
  const levels = levelsOf(part);
  return {
    isBenign: (word) => {
      const found = set.find(word, levels);
      return found !== undefined && !found.traits.includes('x');
    },
    target: (word, address) => {
      const mnemonic = set.find(word, allLevels)?.mnemonic ?? '';
      const next = address + 2;
      if (mnemonic === 'rjmp' || mnemonic === 'rcall') return next + signed(word & 0xfff, 12) * 2;
      if (unbounded.test(mnemonic)) return undefined;
      if (/^br(?!eak)/.test(mnemonic)) return next + signed((word >> 3) & 0x7f, 7) * 2;
      return /^(cpse|(u\/)?sb[ri][cs])$/.test(mnemonic) ? next + 4 : next;
    },
  };
}

function signed(value: number, bits: number): number {
  return value >= 1 << (bits - 1) ? value - (1 << bits) : value;
}
