import { memoryKind } from '../model/memory-kind.ts';
import { type Memory, type OpcodeKind, opcodeKinds, type Part } from '../model/part.ts';
import { isOpcodeKind } from './memory-settings.ts';
import { bitNumber, bitsOf, parseOpcode } from './opcode-bits.ts';
import type { ProblemText, Warning } from './problem.ts';
import type { Setting } from './syntax.ts';

const rowKinds = ['sigrow', 'signature', 'calibration', 'sigrow-value'];

/**
 * What releases from 7.0 on remark upon in the pattern of an instruction (`parse_cmdbits` of 7.1 and 8.2), up to where it goes wrong.
 * @param texts the strings of the assignment
 * @param memory the one it belongs to, if it is one's
 * @param part the part's description
 */
function bitRemarks(
  texts: readonly string[],
  kind: OpcodeKind,
  memory: Pick<Memory, 'name'> | undefined,
  part: string,
): readonly ProblemText[] {
  const pieces = texts.flatMap(bitsOf);
  const opcode = parseOpcode(texts, kind);
  const good = 'bits' in opcode ? pieces : pieces.slice(0, opcode.bitsBefore);
  const inRow = isRow(memory);
  return good.flatMap((piece, i) => [...numberRemarks(piece), ...addressRemark(piece, 31 - i)]);

  function addressRemark(piece: string, position: number): readonly ProblemText[] {
    if (!piece.startsWith('a')) return [];
    if (position < 8 || position > 23)
      return piece === 'a' || !inRow
        ? ["address bits don't normally appear in Bytes 0 or 3 of SPI commands"]
        : [];
    const expected = kind === 'load_ext_addr' ? position + 8 : position - 8;
    const bit = bitNumber(piece) ?? 0;
    const exempt = inRow || isExempt(part);
    if (piece === 'a' || (bit & 31) === expected || exempt) return [];
    return [`a${bit} would normally be expected to be a${expected}`];
  }
}

const isRow = (memory: Pick<Memory, 'name'> | undefined): boolean =>
  memory !== undefined && rowKinds.includes(memoryKind(memory));

const isExempt = (part: string): boolean => part.toLowerCase().startsWith('at89s5');

/** What is said of the number in `a12`, `i3`, `o0`. */
function numberRemarks(piece: string): readonly ProblemText[] {
  if (piece.length === 1) return [];
  const bit = bitNumber(piece);
  if (bit === undefined)
    return [
      piece.startsWith('a')
        ? { '7.1': `can't parse bit number from ${piece}`, '8.2': `bit number from ${piece}: cannot parse` }
        : { '8.2': `bit number from ${piece}: cannot parse` },
    ];
  if (piece.startsWith('a') || bit < 8) return [];
  return [{ '8.2': `out-of-range bit number ${piece} mapped to ${bit & 7}` }];
}

/** What is said at the end of a pattern, even if something is wrong with it. */
function lengthRemarks(texts: readonly string[], kind: OpcodeKind): readonly ProblemText[] {
  const opcode = parseOpcode(texts, kind);
  const count = 'bits' in opcode ? texts.flatMap(bitsOf).length : opcode.bitsBefore + 1;
  return count < 32 ? ['too few opcode bits in instruction'] : [];
}

type Remarks = readonly Warning[];
type Instruction = Setting & { readonly kind: 'value'; readonly name: OpcodeKind };

const isInstruction = (setting: Setting): setting is Instruction =>
  setting.kind === 'value' && isOpcodeKind(setting.name);

function patternRemarks(
  settings: readonly Setting[],
  memory: Pick<Memory, 'name'> | undefined,
  part: string,
): Remarks {
  return settings.filter(isInstruction).flatMap(({ name, values, line, endLine = line }) => {
    const all = textsOf(values.map(String), name, memory, part);
    return all.map((text) => ({ line: endLine, text }));
  });
}

/** A file says the same few hundred instructions thousands of times. */
const remarksOf = new Map<string, readonly ProblemText[]>();

function textsOf(
  texts: readonly string[],
  kind: OpcodeKind,
  memory: Pick<Memory, 'name'> | undefined,
  part: string,
): readonly ProblemText[] {
  const key = `${kind} ${isRow(memory)} ${isExempt(part)} ${texts.join('\t')}`;
  const known = remarksOf.get(key) ?? [
    ...bitRemarks(texts, kind, memory, part),
    ...lengthRemarks(texts, kind),
  ];
  remarksOf.set(key, known);
  return known;
}

/** All that is to be remarked of the instructions in a block, in its order. @param part what the block came to */
export function instructionRemarks(settings: readonly Setting[], part: Part): Remarks {
  return settings.flatMap((setting) => {
    if (setting.kind !== 'memory') return patternRemarks([setting], undefined, part.desc);
    const memory = part.memories.find(({ name }) => name === setting.name);
    const line = setting.endLine ?? setting.line;
    const lacking = memory ? addressRemarks(memory, part.desc).map((text) => ({ line, text })) : [];
    return [...patternRemarks(setting.settings, memory, part.desc), ...lacking];
  });
}

/** What is remarked before and after the complaint about an instruction that cannot be read. */
export interface FaultRemarks {
  /** The settings of the block that come before; those of its own memory are told of in `before` alone. */
  readonly settings: readonly Setting[];
  readonly before: Remarks;
  readonly after: Remarks;
}

/** Looks for the first instruction of a block that cannot be read. @param part the part's description */
export function faultRemarks(
  settings: readonly Setting[],
  part: string,
  memory?: Pick<Memory, 'name'>,
): FaultRemarks | undefined {
  for (const [i, setting] of settings.entries()) {
    const before = settings.slice(0, i);
    if (setting.kind === 'memory') {
      const inside = faultRemarks(setting.settings, part, { name: setting.name });
      if (inside) return { ...inside, settings: before };
    } else if (isInstruction(setting)) {
      const { name, values, line, endLine = line } = setting;
      const texts = values.map(String);
      if ('bits' in parseOpcode(texts, name)) continue;
      const said = (text: ProblemText): Warning => ({ line: endLine, text });
      const own = bitRemarks(texts, name, memory, part).map(said);
      return {
        settings: memory ? [] : before,
        before: memory ? [...patternRemarks(before, memory, part), ...own] : own,
        after: lengthRemarks(texts, name).map(said),
      };
    }
  }
  return undefined;
}

/** Instructions of a memory that cannot reach all of it, in the words of 7.1 and 8.2. */
export function addressRemarks(memory: Memory, part: string): readonly string[] {
  return opcodeKinds.flatMap((kind) => {
    const opcode = memory.opcodes[kind];
    const missing = opcode && neededBits(memory, kind).filter((bit) => !hasAddressBit(opcode.bits, bit));
    const last = missing?.at(-1);
    return last === undefined
      ? []
      : [`${part}'s ${memory.name} ${kind} misses a necessary address bit a${last}`];
  });
}

function hasAddressBit(bits: NonNullable<Memory['opcodes'][OpcodeKind]>['bits'], wanted: number): boolean {
  return bits.some((bit) => bit.kind === 'address' && bit.bit === wanted);
}

/** The bits of an address that an instruction must have to tell all words of flash, or bytes, apart. */
function neededBits(memory: Memory, kind: OpcodeKind): readonly number[] {
  const shift = inFlash.has(memory.name) ? 1 : 0;
  const size = memory.size >> shift;
  const page = memory.pageSize >> shift;
  if (/^(read|write)(_lo|_hi)?$/.test(kind)) return range(0, Math.min(15, highestBit(size - 1)));
  if (/^loadpage/.test(kind)) return range(0, Math.min(15, highestBit(page - 1)));
  if (kind === 'writepage') return range(highestBit(page), Math.min(15, highestBit(size - 1)));
  return kind === 'load_ext_addr' ? range(16, highestBit(size - 1)) : [];
}

const inFlash = new Set(['flash', 'application', 'apptable', 'boot']);

/** The number of the highest bit that is set; -1 for 0. */
const highestBit = (value: number): number => 31 - Math.clz32(value);

function range(low: number, high: number): readonly number[] {
  return low < 0 ? [] : Array.from({ length: Math.max(0, high - low + 1) }, (_, i) => low + i);
}
