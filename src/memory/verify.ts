import { VerifyError } from '../model/errors.ts';
import type { MemoryImage } from '../model/memory-image.ts';
import type { Memory } from '../model/part.ts';
import { type Emit, notice } from '../output/events.ts';
import { usableBits } from './isp.ts';
import { firstMismatch, unusedBitsDiffer, verifyLongerThanMemory } from './messages.ts';

/**
 * Compares what the device holds with the bytes a file set, below `size`; bits that a fuse does not have may differ.
 * @returns how many bytes the release counts as verified
 * @throws VerifyError at the first byte that differs, after naming it
 */
export function verifyMemory(
  memory: Memory,
  device: Uint8Array,
  wanted: MemoryImage,
  size: number,
  emit: Emit,
): number {
  if (size > memory.size)
    emit(notice(verifyLongerThanMemory, { memory: memory.name, size, memorySize: memory.size }));
  const length = Math.min(size, memory.size);
  const bits = usableBits(memory);
  for (let address = 0; address < length; address++) {
    const is = device[address] ?? 0xff;
    const should = wanted.data[address] ?? 0xff;
    if (!wanted.known[address] || is === should) continue;
    if ((is & bits) !== (should & bits)) {
      emit(notice(firstMismatch, { address, device: is, wanted: should }));
      throw new VerifyError(`${memory.name} differs at ${address}`);
    }
    const blame = (is | bits) === 0xff ? 'user' : 'definition';
    emit(notice(unusedBitsDiffer, { memory: memory.name, device: is, wanted: should, blame }));
  }
  return length;
}
