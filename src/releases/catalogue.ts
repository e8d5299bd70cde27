import type { Database, ListedPart } from '../model/database.ts';
import type { ProgMode } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import { statedModes } from '../model/stated-modes.ts';
import type { RunWording } from '../output/console.ts';
import { raw, type Words } from '../output/words.ts';

/** What a release answers to `?`, and to parts and programmers that it does not know. */
export type Listings = Pick<
  RunWording,
  | 'parts-listed'
  | 'programmers-listed'
  | 'types-listed'
  | 'programmer-missing'
  | 'programmer-unknown'
  | 'part-missing'
  | 'part-unknown'
>;

/** `strcasecmp`. */
export function compareFolded(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Programmers by their first id, as every release lists them. */
export function sortedProgrammers(database: Database): readonly ProgrammerEntry[] {
  return [...database.allProgrammers()].sort((a, b) => compareFolded(a.ids[0], b.ids[0]));
}

/** The modes that two have in common. */
export function jointModes(a: readonly ProgMode[], b: readonly ProgMode[]): readonly ProgMode[] {
  return a.filter((mode) => b.includes(mode));
}

/** Whether something is listed: nothing was asked for, or nothing is known of its modes, or they fit. */
function fits(wanted: readonly ProgMode[] | undefined, modes: readonly ProgMode[]): boolean {
  if (wanted === undefined || wanted.length === 0 || modes.length === 0) return true;
  return jointModes(wanted, modes).length > 0;
}

/** The parts that fit, by description; definitions that only others are made from at `-v -v`. */
export function fittingParts(
  database: Database,
  verbosity: number,
  wanted: readonly ProgMode[] | undefined,
): readonly ListedPart[] {
  const needsModes = wanted !== undefined && wanted.length > 0;
  return database
    .listedParts()
    .filter((one) => !needsModes || fits(wanted, one.modes))
    .filter(({ id }) => verbosity >= 2 || !id.startsWith('.'))
    .sort((a, b) => compareFolded(a.desc, b.desc));
}

/** Every id by which the programmers that fit can be named, with its programmer. */
export function fittingProgrammers(
  database: Database,
  wanted: readonly ProgMode[] | undefined,
): readonly { readonly id: string; readonly entry: ProgrammerEntry }[] {
  return sortedProgrammers(database)
    .filter((entry) => fits(wanted, statedModes(entry)))
    .flatMap((entry) =>
      entry.ids.filter((id) => id !== '' && !id.startsWith('.')).map((id) => ({ id, entry })),
    );
}

/** How wide a column of names must be. */
export function widest(names: readonly string[]): number {
  return names.reduce((width, name) => Math.max(width, name.length), 0);
}

/** Lines that avrdude prints whatever `-q` says. */
export function listed(lines: readonly string[]): Words {
  return raw('ext-error', lines.join(''));
}

/** The lines of parts or programmers: all, or those that have one of the modes wanted. */
type FittingLines = (database: Database, verbosity: number, wanted: readonly ProgMode[] | undefined) => Words;

/** The answers of 7.1 and 8.2 to `-p ?` and `-c ?`, which name in the heading whom the list is for. */
export function fittingListings(lines: {
  readonly parts: FittingLines;
  readonly programmers: FittingLines;
}): Pick<Listings, 'parts-listed' | 'programmers-listed'> {
  return {
    'parts-listed': ({ database, verbosity, programmer }) =>
      headed(
        `parts${programmer ? ` for programmer ${programmer.id}` : ''}`,
        lines.parts(database, verbosity, programmer && statedModes(programmer.entry)),
      ),
    'programmers-listed': ({ database, verbosity, part }) =>
      headed(
        `programmers${part ? ` for part ${part.desc}` : ''}`,
        lines.programmers(database, verbosity, part && statedModes(part)),
      ),
  };
}

/** A list as 7.1 and 8.2 frame it. @param what is listed, as the heading names it */
export function headed(what: string, lines: Words): readonly Words[] {
  return [raw('error', `\nValid ${what} are:\n`), lines, raw('error', '\n')];
}
