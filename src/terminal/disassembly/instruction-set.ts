import { memoryNamed } from '../../model/locate-memory.ts';
import type { Part } from '../../model/part.ts';

/** A machine instruction, as `conf/facts/instructions.txt` has it. */
export interface Instruction {
  /** Its place in the table: of two that fit a word, the first is meant. */
  readonly index: number;
  readonly key: string;
  /** Which parts have it. */
  readonly level: string;
  /** 16 or 32 characters, most significant bit first. */
  readonly pattern: string;
  readonly mask: number;
  readonly fixed: number;
  readonly registers: 'all' | 'even' | 'upper' | 'pairs' | 'none';
  /** `x`, `=`, `z`, `X`, `Y`, `Z` as the table explains. */
  readonly traits: string;
  readonly mnemonic: string;
  readonly operands: string;
  readonly flags: string;
  /** Of AVRe, AVRxm, AVRxt and AVRrc. */
  readonly cycles: readonly string[];
  readonly name: string;
  readonly operation: string;
}

const registerKinds = { A: 'all', E: 'even', U: 'upper', W: 'pairs' } as const;

/** The whole table, which finds instructions by their first word. */
export class InstructionSet {
  readonly #instructions: readonly Instruction[];
  readonly #byKey: ReadonlyMap<string, Instruction>;

  /** @param text the table */
  constructor(text: string) {
    this.#instructions = text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map(parseLine);
    this.#byKey = new Map(this.#instructions.map((each) => [each.key, each]));
  }

  /** @returns the first instruction of these levels that the word can be; undefined if it is none */
  find(word: number, levels: ReadonlySet<string>): Instruction | undefined {
    const found = this.#instructions.find((each) => levels.has(each.level) && fits(each, word));
    // A reduced core has no registers below r16.
    if (found && isReducedCore(levels) && found.registers === 'all' && namesLowRegister(found, word))
      return undefined;
    return found;
  }

  is(word: number, ...keys: readonly string[]): boolean {
    return keys.some((key) => {
      const instruction = this.#byKey.get(key);
      return instruction !== undefined && fits(instruction, word);
    });
  }

  get(key: string): Instruction | undefined {
    return this.#byKey.get(key);
  }

  /** Bytes of the instruction that begins with this word. */
  width(word: number): 2 | 4 {
    return this.is(word, 'call', 'jmp', 'sts', 'lds') ? 4 : 2;
  }
}

function parseLine(line: string, index: number): Instruction {
  const [key = '', level = '', pattern = '', kinds = '', mnemonic = '', operands = '', flags = '', ...rest] =
    line.split('\t');
  const [cycles = '', name = '', operation = ''] = rest;
  const word = pattern.slice(0, 16);
  return {
    index,
    key,
    level,
    pattern,
    mask: Number.parseInt(
      word.replace(/[01]|./g, (bit) => (bit === '0' || bit === '1' ? '1' : '0')),
      2,
    ),
    fixed: Number.parseInt(word.replace(/[^1]/g, '0'), 2),
    registers: registerKinds[kinds[0] as keyof typeof registerKinds] ?? 'none',
    traits: kinds.slice(1),
    mnemonic,
    operands,
    flags,
    cycles: cycles.split(' '),
    name,
    operation,
  };
}

function fits({ mask, fixed, traits }: Instruction, word: number): boolean {
  if ((word & mask) !== fixed) return false;
  if (!traits.includes('=')) return true;
  return (word & 15) === ((word >> 4) & 15) && ((word >> 9) & 1) === ((word >> 8) & 1);
}

function isReducedCore(levels: ReadonlySet<string>): boolean {
  return levels.has('RC') && levels.size === 3;
}

function namesLowRegister({ pattern }: Instruction, word: number): boolean {
  return ['r', 'd'].some((letter) => {
    const first = pattern.indexOf(letter);
    return first >= 0 && first < 16 && ((word >> (15 - first)) & 1) === 0;
  });
}

const beginnings = ['1'];
const classic2 = [...beginnings, '1nRC', '2', '2nRC'];
const classic25 = [...classic2, '25'];
const classic3 = [...classic25, 'M'];
const classic4 = [...classic3, '4'];
const classic51 = [...classic4, 'L'];

/** The levels that all 8-bit parts have between them, undocumented instructions included; those of reduced cores conflict. */
export const allLevels: ReadonlySet<string> = new Set([...classic51, 'XM', 'XTM', 'XL', 'ILL']);

const byArchitecture: Readonly<Record<number, readonly string[]>> = {
  1: beginnings,
  2: classic2,
  25: classic25,
  3: classic3,
  31: classic3,
  35: classic3,
  4: classic4,
  5: classic4,
  51: classic51,
  6: [...classic51, 'XL'],
};

/** The levels that a part has. */
export function levelsOf(part: Part): ReadonlySet<string> {
  const flash = memoryNamed(part, 'flash')?.size ?? 0;
  const xmega = part.progModes.includes('PDI');
  return new Set([
    ...coreLevels(part),
    ...(flash > 8192 ? ['M'] : []),
    ...(flash > 65536 || (flash > 0 && xmega) ? ['L'] : []),
    ...(flash > 131072 || (flash > 0 && xmega) ? ['XL'] : []),
  ]);
}

function coreLevels({ progModes, archnum }: Part): readonly string[] {
  if (progModes.includes('UPDI')) return [...classic4, 'XTM'];
  if (progModes.includes('PDI')) return [...classic4, 'XM', 'XTM'];
  if (progModes.includes('TPI')) return ['1', '2', 'RC'];
  if (archnum < 0) return [];
  return byArchitecture[archnum] ?? classic2;
}

/** Which column of an instruction's cycles holds for a part. */
export function cycleColumn({ progModes }: Part): number {
  if (progModes.includes('UPDI')) return 2;
  if (progModes.includes('PDI')) return 1;
  return progModes.includes('TPI') ? 3 : 0;
}
