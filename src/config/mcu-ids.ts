import type { Memory, Part } from '../model/part.ts';
import { expandPart, type PartDefinition } from './collection.ts';
import { lastValues } from './definitions.ts';
import type { Setting } from './syntax.ts';

/**
 * The numbers that urboot knows chips by. Releases from 7.0 on carry a list of them, and go by that whatever a file says; ours are
 * those of the built-in database.
 */
export interface McuIds {
  /** @returns the number of the chip of that description, if there is one */
  ofChip(desc: string): number | undefined;
  /** @returns what is wrong with the number of a part of another name */
  complaint(part: Part): string | undefined;
}

/** Chips that have a number and no entry in the database (the list of 8.2). */
const withoutEntry: Readonly<Record<string, number>> = {
  atmega16hva2: 55,
  atmega32u6: 66,
  atmega64hve: 74,
  atmega103comp: 374,
  atmega161comp: 375,
  atmega323: 109,
  at43usb320: 162,
  at43usb355: 163,
  at76c711: 164,
  at86rf401: 165,
  at90scr100: 175,
  at90scr100h: 376,
  at90s8515comp: 377,
  at90c8534: 194,
  at90s8535comp: 378,
  at94k: 196,
  ata5272: 197,
  ata5700m322: 199,
  ata5702m322: 200,
  ata5781: 201,
  ata5782: 202,
  ata5783: 203,
  ata5787: 204,
  ata5790: 205,
  ata5790n: 206,
  ata5791: 207,
  ata5795: 208,
  ata5831: 209,
  ata5832: 210,
  ata5833: 211,
  ata5835: 212,
  ata6285: 213,
  ata6286: 214,
  ata6289: 215,
  ata8210: 221,
  ata8215: 222,
  ata8510: 223,
  ata8515: 224,
  m3000: 226,
  attiny3214: 313,
};

/** Numbers end here. */
const limit = 2040;

/** A chip that has a number, and what its variants have in common with it; bytes, if it has flash. */
export interface Chip {
  readonly desc: string;
  readonly mcuid: number;
  readonly flashSize: number | undefined;
  readonly pageSize: number | undefined;
  readonly nInterrupts: number;
}

/**
 * @param known gives the chips of the database; it is asked at the first question
 * @param free the first number that the release has given to no chip
 */
export function mcuIdsOf(known: () => readonly Chip[], free: number): McuIds {
  let given: readonly Chip[] | undefined;
  let byName: ReadonlyMap<string, number> | undefined;
  const chips = () => (given ??= known().filter(({ mcuid }) => mcuid < free));
  return {
    ofChip(desc) {
      byName ??= new Map(chips().map((chip) => [chip.desc.toLowerCase(), chip.mcuid]));
      const number = byName.get(desc.toLowerCase()) ?? withoutEntry[desc.toLowerCase()];
      return number !== undefined && number < free ? number : undefined;
    },
    complaint(part) {
      const { mcuid, desc } = part;
      const owner = chips().find((chip) => chip.mcuid === mcuid);
      if (owner) {
        if (!flashOf(part) || isVariant(part, owner)) return undefined;
        return `mcuid ${mcuid} is reserved for ${owner.desc}, use a free number >= ${free}`;
      }
      if (mcuid >= 0 && mcuid < limit) return undefined;
      return `mcuid ${mcuid} for ${desc} is out of range [0..${limit - 1}], use a free number >= ${free}`;
    },
  };
}

function flashOf({ memories }: Part): Memory | undefined {
  return memories.find(({ name }) => name === 'flash');
}

/** Whether a part may be the same chip in another shape, as an ATmega32L is an ATmega32. */
function isVariant(part: Part, owner: Chip): boolean {
  const length = Math.min(owner.desc.length, part.desc.length);
  const flash = flashOf(part);
  return (
    owner.desc.slice(0, length).toLowerCase() === part.desc.slice(0, length).toLowerCase() &&
    owner.flashSize === flash?.size &&
    owner.pageSize === flash?.pageSize &&
    owner.nInterrupts === part.nInterrupts
  );
}

/** What is stored of a part that gives a number: the fields of a `Chip`, with tabs between them. */
export function chipText(definition: PartDefinition): string | undefined {
  const mcuid = mcuidIn(definition.settings);
  if (mcuid === undefined) return undefined;
  const part = expandPart(definition);
  const flash = flashOf(part);
  return [part.desc, mcuid, flash?.size, flash?.pageSize, part.nInterrupts].join('\t');
}

/** @param text as `chipText` gives it */
export function chipIn(text: string): Chip {
  const [desc = '', ...numbers] = text.split('\t');
  const [mcuid = 0, flashSize, pageSize, nInterrupts = 0] = numbers.map((word) =>
    word === '' ? undefined : Number(word),
  );
  return { desc, mcuid, flashSize, pageSize, nInterrupts };
}

/** The number that a part's block gives. */
function mcuidIn(settings: readonly Setting[]): number | undefined {
  const [value] = lastValues(settings, 'mcuid') ?? [];
  return typeof value === 'number' ? value : undefined;
}

/** Whether avrdude looks a part up in its list: those that only others are made from, and 32-bit ones, it does not. */
export function isListed({ id, desc }: { readonly id: string; readonly desc: string }): boolean {
  return desc !== '' && !desc.includes(' ') && !id.startsWith('.');
}
