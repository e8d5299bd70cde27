import { hexText } from '../model/bytes.ts';
import { lastValues } from './definitions.ts';
import type { Edition, EditionPart } from './edition.ts';
import { createDecoder, lazy, offsetsOf, record, type StoredSetting } from './stored-text.ts';
import type { Setting } from './syntax.ts';

/** An edition as it is stored: text that is searched as it is, as that of the whole database. */
export interface EditionTable {
  /** A line for each part: where its record begins, then its id in `conf/`, between tabs. */
  readonly parts: string;
  /** The same for parts that `conf/` does not have, with id and description. */
  readonly strangers: string;
  /** `1e9410 123;` for each part whose signature is this edition's only. */
  readonly signatures: string;
  /** A line for each part, in the release's order: JSON of a `StoredEditionPart`. */
  readonly records: string;
  /** A line for each programmer: its id in lower case, a tab, its description. */
  readonly programmers: string;
}

/** id, id in `conf/` or empty, where the record begins of the part that differs in the same way (-1: none), settings. */
export type StoredEditionPart = readonly [string, string, number, readonly StoredSetting[]];

/** Opens an edition. Nothing is expanded before it is asked for. */
export function openEdition(
  table: EditionTable,
  dictionary: { readonly words: string; readonly patterns: string },
): Edition {
  const decode = lazy(() => createDecoder(dictionary));

  function settingsAt(offset: number): readonly Setting[] {
    if (offset < 0) return [];
    const [, , like, stored] = record<StoredEditionPart>(table.records, offset);
    return [...settingsAt(like), ...stored.map(decode())];
  }

  /** A part is asked for again and again, by name and by signature; made once, it can be told from others. */
  const made = new Map<number, EditionPart>();

  function partAt(offset: number): EditionPart {
    const known = made.get(offset) ?? readPart(offset);
    made.set(offset, known);
    return known;
  }

  function readPart(offset: number): EditionPart {
    const [id, baseId] = record<StoredEditionPart>(table.records, offset);
    const settings = settingsAt(offset);
    const signature = lastValues(settings, 'signature');
    return {
      place: offset,
      id,
      baseId,
      signature: signature && Uint8Array.from(signature, Number),
      settings,
    };
  }

  /** What was asked for once is asked for again: the text is searched once for each name. */
  function remembered(find: (name: string) => readonly EditionPart[]): typeof find {
    const found = new Map<string, readonly EditionPart[]>();
    return (name) => {
      const answer = found.get(name) ?? find(name);
      found.set(name, answer);
      return answer;
    };
  }

  return {
    partsMadeFrom: remembered((baseId) => offsetsOf(table.parts, baseId).map(partAt)),
    strangersNamed: remembered((name) => offsetsOf(table.strangers, name).map(partAt)),
    partsWithSignature(signature) {
      const hex = hexText(signature);
      return [...table.signatures.matchAll(new RegExp(`${hex} (\\d+);`, 'g'))].map(([, at]) =>
        partAt(Number(at)),
      );
    },
    programmerDescription(id) {
      const wanted = `\n${id.toLowerCase()}\t`;
      const at = `\n${table.programmers}`.indexOf(wanted);
      if (at < 0) return undefined;
      const start = at + wanted.length - 1;
      return table.programmers.slice(start, table.programmers.indexOf('\n', start));
    },
  };
}
