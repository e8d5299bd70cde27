/**
 * How far one name is from another for somebody who mistyped it: a weighted Damerau-Levenshtein distance in which swapped
 * neighbours, neighbouring keys and punctuation count little. Weights are those by which avrdude 8.2 orders its suggestions.
 */
export function typingDistance(from: string, to: string): number {
  let before: number[] = new Array<number>(to.length + 1).fill(0);
  let last: number[] = [0];
  for (const character of to) last.push((last.at(-1) ?? 0) + single(character));
  for (let i = 0; i < from.length; i++) {
    const row: number[] = [[...from.slice(0, i + 1)].reduce((sum, character) => sum + single(character), 0)];
    for (let j = 0; j < to.length; j++) row.push(cheapest(from, to, i, j, { before, last, row }));
    before = last;
    last = row;
  }
  return last[to.length] ?? 0;
}

const full = 32;
const swap = 3;

function cheapest(
  from: string,
  to: string,
  i: number,
  j: number,
  rows: {
    readonly before: readonly number[];
    readonly last: readonly number[];
    readonly row: readonly number[];
  },
): number {
  const a = from.charAt(i);
  const b = to.charAt(j);
  const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY;
  const swapped = i > 0 && j > 0 && from.charAt(i - 1) === b && a === to.charAt(j - 1);
  return Math.min(
    at(rows.last, j) + (a === b ? 0 : substitution(a, b)),
    swapped ? at(rows.before, j - 1) + swap : Number.POSITIVE_INFINITY,
    at(rows.last, j + 1) + single(a),
    at(rows.row, j) + single(b),
  );
}

const isAlphanumeric = (character: string): boolean => /[a-z0-9]/i.test(character);

/** Adding or leaving out a character. */
function single(character: string): number {
  return isAlphanumeric(character) ? full : full / 8;
}

function substitution(a: string, b: string): number {
  if (!isAlphanumeric(a) && !isAlphanumeric(b)) return full / 8;
  if (!isAlphanumeric(a) || !isAlphanumeric(b)) return full;
  if (a.toLowerCase() === b.toLowerCase()) return full / 8;
  return keyDistance(a, b);
}

const keyRows = [
  { keys: '1234567890', x: 0, y: 0 },
  { keys: 'qwertyuiop', x: 0.5, y: 1 },
  { keys: 'asdfghjkl', x: 0.75, y: 2 },
  { keys: 'zxcvbnm', x: 1.25, y: 3 },
] as const;

function keyPosition(character: string): readonly [number, number] {
  const key = character.toLowerCase();
  const row = keyRows.find(({ keys }) => keys.includes(key));
  return row ? [row.keys.indexOf(key) + row.x, row.y] : [-3, -3];
}

function keyDistance(a: string, b: string): number {
  const [x1, y1] = keyPosition(a);
  const [x2, y2] = keyPosition(b);
  const letters = /[a-z]/i.test(a) && /[a-z]/i.test(b);
  const cases = letters && /[A-Z]/.test(a) !== /[A-Z]/.test(b) ? full / 8 : 0;
  const distance = Math.trunc(cases + (Math.hypot(x1 - x2, y1 - y2) / 2.5) * full);
  return Math.min(full, Math.max(1, distance));
}
