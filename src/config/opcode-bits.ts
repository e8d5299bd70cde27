import type { Opcode, OpcodeBit, OpcodeKind } from '../model/part.ts';
import type { ProblemText } from './problem.ts';

const ignore: OpcodeBit = { kind: 'ignore' };
const zero: OpcodeBit = { kind: 'value', value: 0 };
const one: OpcodeBit = { kind: 'value', value: 1 };

const isCompact = (text: string): boolean => !text.includes(' ') && text.length > 7;

/** Splits `"0100.0000--000x"` or `"0 1 a12 i"` into one string a bit. */
export function bitsOf(text: string): readonly string[] {
  const all = isCompact(text) ? [...text] : text.split(' ');
  return all.filter((piece) => piece !== '' && !/^[-._/]$/.test(piece));
}

/** What is wrong with the bit pattern of an instruction. */
export interface OpcodeFault {
  readonly text: ProblemText;
  /** How many bits come before it. */
  readonly bitsBefore: number;
}

/**
 * Reads the bit pattern of an instruction.
 * @param texts the strings of the assignment, first bit on the wire first
 * @param kind which instruction: it tells what a lone `a` means
 */
export function parseOpcode(texts: readonly string[], kind: OpcodeKind): Opcode | OpcodeFault {
  const key = `${kind} ${texts.join('\t')}`;
  const known = parsed.get(key);
  if (known !== undefined) return known;
  const result = parsePattern(texts, kind);
  parsed.set(key, result);
  return result;
}

/** A database says the same few hundred instructions thousands of times. */
const parsed = new Map<string, Opcode | OpcodeFault>();

function parsePattern(texts: readonly string[], kind: OpcodeKind): Opcode | OpcodeFault {
  const bits: OpcodeBit[] = new Array<OpcodeBit>(32).fill(ignore);
  let position = 32;
  for (const text of texts)
    for (const piece of bitsOf(text)) {
      if (--position < 0) return fault('too many opcode bits for instruction', text, 32);
      const bit = parseBit(piece, position, kind);
      if (!bit) return fault(invalid(piece), text, 31 - position);
      bits[position] = bit;
    }
  return { bits };
}

/** 6.4 does not know patterns without blanks, so that it finds fault with the whole. */
function fault(text: ProblemText, whole: string, bitsBefore: number): OpcodeFault {
  const early = isCompact(whole) ? { '6.4': `invalid bit specifier "${whole}"` } : {};
  return {
    text: { ...(typeof text === 'string' ? { '6.4': text, '7.1': text, '8.2': text } : text), ...early },
    bitsBefore,
  };
}

function invalid(piece: string): ProblemText {
  if (piece.length === 1) return `invalid bit specifier '${piece}'`;
  const late = `invalid bit specifier ${piece}`;
  return { '6.4': `invalid bit specifier "${piece}"`, '7.1': late, '8.2': late };
}

/** @returns undefined for what is no bit */
function parseBit(piece: string, position: number, kind: OpcodeKind): OpcodeBit | undefined {
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
  if (piece.length === 1) return undefined;
  const bit = bitNumber(piece) ?? 0;
  switch (piece.charAt(0)) {
    case 'a':
      return { kind: 'address', bit: bit & 31 };
    case 'i':
      return { kind: 'input', bit: bit & 7 };
    case 'o':
      return { kind: 'output', bit: bit & 7 };
    default:
      return undefined;
  }
}

/** The number of `a12`. @returns undefined if there is none, which is remarked upon and taken for 0 */
export function bitNumber(piece: string): number | undefined {
  const digits = piece.slice(1);
  return /^(0x[0-9a-f]+|\d+)$/i.test(digits) ? Number(digits) : undefined;
}

/** The address bit that stands at this place in all instructions of this kind (byte 1 holds a15…a8, byte 2 a7…a0). */
function loneAddressBit(position: number, kind: OpcodeKind): number {
  if (position < 8 || position > 23) return 0;
  return kind === 'load_ext_addr' ? position + 8 : position - 8;
}
