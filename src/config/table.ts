import { hexText } from '../model/bytes.ts';
import type { PartDefinition, ProgrammerDefinition } from './collection.ts';
import { type Definitions, variantNames } from './definitions.ts';
import type { EditionTable } from './edition-table.ts';
import { createDecoder, lazy, offsetsIn, offsetsOf, record, type StoredSetting } from './stored-text.ts';
import type { GlobalSetting } from './syntax.ts';

/**
 * The built-in database as it is stored: text that is searched as it is. A definition becomes an object when it is asked for,
 * so that a run pays for the part and the programmer that it uses and for nothing else.
 */
export interface DatabaseTable {
  /** A line for each part: where its record begins, then all its names in lower case, each between tabs. */
  readonly partNames: string;
  /** The same for programmers and their ids. */
  readonly programmerNames: string;
  /** `1e9587 123;` for each part: its signature and where its record begins. */
  readonly signatures: string;
  /** A line for each chip that has a number for urboot (`mcu-ids.ts`). */
  readonly chips: string;
  /** A line for each part, then for each programmer: JSON of a `StoredPart` or `StoredProgrammer`. */
  readonly records: string;
  /** Words of settings, separated by blanks; stored settings name them by position. */
  readonly words: string;
  /** Instruction patterns, a line each; stored settings name them by position. */
  readonly patterns: string;
  readonly globals: readonly GlobalSetting[];
  /** What releases said otherwise, by the name of the file in `conf/editions`. */
  readonly editions: Readonly<Record<string, EditionTable>>;
  /** What data sheets say otherwise: `conf/corrections`. */
  readonly corrections: EditionTable;
}

/** id, description, signature, where the parent's record begins (-1: none), the name used for it, line, settings. */
export type StoredPart = readonly [
  string,
  string,
  readonly number[],
  number,
  string,
  number,
  readonly StoredSetting[],
];

/** ids, description, type, where the parent's record begins (-1: none), the name used for it, line, settings. */
export type StoredProgrammer = readonly [
  readonly string[],
  string,
  string,
  number,
  string,
  number,
  readonly StoredSetting[],
];

/**
 * Opens the built-in database.
 * @param file what listings name as its file
 */
export function openTable(table: DatabaseTable, file: string): Definitions {
  const partsByOffset = new Map<number, PartDefinition>();
  const programmersByOffset = new Map<number, ProgrammerDefinition>();
  const decode = lazy(() => createDecoder(table));

  function partAt(offset: number): PartDefinition {
    const known = partsByOffset.get(offset);
    if (known) return known;
    const [id, desc, signature, parent, parentId, line, stored] = record<StoredPart>(table.records, offset);
    const settings = stored.map(decode());
    const part: PartDefinition = {
      id,
      desc,
      variantNames: variantNames(settings),
      signature: Uint8Array.from(signature),
      parent: parent < 0 ? undefined : partAt(parent),
      parentId: parent < 0 ? undefined : parentId,
      settings,
      memoryBlocks: 'extend',
      missingModes: 'none',
      file,
      line,
    };
    partsByOffset.set(offset, part);
    return part;
  }

  function programmerAt(offset: number): ProgrammerDefinition {
    const known = programmersByOffset.get(offset);
    if (known) return known;
    const [[first = '', ...others], desc, type, parent, parentId, line, stored] = record<StoredProgrammer>(
      table.records,
      offset,
    );
    const programmer: ProgrammerDefinition = {
      ids: [first, ...others],
      desc,
      type,
      parent: parent < 0 ? undefined : programmerAt(parent),
      parentId: parent < 0 ? undefined : parentId,
      settings: stored.map(decode()),
      missingModes: 'none',
      file,
      line,
    };
    programmersByOffset.set(offset, programmer);
    return programmer;
  }

  const parts = lazy(() => offsetsIn(table.partNames).map(partAt));
  const programmers = lazy(() => offsetsIn(table.programmerNames).map(programmerAt));
  return {
    get parts() {
      return parts();
    },
    get programmers() {
      return programmers();
    },
    globals: table.globals,
    partsNamed: (name) => offsetsOf(table.partNames, name).map(partAt),
    programmersWithId: (id) => offsetsOf(table.programmerNames, id).map(programmerAt),
    partsWithSignature(signature) {
      const hex = hexText(signature);
      return [...table.signatures.matchAll(new RegExp(`${hex} (\\d+);`, 'g'))].map(([, at]) =>
        partAt(Number(at)),
      );
    },
  };
}
