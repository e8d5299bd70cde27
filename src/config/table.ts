import type { PartDefinition, ProgrammerDefinition } from './collection.ts';
import { type Definitions, variantNames } from './definitions.ts';
import type { GlobalSetting, Setting, Value } from './syntax.ts';

/**
 * The built-in database as it is stored: an index that is read at once, and one line of text a definition, read when that
 * definition is looked at.
 */
export interface DatabaseTable {
  /** JSON of an `Index`. */
  readonly index: string;
  /** A line for each part, then one for each programmer: JSON of an array of `StoredSetting`. */
  readonly bodies: string;
}

/** What look-ups and listings need of every definition. */
export interface Index {
  /** Words of settings; stored settings name them by position. */
  readonly words: readonly string[];
  /** Instruction patterns; stored settings that are a lone negative number name them by `-1 - position`. */
  readonly patterns: readonly string[];
  readonly parts: readonly StoredPart[];
  readonly programmers: readonly StoredProgrammer[];
  readonly globals: readonly GlobalSetting[];
}

/** id, description, signature in hex, position of the parent (-1: none), name used for it, line, end of the body in `bodies`. */
export type StoredPart = readonly [string, string, string, number, string, number, number];

/** ids, description, type, position of the parent (-1: none), name used for it, 1 for a serial adapter, line, end of the body. */
export type StoredProgrammer = readonly [readonly string[], string, string, number, string, number, number, number];

/** `[word, …values]`; `[word]` of an opcode with a number: a pattern; memories by their names. */
export type StoredSetting =
  | readonly [number, ...Value[]]
  | { readonly nul: number }
  | { readonly op: number; readonly pattern: number }
  | { readonly memory: string; readonly has: readonly StoredSetting[] }
  | { readonly alias: string; readonly of: string }
  | { readonly without: string };

/**
 * Opens the built-in database. Only the index is read; a definition's settings are read when they are asked for.
 * @param file what listings name as its file
 */
export function openTable(table: DatabaseTable, file: string): Definitions {
  const index = JSON.parse(table.index) as Index;
  const body = (start: number, end: number): readonly Setting[] =>
    (JSON.parse(table.bodies.slice(start, end)) as StoredSetting[]).map((stored) => settingOf(stored, index));

  const parts: PartDefinition[] = [];
  let start = 0;
  for (const [id, desc, signature, parent, parentId, line, end] of index.parts) {
    const read = body.bind(undefined, start, end);
    start = end;
    parts.push(new StoredPartDefinition(id, desc, signature, parts[parent], parentId, read, file, line));
  }
  const programmers: ProgrammerDefinition[] = [];
  for (const [ids, desc, type, parent, parentId, adapter, line, end] of index.programmers) {
    const read = body.bind(undefined, start, end);
    start = end;
    const [first = '', ...others] = ids;
    programmers.push(
      new StoredProgrammerDefinition(
        [first, ...others],
        desc,
        type,
        programmers[parent],
        parentId,
        adapter === 1,
        read,
        file,
        line,
      ),
    );
  }
  return { parts, programmers, globals: index.globals };
}

function settingOf(stored: StoredSetting, index: Index): Setting {
  const word = (position: number): string => index.words[position] ?? '';
  const line = 0;
  if ('memory' in stored) {
    const settings = stored.has.map((inner) => settingOf(inner, index));
    return { kind: 'memory', name: stored.memory, settings, line };
  }
  if ('alias' in stored) return { kind: 'memory-alias', name: stored.alias, of: stored.of, line };
  if ('without' in stored) return { kind: 'no-memory', name: stored.without, line };
  if ('nul' in stored) return { kind: 'null', name: word(stored.nul), line };
  if ('op' in stored)
    return { kind: 'value', name: word(stored.op), values: [index.patterns[stored.pattern] ?? ''], line };
  const [position, ...values] = stored;
  return { kind: 'value', name: word(position), values, line };
}

/** A part of the built-in database. */
class StoredPartDefinition implements PartDefinition {
  readonly id: string;
  readonly desc: string;
  readonly parent: PartDefinition | undefined;
  readonly parentId: string | undefined;
  readonly memoryBlocks = 'extend';
  readonly file: string;
  readonly line: number;
  readonly #signature: string;
  readonly #read: () => readonly Setting[];
  #settings: readonly Setting[] | undefined;
  #variantNames: string | undefined;

  constructor(
    id: string,
    desc: string,
    signature: string,
    parent: PartDefinition | undefined,
    parentId: string,
    read: () => readonly Setting[],
    file: string,
    line: number,
  ) {
    this.id = id;
    this.desc = desc;
    this.parent = parent;
    this.parentId = parent && parentId;
    this.file = file;
    this.line = line;
    this.#signature = signature;
    this.#read = read;
  }

  get signature(): Uint8Array {
    return Uint8Array.from([0, 2, 4], (at) => Number.parseInt(this.#signature.slice(at, at + 2), 16));
  }

  get settings(): readonly Setting[] {
    this.#settings ??= this.#read();
    return this.#settings;
  }

  get variantNames(): string {
    this.#variantNames ??= variantNames(this.settings);
    return this.#variantNames;
  }
}
