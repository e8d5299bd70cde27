import { shareOf } from '../../files/multi-memory.ts';
import { AvrdudeError, endsRun } from '../../model/errors.ts';
import type { MemoryImage } from '../../model/memory-image.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { type Event, notice } from '../../output/events.ts';
import type { SessionContext } from '../context.ts';
import type { Inputs } from '../inputs.ts';
import { bitsThatNeedErase, firstInSection, smallestBootSection } from './flash-guard.ts';
import { dangerOf, hazardsOf } from './fuse-guard.ts';
import * as words from './guard-words.ts';

/** One memory that is to be written. */
interface Write {
  readonly memory: Memory;
  readonly image: MemoryImage;
  readonly size: number;
}

/**
 * Looks at everything that is to be written for harm that avrdude would do without a word, before anything is erased. Off for
 * programs (see `SessionContext.guards`), with `-F` and with `-n`.
 * @returns whether the run may go on; if not, it has been said why and how to go on anyway
 */
export async function passesGuards(context: SessionContext, inputs: Inputs): Promise<boolean> {
  const { plan, emit } = context;
  if (!context.guards || plan.force || plan.noWrite) return true;
  for (const write of writesOf(context, inputs)) {
    const objection = isInFlash(write.memory)
      ? (objectionToSection(context, write) ?? (await objectionToBits(context, write)))
      : await objectionToFuse(context, write);
    if (objection === undefined) continue;
    emit(objection);
    return false;
  }
  return true;
}

function writesOf({ plan, part }: SessionContext, inputs: Inputs): Write[] {
  return plan.steps.flatMap((step): Write[] => {
    if (step.kind !== 'update' || step.update.operation !== 'write') return [];
    const input = inputs.get(step);
    if (input?.kind !== 'usable') return [];
    const { image, size } = input.file;
    if (step.target.kind === 'memory') return [{ memory: step.target.memory, image, size }];
    if (step.target.kind !== 'list') return [];
    return step.target.memories.flatMap((memory) => {
      const share = shareOf(image, size, part, memory);
      return share.kind === 'present' ? [{ memory, image: share.image, size: share.size }] : [];
    });
  });
}

/** A file that would overwrite the boot loader at the other end of the line. */
function objectionToSection(
  { entry, part, programmer }: SessionContext,
  { memory, image, size }: Write,
): Event | undefined {
  if (!entry.progModes.includes('SPM') || entry.progModes.includes('ISP')) return undefined;
  const start = smallestBootSection(part, memory.size);
  if (memoryKind(memory) !== 'flash' || start === undefined) return undefined;
  // A boot loader that knows its own bounds keeps them by itself.
  if (programmer.isReadOnly) return undefined;
  const address = firstInSection(image, start, size);
  if (address === undefined) return undefined;
  return notice(words.bootSectionTouched, { memory: memory.name, address, start });
}

/** Bits that writing without an erase cannot set. */
async function objectionToBits(
  { plan, entry, part, device }: SessionContext,
  { memory, image, size }: Write,
): Promise<Event | undefined> {
  const erased = plan.erase.kind === 'asked' || plan.erase.kind === 'auto';
  const erasesByItself = entry.progModes.includes('SPM') || !part.progModes.includes('ISP');
  if (erased || erasesByItself || size === 0) return undefined;
  const held = await attempt(() => device.readMemory(memory, image));
  const problem = held && bitsThatNeedErase(held.image.data, image, size);
  return problem && notice(words.eraseNeeded, { memory: memory.name, ...problem });
}

/** A fuse value that would shut this programmer out. */
async function objectionToFuse(
  { part, entry, device }: SessionContext,
  { memory, image }: Write,
): Promise<Event | undefined> {
  if (memoryKind(memory) !== 'fuse' || !image.known[0]) return undefined;
  const hazards = await hazardsOf(part, entry);
  const value = image.data[0] as number;
  if (dangerOf(hazards, memory.name, undefined, value) === undefined) return undefined;
  const was = await attempt(() => device.readByte(memory, 0));
  const deed = dangerOf(hazards, memory.name, was, value);
  return deed === undefined ? undefined : notice(words.lockedOut, { fuse: memory.name, value, deed });
}

/** What cannot be read cannot be judged: the release's own steps will say so. */
async function attempt<Result>(read: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof AvrdudeError) || endsRun(error)) throw error;
    return undefined;
  }
}
