import type { Database } from '../model/database.ts';
import type { Part, ProgMode } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { Words } from '../output/words.ts';

/** `strcasecmp`. */
export function compareFolded(a: string, b: string): number {
  const [x, y] = [a.toLowerCase(), b.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Parts by description, as every release lists them. */
export function sortedParts(database: Database): readonly Part[] {
  return [...database.allParts()].sort((a, b) => compareFolded(a.desc, b.desc));
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
export function fits(wanted: readonly ProgMode[] | undefined, modes: readonly ProgMode[]): boolean {
  if (wanted === undefined || wanted.length === 0 || modes.length === 0) return true;
  return jointModes(wanted, modes).length > 0;
}

/** How wide a column of names must be. */
export function widest(names: readonly string[]): number {
  return names.reduce((width, name) => Math.max(width, name.length), 0);
}

/** Lines that avrdude prints whatever `-q` says. */
export function listed(lines: readonly string[]): Words {
  return { level: 'ext-error', text: lines.join('') };
}
