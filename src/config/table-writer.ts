import { hexText } from '../model/bytes.ts';
import type { Definitions } from './definitions.ts';
import { writeEdition } from './edition-writer.ts';
import { chipText } from './mcu-ids.ts';
import { isOpcodeKind } from './memory-settings.ts';
import { oldIds } from './old-ids.ts';
import type { StoredSetting } from './stored-text.ts';
import type { Block, Setting } from './syntax.ts';
import type { DatabaseTable, StoredPart, StoredProgrammer } from './table.ts';

/**
 * Packs definitions into the form that `openTable` opens. Used by the build.
 * @param editions the blocks of each file in `conf/editions`, by its name
 * @param corrections the blocks of `conf/corrections`
 */
export function writeTable(
  definitions: Definitions,
  editions: Readonly<Record<string, readonly Block[]>>,
  corrections: readonly Block[],
): DatabaseTable {
  const words = interner();
  const patterns = interner();
  const store = (settings: readonly Setting[]) =>
    settings.map((setting) => stored(setting, words.at, patterns.at));
  const records = recorder();

  const parts = definitions.parts.map((part) => {
    const { id, desc, signature, parent, parentId = '', line, settings } = part;
    const above = records.offsetOf(parent);
    const entry: StoredPart = [id, desc, [...signature], above, parentId, line, store(settings)];
    return { part, offset: records.add(part, entry) };
  });
  const programmers = definitions.programmers.map((programmer) => {
    const { ids, desc, type, parent, parentId = '', line, settings } = programmer;
    const above = records.offsetOf(parent);
    const entry: StoredProgrammer = [ids, desc, type, above, parentId, line, store(settings)];
    return { ids, offset: records.add(programmer, entry) };
  });
  const storedEditions = Object.entries(editions).map(([name, blocks]) => [
    name,
    writeEdition(definitions, blocks, store),
  ]);
  const storedCorrections = writeEdition(definitions, corrections, store);
  if (storedCorrections.strangers !== '')
    throw new Error(`a correction of a part that is not there: ${storedCorrections.strangers}`);
  return {
    partNames: parts
      .map(({ part: { id, desc, variantNames }, offset }) =>
        [offset, id, desc, ...(oldIds[id] ?? []), variantNames.slice(1)].join('\t').toLowerCase(),
      )
      .join('\n'),
    programmerNames: programmers
      .map(({ ids, offset }) => `${offset}\t${ids.join('\t')}\t`.toLowerCase())
      .join('\n'),
    signatures: parts.map(({ part, offset }) => `${hexText(part.signature)} ${offset};`).join(''),
    chips: definitions.parts.flatMap((part) => chipText(part) ?? []).join('\n'),
    records: records.text(),
    words: words.all.join(' '),
    patterns: patterns.all.join('\n'),
    globals: definitions.globals,
    editions: Object.fromEntries(storedEditions),
    corrections: storedCorrections,
  };
}

/** Collects records, a line each, and remembers where each definition's begins. */
function recorder() {
  const offsets = new Map<object, number>();
  let text = '';
  return {
    offsetOf: (definition: object | undefined): number => (definition ? (offsets.get(definition) ?? -1) : -1),
    add(definition: object, entry: StoredPart | StoredProgrammer): number {
      const offset = text.length;
      offsets.set(definition, offset);
      text += `${JSON.stringify(entry)}\n`;
      return offset;
    },
    text: () => text,
  };
}

function interner(): { readonly all: string[]; readonly at: (text: string) => number } {
  const all: string[] = [];
  const known = new Map<string, number>();
  const at = (text: string): number => {
    const position = known.get(text) ?? all.push(text) - 1;
    known.set(text, position);
    return position;
  };
  return { all, at };
}

function stored(
  setting: Setting,
  word: (text: string) => number,
  pattern: (text: string) => number,
): StoredSetting {
  switch (setting.kind) {
    case 'memory':
      return { memory: setting.name, has: setting.settings.map((inner) => stored(inner, word, pattern)) };
    case 'memory-alias':
      return { alias: setting.name, of: setting.of };
    case 'no-memory':
      return { without: setting.name };
    case 'null':
      return { nul: word(setting.name) };
    default:
      if (isOpcodeKind(setting.name))
        return { op: word(setting.name), pattern: pattern(setting.values.map(String).join(' ')) };
      return [word(setting.name), ...setting.values];
  }
}
