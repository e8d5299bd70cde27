import { bitsInUse } from '../model/bits-in-use.ts';
import { endsRun, TargetError } from '../model/errors.ts';
import { isReadOnlyKind, memoryKind } from '../model/memory-kind.ts';
import type { Memory } from '../model/part.ts';
import { hushed, notice } from '../output/events.ts';
import { fail } from '../output/fail.ts';
import { memoryReadOnly } from './messages.ts';
import type { ByteAccess, ByteAccessSettings } from './single-bytes.ts';

/**
 * Byte access as 8.x has it: a byte that already is right in the bits that count is left alone, unused bits are written as
 * they left the factory, and what can only be read is refused.
 */
export function usedBitsAccess(plain: ByteAccess, settings: ByteAccessSettings): ByteAccess {
  const { programmer, part, emit, bootloader } = settings;

  /** Nothing is said if it cannot be read. */
  const look = async (memory: Memory, address: number): Promise<number | undefined> => {
    try {
      return await hushed(emit, () => plain.read(memory, address));
    } catch (error) {
      if (endsRun(error)) throw error;
      return undefined;
    }
  };

  const isThere = async (memory: Memory, address: number, value: number): Promise<boolean> => {
    const unclear = memory.paged || memoryKind(memory) === 'io' || part.isAt90s1200;
    if (unclear || bootloader || part.progModes.includes('TPI')) return false;
    const is = await look(memory, address);
    const bits = bitsInUse(part, memory, address);
    return is !== undefined && (is & bits) === (value & bits);
  };

  const completed = async (memory: Memory, address: number, value: number): Promise<number> => {
    const bits = bitsInUse(part, memory, address);
    const asGiven = part.progModes.some((mode) => mode === 'UPDI' || mode === 'aWire');
    if (bits === 0 || bits === 0xff || asGiven) return value;
    const was = memory.initval === -1 ? ((await look(memory, address)) ?? 0xff) : memory.initval;
    return (was & ~bits & 0xff) | (value & bits);
  };

  const write: ByteAccess['write'] = async (memory, address, value, always) => {
    const readOnly = isReadOnlyKind(memory);
    const isProtected = readOnly || programmer.isReadOnly?.(memory, address) === true;
    // Writing by instructions looks for itself.
    const looks = isProtected || (programmer.writeByte !== undefined && !always);
    if (looks && (await isThere(memory, address, value))) return;
    if (isProtected) {
      const operation = programmer.writeByte && !always ? 'update' : 'write';
      const kind = readOnly ? 'read-only' : 'write-protected';
      fail(
        emit,
        notice(memoryReadOnly, { memory: memory.name, part: part.desc, kind, operation }),
        new TargetError(`${memory.name} cannot be written`, -1),
      );
    }
    await plain.write(memory, address, await completed(memory, address, value));
  };

  return { read: plain.read, write, writePage: plain.writePage };
}
