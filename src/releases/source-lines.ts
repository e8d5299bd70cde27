import type { Level, Words } from '../output/words.ts';

const loud: Readonly<Record<string, Level>> = { o: 'ext-error', e: 'error', w: 'warning' };

/** A message's line, and what of its text tells it from the others of its function: literal pieces, in order, with anything between. */
interface Place {
  readonly lines: readonly number[];
  /** Of how loud a message these are; undefined for the only place of a function. */
  readonly level: Level | undefined;
  readonly pieces: readonly string[];
}

/**
 * @param table gives what `scripts/source-lines-import.mjs` makes of a release's sources; it is asked for at the first question
 * @returns tells the line of a message, by where it stands, how loud it is and what it says. 0 for what the release does not say there.
 */
export function linesFrom(table: () => string): (words: Words) => number {
  let places: ReadonlyMap<string, readonly Place[]> | undefined;
  return ({ where = '', level, text }) => {
    places ??= placesIn(table());
    const [name = '', file = '', ordinal] = where.split(' ');
    const fitting = (places.get(`${name} ${file}`) ?? []).filter(
      (place) => (place.level ?? level) === level && fits(place.pieces, text),
    );
    const best = fitting.sort((a, b) => weight(b, text) - weight(a, text))[0];
    return best?.lines[ordinal ? Number(ordinal.slice(1)) - 1 : 0] ?? 0;
  };
}

/** Those fit best that have most of the text; of the same, the one that leaves open what is behind it, if there is something. */
function weight({ pieces }: Place, text: string): number {
  const isOpen = pieces.length > 1 && pieces.at(-1) === '';
  const isWhole = text.trimEnd().endsWith(pieces.at(-1) ?? '') && !isOpen;
  const literal = pieces.join('');
  return 2 * literal.length + Number(isWhole || (isOpen && !text.trimEnd().endsWith(pieces.at(-2) ?? '')));
}

function placesIn(table: string): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, readonly Place[]>();
  let file = '';
  for (const line of table.split('\n')) {
    const [name = '', ...entries] = line.split('\t');
    if (!name.startsWith(' ')) file = name;
    else places.set(`${name.trim()}() ${file}`, entries.map(placeOf));
  }
  return places;
}

function placeOf(entry: string): Place {
  const [, lines = '', letter = '', pattern = ''] = /^([\d,]+)([oew]?) ?(.*)$/.exec(entry) ?? [];
  return {
    lines: lines.split(',').map(Number),
    level: loud[letter],
    pieces: pattern.replaceAll('\\n', '\n').split('%'),
  };
}

function fits(pieces: readonly string[], text: string): boolean {
  let from = 0;
  return pieces.every((piece, index) => {
    const at = text.indexOf(piece, from);
    from = at + piece.length;
    return index === 0 ? at === 0 : at >= 0;
  });
}
