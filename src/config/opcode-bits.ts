import type { Opcode, OpcodeBit, OpcodeKind } from '../model/part.ts';

const ignore: OpcodeBit = { kind: 'ignore' };
const zero: OpcodeBit = { kind: 'value', value: 0 };
const one: OpcodeBit = { kind: 'value', value: 1 };

/** Splits `"0100.0000--000x"` or `"0 1 a12 i"` into one string a bit. */
export function bitsOf(text: string): readonly string[] {
  const compact = !text.includes(' ') && text.length > 7;
  const all = compact ? [...text] : text.split(' ');
  return all.filter((piece) => piece !== '' && !/^[-._/]$/.test(piece));
}

/**
 * Reads the bit pattern of an instruction.
 * @param texts the strings of the assignment, first bit on the wire first
 * @param kind which instruction: it tells what a lone `a` means
 * @returns the instruction, or what is wrong with it in avrdude's words
 */
export function parseOpcode(texts: readonly string[], kind: OpcodeKind): Opcode | string {
  const key = `${kind} ${texts.join(' ')}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const result = parsePattern(texts, kind);
  parsed.set(key, result);
  return result;
}

/** A database says the same few hundred instructions thousands of times. */
const parsed = new Map<string, Opcode | string>();

function parsePattern(texts: readonly string[], kind: OpcodeKind): Opcode | string {
  const bits: OpcodeBit[] = new Array<OpcodeBit>(32).fill(ignore);
  let position = 32;
  for (const piece of texts.flatMap(bitsOf)) {
    if (--position < 0) return 'too many opcode bits for instruction';
    const bit = parseBit(piece, position, kind);
    if (typeof bit === 'string') return bit;
    bits[position] = bit;
  }
  return { bits };
}

function parseBit(piece: string, position: number, kind: OpcodeKind): OpcodeBit | string {
  switch (piece) {
    case '0':
      return zero;
    case '1':
      return one;
    case 'x':
      return ignore;
    case 'i':
      return { kind: 'input', bit: position % 8 };
    case 'o':
      return { kind: 'output', bit: position % 8 };
    case 'a':
      return { kind: 'address', bit: loneAddressBit(position, kind) };
  }
  if (piece.length === 1) return `invalid bit specifier '${piece}'`;
  const digits = piece.slice(1);
  const bit = /^(0x[0-9a-f]+|\d+)$/i.test(digits) ? Number(digits) : undefined;
  switch (piece.charAt(0)) {
    case 'a':
      return bit === undefined
        ? `can't parse bit number from "${digits}"`
        : { kind: 'address', bit: bit & 31 };
    case 'i':
      return { kind: 'input', bit: (bit ?? 0) & 7 };
    case 'o':
      return { kind: 'output', bit: (bit ?? 0) & 7 };
    default:
      return `invalid bit specifier "${piece}"`;
  }
}

/** The address bit that stands at this place in all instructions of this kind (byte 1 holds a15…a8, byte 2 a7…a0). */
function loneAddressBit(position: number, kind: OpcodeKind): number {
  if (position < 8 || position > 23) return 0;
  return kind === 'load_ext_addr' ? position + 8 : position - 8;
}
