import { memoryKind } from './memory-kind.ts';
import type { Memory, Opcode, OpcodeKind, Part } from './part.ts';

/**
 * Serial programming instructions made from the bit patterns of the configuration (data sheets, "Serial Programming
 * Instruction Set"): which instruction reads or writes a byte, and how address and data go into its 32 bits.
 */

/** An instruction with the address it takes. */
export interface Addressed {
  readonly opcode: Opcode;
  readonly address: number;
}

/** The instruction that reads the byte at `address`, if the memory has one. */
export function readInstruction(memory: Memory, address: number): Addressed | undefined {
  return memory.opcodes.read_lo
    ? byWord(memory, 'read_lo', 'read_hi', address)
    : plain(memory, 'read', address);
}

/** Where in the signature row a memory that is part of it begins (8.x knows such memories); 0 for others. */
export function placeInSigrow(part: Part, memory: Memory, address: number): number {
  if (memoryKind(memory) !== 'sigrow-value') return 0;
  const row = part.memories.find((candidate) => memoryKind(candidate) === 'sigrow');
  const place = row ? memory.offset - row.offset : 0;
  return row && place >= 0 && place + address < row.size ? place : 0;
}

/** The instruction that writes the byte at `address` or loads it into the page buffer. */
export function writeInstruction(memory: Memory, address: number): Addressed | undefined {
  if (memory.opcodes.write_lo) return byWord(memory, 'write_lo', 'write_hi', address);
  if (memory.paged && memory.opcodes.loadpage_lo)
    return byWord(memory, 'loadpage_lo', 'loadpage_hi', address);
  return plain(memory, 'write', address);
}

/** The instruction that writes the page buffer to the page that holds `address`. */
export function writePageInstruction(memory: Memory, address: number): Addressed | undefined {
  const words = memory.opcodes.loadpage_lo !== undefined || memory.opcodes.read_lo !== undefined;
  return plain(memory, 'writepage', words ? address >> 1 : address);
}

/** Bits of a one-byte memory that can be both written and read. Other memories: all. */
export function usableBits(memory: Memory): number {
  const { write, read } = memory.opcodes;
  if (memory.size > 1 || !write || !read) return 0xff;
  return bitsOf(write, 'input') & bitsOf(read, 'output');
}

function bitsOf(opcode: Opcode, kind: 'input' | 'output'): number {
  return opcode.bits.reduce((mask, bit) => (bit.kind === kind ? mask | (1 << bit.bit) : mask), 0);
}

function plain(memory: Memory, kind: OpcodeKind, address: number): Addressed | undefined {
  const opcode = memory.opcodes[kind];
  return opcode && { opcode, address };
}

function byWord(memory: Memory, low: OpcodeKind, high: OpcodeKind, address: number): Addressed | undefined {
  return plain(memory, address & 1 ? high : low, address >> 1);
}
