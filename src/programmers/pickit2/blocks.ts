import { concatBytes } from '../../model/bytes.ts';
import { UnsupportedError } from '../../model/errors.ts';
import { readInstruction, writeInstruction, writePageInstruction } from '../../model/isp-instructions.ts';
import { decodeOutput, encodeInstruction } from '../../model/opcode.ts';
import type { Page, PageRange } from '../../model/page.ts';
import type { Memory } from '../../model/part.ts';

/** Flash and EEPROM by rows of ISP instructions (data sheets, "Serial Programming Instruction Set"). */

/** What reads a range that does not cross 64 Ki words. */
export interface Reading {
  readonly instructions: Uint8Array;
  /** @param answer four bytes for each instruction */
  decode(answer: Uint8Array): Uint8Array;
}

/** @throws UnsupportedError for a memory other than flash and EEPROM */
export function readingOf(memory: Memory, { address, length }: PageRange): Reading {
  refuseOthers(memory);
  const reads = Array.from({ length }, (_, offset) => {
    const read = readInstruction(memory, address + offset);
    if (!read) throw new UnsupportedError(`${memory.name} has no read instruction`);
    return read;
  });
  const before = extendedAddress(memory, reads[0]?.address ?? 0);
  const read = reads.map(({ opcode, address: at }) => encodeInstruction(opcode, at));
  return {
    instructions: concatBytes([...before, ...read]),
    decode: (answer) =>
      Uint8Array.from(reads, ({ opcode }, index) => {
        const at = 4 * (before.length + index);
        return decodeOutput(opcode, answer.subarray(at, at + 4));
      }),
  };
}

/** Instructions of which the last keeps the part busy. */
export function writingOf(memory: Memory, { address, data }: Page): readonly Uint8Array[] {
  refuseOthers(memory);
  const loads = Array.from(data, (value, offset) => {
    const write = writeInstruction(memory, address + offset);
    if (!write) throw new UnsupportedError(`${memory.name} has no write instruction`);
    return encodeInstruction(write.opcode, write.address, value);
  });
  if (!memory.paged) return loads;
  const flush = writePageInstruction(memory, address + data.length - 1);
  if (!flush) throw new UnsupportedError(`${memory.name} has no page write instruction`);
  const commit = [...extendedAddress(memory, flush.address), encodeInstruction(flush.opcode, flush.address)];
  return [concatBytes([...loads, ...commit])];
}

function extendedAddress(memory: Memory, address: number): readonly Uint8Array[] {
  const opcode = memory.opcodes.load_ext_addr;
  return opcode ? [encodeInstruction(opcode, address)] : [];
}

function refuseOthers({ name }: Memory): void {
  if (name !== 'flash' && name !== 'eeprom') throw new UnsupportedError(`${name} is not moved by pages`);
}
