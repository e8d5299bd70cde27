import { blankImage } from '../../model/memory-image.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory, Part } from '../../model/part.ts';
import type { RunFacts } from '../../output/events.ts';
import { fuseProperties } from '../../terminal/facts/fuse-properties.ts';
import type { SessionContext } from '../context.ts';
import { firstInSection } from '../guards/flash-guard.ts';
import type { Inputs } from '../inputs.ts';
import { type PlannedWrite, plannedWrites } from '../planned-writes.ts';
import { attempt } from './attempt.ts';

/** Bytes that are looked at on both ends of the section: loaders begin with it, those without a section of their own end with flash. */
const probe = 16;

/**
 * What a chip erase and the files that are written after it make of a boot section, found out before the erase.
 * @returns undefined if all that there was stays, or comes anew
 */
export async function bootSectionLoss(
  context: SessionContext,
  inputs: Inputs,
): Promise<RunFacts['boot-section-emptied'] | undefined> {
  const { plan, part, entry, device } = context;
  const erases = plan.erase.kind === 'asked' || plan.erase.kind === 'auto';
  const flash = part.memories.find((memory) => memoryKind(memory) === 'flash');
  if (!erases || plan.noWrite || entry.progModes.includes('SPM') || !flash) return undefined;
  const writes = plannedWrites(context, inputs);
  const programs = writes.filter(({ memory, size }) => memoryKind(memory) === 'flash' && size > 0);
  if (programs.length === 0) return undefined;
  const section = await bootSection(context, flash, writes);
  if (section === undefined) return undefined;
  const { start, reset } = section;
  if (programs.some(({ image, size }) => firstInSection(image, start, size) !== undefined)) return undefined;
  const ends = blankImage(flash.size);
  ends.known.fill(1, start, start + probe);
  ends.known.fill(1, flash.size - probe);
  const before = await attempt(() => device.readMemory(flash, ends));
  if (!before) return undefined;
  const held = before.image.data.some((byte, at) => ends.known[at] === 1 && byte !== 0xff);
  return held || reset ? { start, held, reset, files: programs.map(({ file }) => file) } : undefined;
}

/** Where the boot section of a classic part begins by its fuses, as they are or will be. */
async function bootSection(
  { part, device }: SessionContext,
  flash: Memory,
  writes: readonly PlannedWrite[],
): Promise<Pick<RunFacts['boot-section-emptied'], 'start' | 'reset'> | undefined> {
  if (!part.progModes.includes('ISP') || part.nBootSections === 0 || part.bootSectionSize === 0)
    return undefined;
  const properties = (await fuseProperties(part)) ?? [];
  const read = async (name: string) => {
    const property = properties.find((one) => one.name === name);
    const memory = property && memoryOf(part, property.memory);
    if (!property || !memory) return undefined;
    const planned = writes.findLast(
      (write) => write.memory.name === memory.name && write.image.known[0] === 1,
    );
    const value = planned?.image.data[0] ?? (await attempt(() => device.readByte(memory, 0)));
    if (value === undefined) return undefined;
    return { fuse: memory.name, value, field: (value & property.mask) / (property.mask & -property.mask) };
  };
  const size = await read('bootsz');
  const vector = await read('bootrst');
  // Each section is twice as large as the next; the last one is the smallest.
  const doublings = size === undefined ? 0 : part.nBootSections - 1 - size.field;
  const start = flash.size - part.bootSectionSize * 2 ** Math.max(0, doublings);
  const reset = vector?.field === 0 ? { fuse: vector.fuse, value: vector.value } : undefined;
  return { start, reset };
}

/** Facts name a memory as the data sheet does, perhaps with its other name behind a slash. */
function memoryOf({ memories }: Part, named: string): Memory | undefined {
  const names = named.split('/');
  return memories.find(
    ({ name, aliases }) => names.includes(name) || aliases.some((alias) => names.includes(alias)),
  );
}
