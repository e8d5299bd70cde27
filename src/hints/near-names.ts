/** How many names are worth naming. */
const most = 3;

/**
 * Names that somebody may have meant who typed another: few letters away, capitals aside; those that begin with what was typed
 * come first.
 */
export function nearNames(typed: string, names: Iterable<string>): readonly string[] {
  const wanted = typed.toLowerCase();
  const farthest = wanted.length < 4 ? 1 : wanted.length < 9 ? 2 : 3;
  const found: { readonly name: string; readonly far: number }[] = [];
  for (const name of new Set(names)) {
    const candidate = name.toLowerCase();
    if (Math.abs(candidate.length - wanted.length) > farthest) continue;
    const far = distance(wanted, candidate) - (candidate.startsWith(wanted) ? 0.5 : 0);
    if (far <= farthest) found.push({ name, far });
  }
  const nearest = Math.min(...found.map(({ far }) => far));
  return found
    .filter(({ far }) => far === nearest)
    .map(({ name }) => name)
    .sort()
    .slice(0, most);
}

/** Names as a question: `did you mean a, b or c?`; undefined if there is none. */
export function didYouMean(names: readonly string[]): string | undefined {
  const last = names.at(-1);
  if (last === undefined) return undefined;
  const others = names.slice(0, -1).join(', ');
  return `did you mean ${others === '' ? last : `${others} or ${last}`}?`;
}

/** Letters that are wrong, missing, too many, or changed places with their neighbour (Damerau, 1964). */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i++) {
    rows[i] = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      (rows[i] as number[])[j] = least;
    }
  }
  return at(a.length, b.length);
}
