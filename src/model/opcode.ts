import type { Opcode } from './part.ts';

/** What is filled into an instruction. */
export interface OpcodeOperands {
  /** For flash a word address; for everything else a byte address. Default 0. */
  readonly address?: number;
  /** The data byte. Default 0. */
  readonly input?: number;
}

/**
 * Builds the four bytes of a serial programming instruction.
 *
 * @returns the bytes in the order in which they go over the wire
 */
export function encodeOpcode(opcode: Opcode, operands: OpcodeOperands = {}): Uint8Array {
  const { address = 0, input = 0 } = operands;
  const instruction = new Uint8Array(4);
  opcode.bits.forEach((bit, index) => {
    if (isSet(bit, address, input))
      instruction[3 - (index >> 3)] = byteAt(instruction, index) | (1 << (index & 7));
  });
  return instruction;
}

/**
 * Takes the data byte out of what came back while an instruction was sent.
 *
 * @param response four bytes
 */
export function decodeOutput(opcode: Opcode, response: Uint8Array): number {
  let value = 0;
  opcode.bits.forEach((bit, index) => {
    if (bit.kind === 'output' && (byteAt(response, index) >> (index & 7)) & 1) value |= 1 << bit.bit;
  });
  return value;
}

function byteAt(bytes: Uint8Array, bitIndex: number): number {
  return bytes[3 - (bitIndex >> 3)] ?? 0;
}

function isSet(bit: Opcode['bits'][number], address: number, input: number): boolean {
  switch (bit.kind) {
    case 'value':
      return bit.value === 1;
    case 'address':
      return ((address >>> bit.bit) & 1) === 1;
    case 'input':
      return ((input >>> bit.bit) & 1) === 1;
    default:
      return false;
  }
}
