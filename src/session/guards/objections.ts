import { fileKinds, isMistakenForRaw } from '../../model/file-kind.ts';
import { isInFlash, memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import { type Event, notice } from '../../output/events.ts';
import type { SessionContext } from '../context.ts';
import { attempt } from '../evidence/attempt.ts';
import { givesFlashForEeprom } from '../evidence/eeprom-is-flash.ts';
import type { PlannedWrite } from '../planned-writes.ts';
import { bitsThatNeedErase, firstInSection, smallestBootSection } from './flash-guard.ts';
import { dangerOf, hazardsOf } from './fuse-guard.ts';
import * as words from './guard-messages.ts';

/** What is to be said against writing a file where it is to go; undefined if nothing is. */
export async function objectionTo(context: SessionContext, write: PlannedWrite): Promise<Event | undefined> {
  return objectionToFile(write) ?? objectionToPlace(context, write);
}

/** Bytes that somebody writes in the terminal. */
export interface WriteByHand {
  readonly memory: Memory;
  readonly address: number;
  readonly bytes: Uint8Array | readonly number[];
}

/** What is to be said against bytes that somebody writes by hand. EEPROM is another's matter, who asks once for all of it. */
export async function objectionToBytes(
  context: SessionContext,
  { memory, address, bytes }: WriteByHand,
): Promise<Event | undefined> {
  if (isInFlash(memory))
    return objectionToSection(context, memory, (start) => {
      const reaches = bytes.findIndex((byte, i) => byte !== 0xff && address + i >= start);
      return reaches < 0 ? undefined : address + reaches;
    });
  const [value] = bytes;
  return address === 0 && value !== undefined ? objectionToFuse(context, memory, value) : undefined;
}

async function objectionToPlace(context: SessionContext, write: PlannedWrite): Promise<Event | undefined> {
  if (isInFlash(write.memory))
    return (
      objectionToSection(context, write.memory, (start) => firstInSection(write.image, start, write.size)) ??
      (await objectionToBits(context, write))
    );
  const objection = await objectionToEeprom(context, write);
  if (objection !== undefined || !write.image.known[0]) return objection;
  return objectionToFuse(context, write.memory, write.image.data[0] as number);
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

/** Something that would overwrite the boot loader at the other end of the line. @param firstFrom its first address from one on */
function objectionToSection(
  { entry, part, programmer }: SessionContext,
  memory: Memory,
  firstFrom: (start: number) => number | undefined,
): Event | undefined {
  if (!entry.progModes.includes('SPM') || entry.progModes.includes('ISP')) return undefined;
  const own = programmer.ownSection?.(memory);
  const start = own?.start ?? smallestBootSection(part, memory.size);
  if (memoryKind(memory) !== 'flash' || start === undefined) return undefined;
  // A boot loader that knows its own bounds keeps them by itself.
  if (programmer.isReadOnly) return undefined;
  const address = firstFrom(start);
  if (address === undefined) return undefined;
  return notice(words.bootSectionTouched, { memory: memory.name, address, start, option: own?.option });
}

/** Bits that writing without an erase cannot set. */
async function objectionToBits(
  { plan, entry, part, device, programmer }: SessionContext,
  { memory, image, size }: PlannedWrite,
): Promise<Event | undefined> {
  const erased = plan.erase.kind === 'asked' || plan.erase.kind === 'auto';
  const erasesByItself = entry.progModes.includes('SPM') || !part.progModes.includes('ISP');
  if (erased || erasesByItself || programmer.answersAsLoader?.() || size === 0) return undefined;
  const held = await attempt(() => device.readMemory(memory, image));
  const problem = held && bitsThatNeedErase(held.image.data, image, size);
  return problem && notice(words.eraseNeeded, { memory: memory.name, ...problem });
}

/** A fuse value that would shut this programmer out. */
async function objectionToFuse(
  { part, entry, device }: SessionContext,
  memory: Memory,
  value: number,
): Promise<Event | undefined> {
  if (memoryKind(memory) !== 'fuse') return undefined;
  const hazards = await hazardsOf(part, entry);
  if (dangerOf(hazards, memory.name, undefined, value) === undefined) return undefined;
  const was = await attempt(() => device.readByte(memory, 0));
  const deed = dangerOf(hazards, memory.name, was, value);
  return deed === undefined ? undefined : notice(words.lockedOut, { fuse: memory.name, value, deed });
}
