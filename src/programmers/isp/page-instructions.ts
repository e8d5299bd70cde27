import { UnsupportedError } from '../../model/errors.ts';
import { readInstruction, writeInstruction, writePageInstruction } from '../../model/isp-instructions.ts';
import { decodeOutput, encodeInstruction } from '../../model/opcode.ts';
import type { Page } from '../../model/page.ts';
import type { Memory, Opcode } from '../../model/part.ts';
import type { Block } from '../pages/blocks.ts';

/**
 * Serial programming of whole pages by rows of instructions that can be sent without looking at what comes back (data sheets,
 * "Serial Programming Instruction Set").
 */

/** "Poll RDY/BSY": the lowest bit of the fourth byte is 1 while the part writes. */
export const pollReady = Uint8Array.of(0xf0, 0, 0, 0);

/** Bytes within which "load extended address" need not be repeated: 64 Ki words. */
const extendedSpan = 0x20000;

/** An instruction, and how to find what it read. */
export interface Sent {
  readonly bytes: Uint8Array;
  readonly reads: Opcode | undefined;
}

/** The instructions that read a block. "Load extended address" holds until the next, so it is there only where that is another. */
export function readsOf(memory: Memory, { address, length, startsSpan }: Block): readonly Sent[] {
  const sent: Sent[] = [];
  for (let at = address; at < address + length; at++) {
    const read = readInstruction(memory, at);
    if (!read) throw new UnsupportedError(`${memory.name} has no read instruction`);
    if ((startsSpan && at === address) || at % extendedSpan === 0)
      sent.push(...extendedAddress(memory, read.address));
    sent.push({ bytes: encodeInstruction(read.opcode, read.address), reads: read.opcode });
  }
  return sent;
}

function extendedAddress(memory: Memory, address: number): readonly Sent[] {
  const opcode = memory.opcodes.load_ext_addr;
  return opcode ? [{ bytes: encodeInstruction(opcode, address), reads: undefined }] : [];
}

/** @param answer four bytes for each instruction @returns the bytes that were read */
export function decodeReads(sent: readonly Sent[], answer: Uint8Array): Uint8Array {
  return Uint8Array.from(
    sent.flatMap(({ reads }, index) =>
      reads ? [decodeOutput(reads, answer.subarray(4 * index, 4 * index + 4))] : [],
    ),
  );
}

/** How a memory takes bytes: flash by pages, EEPROM by pages of which only some bytes are loaded, or by single bytes. */
export type WriteWay = 'whole-pages' | 'changed-bytes-of-pages' | 'changed-bytes';

/** @throws UnsupportedError for a memory that is neither */
export function writeWay(memory: Memory): WriteWay {
  const { loadpage_lo: load, writepage, write } = memory.opcodes;
  if (memory.name === 'flash' && memory.paged && writepage) return 'whole-pages';
  if (memory.name === 'eeprom' && load && writepage) return 'changed-bytes-of-pages';
  if (memory.name === 'eeprom' && write) return 'changed-bytes';
  throw new UnsupportedError(`${memory.name} is not written by pages`);
}

/** A byte of a memory. */
export interface PlacedByte {
  readonly address: number;
  readonly value: number;
}

/** Instructions of which the last keeps the part busy. */
export interface WriteGroup {
  readonly instructions: readonly Uint8Array[];
  /** What the memory has to read as afterwards; empty for flash, which is verified as a whole. */
  readonly written: readonly PlacedByte[];
}

/**
 * The instructions that write a page.
 *
 * @param present what the memory has there, where only what changes is written
 */
export function writesOf(memory: Memory, page: Page, present: Uint8Array | undefined): readonly WriteGroup[] {
  const way = writeWay(memory);
  const changed = Array.from(page.data, (value, offset) => ({
    address: page.address + offset,
    value,
  })).filter(({ value }, offset) => value !== present?.[offset]);
  const loads = changed.map(({ address, value }) => writeOf(memory, way, address, value));
  if (way === 'changed-bytes')
    return loads.map((load, index) => ({
      instructions: [load],
      written: changed.slice(index, index + 1),
    }));
  if (loads.length === 0) return [];
  const instructions = [...loads, ...writePageOf(memory, way, page.address)];
  return [{ instructions, written: way === 'whole-pages' ? [] : changed }];
}

/** The instructions that read single bytes of EEPROM back. */
export function readsOfBytes(memory: Memory, bytes: readonly PlacedByte[]): readonly Sent[] {
  return bytes.map(({ address }) => {
    const read = readInstruction(memory, address);
    if (!read) throw new UnsupportedError(`${memory.name} has no read instruction`);
    return { bytes: encodeInstruction(read.opcode, read.address), reads: read.opcode };
  });
}

function writeOf(memory: Memory, way: WriteWay, address: number, value: number): Uint8Array {
  const load = memory.opcodes.loadpage_lo;
  const write =
    way === 'changed-bytes-of-pages' && load ? { opcode: load, address } : writeInstruction(memory, address);
  if (!write) throw new UnsupportedError(`${memory.name} has no write instruction`);
  return encodeInstruction(write.opcode, write.address, value);
}

function writePageOf(memory: Memory, way: WriteWay, address: number): readonly Uint8Array[] {
  const opcode = memory.opcodes.writepage;
  const write = way === 'whole-pages' ? writePageInstruction(memory, address) : opcode && { opcode, address };
  if (!write) throw new UnsupportedError(`${memory.name} has no page write instruction`);
  const extended = extendedAddress(memory, write.address).map(({ bytes }) => bytes);
  return [...extended, encodeInstruction(write.opcode, write.address)];
}

/**
 * Whether the part says when a write is done. (AVR068, `mode` of CMD_PROGRAM_FLASH_ISP: bit 0 is page mode, in which bit 6, and
 * otherwise bit 3, stands for RDY/BSY polling.)
 */
export function saysReady({ mode }: Pick<Memory, 'mode'>): boolean {
  return (mode & (mode & 1 ? 0x40 : 0x08)) !== 0;
}
