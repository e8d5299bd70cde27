import { isClassic } from '../../model/classic.ts';
import { memoryKind } from '../../model/memory-kind.ts';
import type { Memory } from '../../model/part.ts';
import type { DryChip } from './chip.ts';

/** A range of flash, in bytes. A section that is not there has a length of 0. */
export interface Range {
  readonly start: number;
  readonly size: number;
}

/** How flash is shared out. */
export interface Sections {
  readonly boot: Range;
  readonly application: Range;
  /** Data of the application. */
  readonly data: Range;
}

const none: Range = { start: 0, size: 0 };

/** Sets the fuses that say how large boot and application sections are to something possible. @param random 31 bits a call */
export function drawSections(chip: DryChip, flash: Memory, random: () => number): void {
  const { part } = chip;
  if (part.progModes.includes('UPDI')) {
    const sectors = Math.trunc(flash.size / (part.bootSectionSize > 0 ? part.bootSectionSize : 256));
    const boot = random() % (sectors > 4 ? Math.trunc(sectors / 4) : sectors);
    const code = boot === 0 || random() % 3 ? 0 : boot + (random() % (sectors - boot));
    const [bootField, codeField] = sectionFields(chip);
    chip.setFuseField(bootField, boot);
    chip.setFuseField(codeField, code);
  } else if (part.nBootSections > 0 && (isClassic(part) || part.progModes.includes('PDI'))) {
    chip.setFuseField('bootrst', random() % 2);
    if (part.nBootSections === 4) chip.setFuseField('bootsz', random() % 4);
  }
}

/** @returns how the fuses of a chip share out its flash */
export function sectionsOf(chip: DryChip, flash: Memory): Sections {
  const { part } = chip;
  if (part.progModes.includes('UPDI')) return updiSections(chip, flash);
  const boot = bootSection(chip, flash);
  const table = part.progModes.includes('PDI') ? sectionOf(chip, flash, 'apptable') : undefined;
  const data = table ? { start: table.start, size: flash.size - table.start - boot.size } : none;
  return { boot, data, application: { start: 0, size: flash.size - data.size - boot.size } };
}

function updiSections(chip: DryChip, flash: Memory): Sections {
  const unit = chip.part.bootSectionSize;
  const [bootField, codeField] = sectionFields(chip);
  const boot = chip.fuseField(bootField) ?? 0;
  const code = chip.fuseField(codeField) ?? 0;
  const joined = boot === 0 || (code !== 0 && code <= boot);
  const bootSize = joined ? 0 : boot * unit;
  const size = joined
    ? boot === 0
      ? flash.size
      : boot * unit
    : code === 0
      ? flash.size - bootSize
      : (code - boot) * unit;
  const rest = flash.size - bootSize - size;
  return {
    boot: { start: 0, size: bootSize },
    application: { start: bootSize, size },
    data: rest === 0 ? none : { start: bootSize + size, size: rest },
  };
}

/** Where a reset leads to if it does not lead to the application. */
function bootSection(chip: DryChip, flash: Memory): Range {
  const { part } = chip;
  if (part.nBootSections === 0 || (chip.fuseField('bootrst') ?? 1) !== 0) return none;
  if (part.progModes.includes('PDI')) return sectionOf(chip, flash, 'boot') ?? none;
  const size =
    part.nBootSections === 4
      ? (8 >> (chip.fuseField('bootsz') ?? 0)) * part.bootSectionSize
      : part.bootSectionSize;
  return { start: flash.size - size, size };
}

function sectionOf({ part }: DryChip, flash: Memory, kind: 'boot' | 'apptable'): Range | undefined {
  const memory = part.memories.find((candidate) => memoryKind(candidate) === kind && candidate.size > 0);
  return memory && { start: memory.offset - flash.offset, size: memory.size };
}

/** Newer parts say how large the sections are, older ones where they end: in the same unit. */
function sectionFields(chip: DryChip): readonly [boot: string, code: string] {
  return chip.hasFuseField('bootsize') ? ['bootsize', 'codesize'] : ['bootend', 'append'];
}
