import { memoryKind } from '../model/memory-kind.ts';
import { type Memory, type OpcodeKind, opcodeKinds, type Part } from '../model/part.ts';
import { isOpcodeKind } from './memory-settings.ts';
import { bitsOf } from './opcode-bits.ts';
import type { Setting } from './syntax.ts';

const rowKinds = ['sigrow', 'signature', 'calibration', 'sigrow-value'];

/**
 * What releases from 7.0 on remark upon in the pattern of an instruction (`parse_cmdbits` of 7.1 and 8.2).
 * @param texts the strings of the assignment
 * @param memory the one it belongs to, if it is one's
 * @param part the part's description
 */
export function patternRemarks(
  texts: readonly string[],
  kind: OpcodeKind,
  memory: Memory | undefined,
  part: string,
): readonly string[] {
  const pieces = texts.flatMap(bitsOf);
  const inRow = memory !== undefined && rowKinds.includes(memoryKind(memory));
  const remarks = pieces.flatMap((piece, i) => {
    const position = 31 - i;
    if (!piece.startsWith('a')) return [];
    if (position < 8 || position > 23)
      return piece === 'a' || !inRow
        ? ["address bits don't normally appear in Bytes 0 or 3 of SPI commands"]
        : [];
    const expected = kind === 'load_ext_addr' ? position + 8 : position - 8;
    const bit = Number(piece.slice(1));
    const exempt = inRow || part.toLowerCase().startsWith('at89s5');
    if (piece === 'a' || Number.isNaN(bit) || (bit & 31) === expected || exempt) return [];
    return [`a${bit} would normally be expected to be a${expected}`];
  });
  return pieces.length < 32 ? [...remarks, 'too few opcode bits in instruction'] : remarks;
}

/** All that is to be remarked of the instructions in a block, in its order. @param part what the block came to */
export function instructionRemarks(
  settings: readonly Setting[],
  part: Part,
): readonly { readonly line: number; readonly text: string }[] {
  const ofSettings = (inside: readonly Setting[], memory?: Memory) =>
    inside.flatMap((setting) =>
      setting.kind === 'value' && isOpcodeKind(setting.name)
        ? patternRemarks(setting.values.map(String), setting.name, memory, part.desc).map((text) => ({
            line: setting.endLine ?? setting.line,
            text,
          }))
        : [],
    );
  return settings.flatMap((setting) => {
    if (setting.kind !== 'memory') return ofSettings([setting]);
    const memory = part.memories.find(({ name }) => name === setting.name);
    const line = setting.endLine ?? setting.line;
    const lacking = memory ? addressRemarks(memory, part.desc).map((text) => ({ line, text })) : [];
    return [...ofSettings(setting.settings, memory), ...lacking];
  });
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
