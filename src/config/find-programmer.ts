import type { Database } from '../model/database.ts';
import type { Part } from '../model/part.ts';
import type { ProgrammerEntry } from '../model/programmer-entry.ts';
import type { ConfigBehaviour } from '../model/release.ts';

/** A programmer, and the id of it that was meant. */
export interface FoundProgrammer {
  readonly id: string;
  readonly entry: ProgrammerEntry;
}

/**
 * Finds the programmer that `-c` names.
 * @param part if known: under rules that go by the start of an id, programmers that cannot serve it do not count
 */
export function findProgrammer(
  database: Database,
  id: string,
  rules: Pick<ConfigBehaviour, 'programmerIds'>,
  part?: Part,
): FoundProgrammer | undefined {
  if (rules.programmerIds === 'whole') {
    const entry = database.programmer(id);
    return entry && { id, entry };
  }
  const wanted = id.toLowerCase();
  if (wanted === '') return undefined;
  const serves = (entry: ProgrammerEntry): boolean =>
    entry.type !== '' && entry.progModes.some((mode) => !part || part.progModes.includes(mode));
  const exact = database.programmer(id);
  const candidates = exact && serves(exact) ? [exact] : [...database.allProgrammers()].filter(serves);
  const found = candidates.flatMap((entry) => {
    const names = entry.ids.filter((one) => one.toLowerCase().startsWith(wanted));
    const name = names.find((one) => one.length === wanted.length) ?? names[0];
    return name === undefined ? [] : [{ id: name, entry }];
  });
  return found.find((one) => one.id.length === wanted.length) ?? (found.length === 1 ? found[0] : undefined);
}
