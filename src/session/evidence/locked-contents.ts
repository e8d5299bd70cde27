import type { MemoryImage } from '../../model/memory-image.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import type { LockedPattern } from '../../output/evidence.ts';
import type { SessionContext } from '../context.ts';
import { attempt } from './attempt.ts';

/** Contents of fewer bytes may be anything. */
const fewest = 64;
/** The two lock bits of a classic part that forbid reading, where both are 0 (data sheets, "Lock Bit Protection Modes"). */
const lockBits = 0x03;

/**
 * Looks whether what was read of flash or EEPROM is what a locked classic part answers: each address, or each word's address,
 * in place of what is there, or nothing but 0xff.
 * @param read what was read
 * @param file where it went; undefined if it was compared
 */
export async function noteLockedContents(
  { watched, part, entry, device, emit }: SessionContext,
  memory: Memory,
  read: MemoryImage,
  file: string | undefined,
): Promise<void> {
  const kind = memoryKind(memory);
  const relevant = (kind === 'flash' || kind === 'eeprom') && part.progModes.includes('ISP');
  if (!watched || !relevant || entry.progModes.includes('SPM')) return;
  const pattern = patternOf(read);
  const bits = part.memories.find((candidate) => memoryKind(candidate) === 'lock');
  const lock = bits && (await attempt(() => device.readByte(bits, 0)));
  const locked = lock !== undefined && (lock & lockBits) === 0;
  if (!locked && pattern !== 'addresses') return;
  emit({ kind: 'contents-locked', memory, pattern, lock: locked ? lock : undefined, file });
}

function patternOf({ data, known }: MemoryImage): LockedPattern {
  const read = Array.from(data.entries()).filter(([at]) => known[at] === 1);
  const enough = read.length >= fewest;
  const all = (value: (at: number) => number) => read.every(([at, byte]) => byte === (value(at) & 0xff));
  if (enough && (all((at) => at) || all((at) => at >> 1))) return 'addresses';
  return all(() => 0xff) ? 'blank' : 'unclear';
}
