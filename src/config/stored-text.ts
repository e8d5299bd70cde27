/** How the database is stored, and its editions: as text that is searched as it is, a line for each record. */
import type { Setting, Value } from './syntax.ts';

/** A setting as it is stored. */
export type StoredSetting =
  /** The word, and its values. */
  | readonly [number, ...Value[]]
  | { readonly nul: number }
  | { readonly op: number; readonly pattern: number }
  | { readonly memory: string; readonly has: readonly StoredSetting[] }
  | { readonly alias: string; readonly of: string }
  | { readonly without: string };

/** Makes a value when it is first asked for. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The record that begins at an offset. */
export function record<T>(records: string, offset: number): T {
  return JSON.parse(records.slice(offset, records.indexOf('\n', offset))) as T;
}

/** Where the records of all lines begin. */
export function offsetsIn(names: string): number[] {
  return names.split('\n').map((line) => Number.parseInt(line, 10));
}

/** Where the records begin of the lines that have this name. */
export function offsetsOf(names: string, name: string): number[] {
  const found: number[] = [];
  const wanted = `\t${name.toLowerCase()}\t`;
  for (let at = names.indexOf(wanted); at >= 0; at = names.indexOf(wanted, at + 1))
    found.push(Number.parseInt(names.slice(names.lastIndexOf('\n', at) + 1), 10));
  return [...new Set(found)];
}

/** The line of an assignment is not kept: the built-in database has been checked when it was built. */
const line = 0;

/** Turns stored settings back into what the grammar has. */
export function createDecoder(table: {
  readonly words: string;
  readonly patterns: string;
}): (stored: StoredSetting) => Setting {
  const words = table.words.split(' ');
  const patterns = table.patterns.split('\n');
  const word = (position: number): string => words[position] ?? '';
  return function decode(stored): Setting {
    if ('memory' in stored)
      return { kind: 'memory', name: stored.memory, settings: stored.has.map(decode), line };
    if ('alias' in stored) return { kind: 'memory-alias', name: stored.alias, of: stored.of, line };
    if ('without' in stored) return { kind: 'no-memory', name: stored.without, line };
    if ('nul' in stored) return { kind: 'null', name: word(stored.nul), line };
    if ('op' in stored)
      return { kind: 'value', name: word(stored.op), values: [patterns[stored.pattern] ?? ''], line };
    return { kind: 'value', name: word(stored[0]), values: stored.slice(1), line };
  };
}
