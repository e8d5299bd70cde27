import { UsageError } from '../../model/errors.ts';
import { fileKinds, isMistakenForRaw } from '../../model/file-kind.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import { type Event, notice } from '../../output/events.ts';
import { fail } from '../../output/fail.ts';
import type { SessionContext } from '../context.ts';
import { attempt } from '../evidence/attempt.ts';
import { givesFlashForEeprom } from '../evidence/eeprom-is-flash.ts';
import type { Inputs } from '../inputs.ts';
import { type PlannedWrite, plannedWrites } from '../planned-writes.ts';
import { bitsThatNeedErase, firstInSection, smallestBootSection } from './flash-guard.ts';
import { dangerOf, hazardsOf } from './fuse-guard.ts';
import * as words from './guard-messages.ts';

/**
 * Looks at everything that is to be written for harm that avrdude would do without a word, before anything is erased. Off for
 * programs (see `SessionContext.guards`), with `-F` and with `-n`.
 * @throws UsageError if the run may not go on; it has been said why and how to go on anyway
 */
export async function passGuards(context: SessionContext, inputs: Inputs): Promise<void> {
  const { plan, emit } = context;
  if (!context.guards || plan.force || plan.noWrite) return;
  for (const write of plannedWrites(context, inputs)) {
    const objection = objectionToFile(write) ?? (await objectionToPlace(context, write));
    if (objection === undefined) continue;
    fail(emit, objection, new UsageError(`${write.file} is not to be written to ${write.memory.name}`));
  }
}

async function objectionToPlace(context: SessionContext, write: PlannedWrite): Promise<Event | undefined> {
  if (isInFlash(write.memory))
    return objectionToSection(context, write) ?? (await objectionToBits(context, write));
  return (await objectionToEeprom(context, write)) ?? (await objectionToFuse(context, write));
}

/** A file that is not what it was said to be, or that has lost something. */
function objectionToFile({ memory, file, format, said }: PlannedWrite): Event | undefined {
  for (const fact of said) {
    if (fact.kind === 'record-joined') return notice(words.recordsJoined, { file, line: fact.line });
    if (fact.kind === 'file-recognised' && format === 'r' && isMistakenForRaw(fact.found, isInFlash(memory)))
      return notice(words.notRaw, { file, ...fileKinds[fact.found] });
  }
  return isInFlash(memory) && /\.eep$/i.test(file) ? notice(words.fileForEeprom, { file }) : undefined;
}

/** EEPROM behind a boot loader that takes flash for it. */
async function objectionToEeprom(
  context: SessionContext,
  { memory, image }: PlannedWrite,
): Promise<Event | undefined> {
  if (memoryKind(memory) !== 'eeprom' || !(await givesFlashForEeprom(context, memory, image)))
    return undefined;
  return notice(words.eepromIsFlash, { memory: memory.name });
}

/** A file that would overwrite the boot loader at the other end of the line. */
function objectionToSection(
  { entry, part, programmer }: SessionContext,
  { memory, image, size }: PlannedWrite,
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
  { memory, image, size }: PlannedWrite,
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
  { memory, image }: PlannedWrite,
): Promise<Event | undefined> {
  if (memoryKind(memory) !== 'fuse' || !image.known[0]) return undefined;
  const hazards = await hazardsOf(part, entry);
  const value = image.data[0] as number;
  if (dangerOf(hazards, memory.name, undefined, value) === undefined) return undefined;
  const was = await attempt(() => device.readByte(memory, 0));
  const deed = dangerOf(hazards, memory.name, was, value);
  return deed === undefined ? undefined : notice(words.lockedOut, { fuse: memory.name, value, deed });
}
