import type { Memory, Opcode, OpcodeKind } from '../model/part.ts';

/**
 * Serial programming instructions made from the bit patterns of the configuration (data sheets, "Serial Programming
 * Instruction Set"): which instruction reads or writes a byte, and how address and data go into its 32 bits.
 */

/** Builds the four bytes of an instruction. @param address in the unit of the instruction (words for `_lo`/`_hi`) */
export function encodeInstruction(opcode: Opcode, address: number, data = 0): Uint8Array {
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

/** Picks the data byte out of the answer to a reading instruction. */
export function decodeOutput(opcode: Opcode, reply: Uint8Array): number {
  let value = 0;
  opcode.bits.forEach((bit, i) => {
    if (bit.kind === 'output' && ((reply[3 - (i >> 3)] ?? 0) >> (i & 7)) & 1) value |= 1 << bit.bit;
  });
  return value;
}

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
