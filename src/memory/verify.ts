import { VerifyError } from '../model/errors.ts';
import type { MemoryImage } from '../model/memory-image.ts';
import { isInFlash } from '../model/memory-kind.ts';
import type { Memory } from '../model/part.ts';
import { type Emit, notice } from '../output/events.ts';
import {
  furtherMismatches,
  furtherProtectedMismatches,
  type Mismatch,
  mismatch,
  protectedMismatch,
  unusedBitsDiffer,
  verifyLongerThanMemory,
} from './verify-messages.ts';

/** What a comparison goes by. */
export interface VerifyRequest {
  readonly memory: Memory;
  /** What the device holds. */
  readonly device: Uint8Array;
  /** What it should hold where bytes are known. */
  readonly wanted: MemoryImage;
  /** Bytes from address 0 on that are compared. */
  readonly size: number;
  /** Bits that count; others may differ. */
  readonly bits: (address: number) => number;
  /** Where nothing can be written, so that a difference is no error. */
  readonly isProtected: (address: number) => boolean;
  /** How many bytes that differ are named before the comparison is given up. */
  readonly named: number;
  /** Whether it goes on after the first byte that differs. */
  readonly goesOn: boolean;
  readonly emit: Emit;
}

/** How many bytes that differ in protected places are named. */
const protectedNamed = 10;

/**
 * Compares what the device holds with the bytes a file set, below `size`.
 * @returns how many bytes the release counts as verified
 * @throws VerifyError if a byte differs, after naming it
 */
export function verifyMemory(request: VerifyRequest): number {
  const { memory, device, wanted, size, emit } = request;
  if (size > memory.size)
    emit(notice(verifyLongerThanMemory, { memory: memory.name, size, memorySize: memory.size }));
  const length = Math.min(size, memory.size);
  let errors = 0;
  let ignored = 0;
  for (let address = 0; address < length; address++) {
    const is = device[address] ?? 0xff;
    const should = wanted.data[address] ?? 0xff;
    if (!wanted.known[address] || is === should) continue;
    const bits = request.bits(address);
    const first = errors + ignored === 0;
    const facts: Mismatch = { memory: memory.name, first, address, device: is, wanted: should };
    if (request.isProtected(address)) {
      ignored++;
      if (ignored <= protectedNamed)
        emit(notice(protectedMismatch, { ...facts, inFlash: isInFlash(memory) }));
      else if (ignored === protectedNamed + 1) emit(notice(furtherProtectedMismatches));
    } else if ((is & bits) !== (should & bits)) {
      errors++;
      if (errors <= request.named) emit(notice(mismatch, facts));
      else if (errors === request.named + 1) emit(notice(furtherMismatches));
      if (!request.goesOn) break;
    } else {
      const blame = (is | bits) === 0xff ? 'user' : 'definition';
      emit(notice(unusedBitsDiffer, { memory: memory.name, device: is, wanted: should, blame }));
    }
  }
  if (errors > 0) throw new VerifyError(`${memory.name} differs`);
  return length;
}
