import { blankImage, type MemoryImage } from '../../model/memory-image.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { SessionContext } from '../context.ts';
import { attempt } from './attempt.ts';

/** Bytes that are compared at each place. */
const probe = 16;
/** How many of the bytes that are the same must be something else than 0xff. */
const telling = 8;

/** Says of each operation on EEPROM that it will reach flash, if somebody looks on. */
export async function noteEepromReach(context: SessionContext): Promise<void> {
  const { watched, plan, emit } = context;
  if (!watched) return;
  for (const step of plan.steps) {
    if (step.kind !== 'update' || step.target.kind !== 'memory') continue;
    const { operation, file } = step.update;
    const { memory } = step.target;
    if (memoryKind(memory) !== 'eeprom' || operation === 'verify') continue;
    if (operation === 'write' && plan.noWrite) continue;
    if (await givesFlashForEeprom(context, memory))
      emit({ kind: 'eeprom-is-flash', memory, use: operation, file });
  }
}

type Reader = Pick<SessionContext, 'entry' | 'part' | 'device' | 'programmer'>;

/**
 * Whether a boot loader gives flash where EEPROM is asked for, as Optiboot does when it is built without EEPROM (its
 * `SUPPORT_EEPROM`, off on every Arduino): what is written to EEPROM then goes over the program. Only reads.
 * @param wanted what is going to be written, if anything is
 */
export async function givesFlashForEeprom(
  { entry, part, device, programmer }: Reader,
  eeprom: Memory,
  wanted?: MemoryImage,
): Promise<boolean> {
  const flash = part.memories.find((memory) => memoryKind(memory) === 'flash');
  const classic = part.progModes.includes('ISP');
  if (!entry.progModes.includes('SPM') || !classic || !flash || eeprom.size > flash.size) return false;
  // One that is known so well that its own section is does not take one memory for the other.
  if (programmer.ownSection) return false;
  const starts = [0, 1, 2, 3].map((quarter) => (quarter * eeprom.size) / 4);
  const first = wanted?.known.indexOf(1) ?? -1;
  if (first >= 0) starts.push(first - (first % probe));
  const inEeprom = await attempt(() => device.readMemory(eeprom, places(eeprom.size, starts)));
  const inFlash = inEeprom && (await attempt(() => device.readMemory(flash, places(flash.size, starts))));
  if (!inFlash) return false;
  const bytes = starts.flatMap((start) => Array.from({ length: probe }, (_, i) => start + i));
  const read = { eeprom: inEeprom.image.data, flash: inFlash.image.data };
  if (bytes.some((at) => read.eeprom[at] !== read.flash[at])) return false;
  if (bytes.filter((at) => read.flash[at] !== 0xff).length >= telling) return true;
  // There is no program to compare with; the boot loader itself is there in any case.
  for (const start of bootSectionStarts(part, flash.size)) {
    const own = await readDirectly(programmer, flash, start);
    if (!own || !isTelling(own)) continue;
    const same = await readDirectly(programmer, eeprom, start);
    return same !== undefined && own.every((byte, i) => byte === same[i]);
  }
  return false;
}

/** Where a boot loader may begin; each section is twice as large as the one before. */
function bootSectionStarts({ nBootSections, bootSectionSize }: Part, flashSize: number): readonly number[] {
  return Array.from({ length: nBootSections }, (_, i) => flashSize - bootSectionSize * 2 ** i);
}

function isTelling(bytes: Uint8Array): boolean {
  return bytes.filter((byte) => byte !== 0xff).length >= telling;
}

function places(size: number, starts: readonly number[]): MemoryImage {
  const image = blankImage(size);
  for (const start of starts) image.known.fill(1, start, start + probe);
  return image;
}

/** Reads where a memory may have nothing: EEPROM's address counter wraps around there. */
async function readDirectly(
  programmer: Reader['programmer'],
  memory: Memory,
  address: number,
): Promise<Uint8Array | undefined> {
  let found: Uint8Array | undefined;
  await attempt(async () =>
    programmer.pagedRead?.(memory, [{ address, length: probe }], (_, data) => {
      found = data;
    }),
  );
  return found;
}
