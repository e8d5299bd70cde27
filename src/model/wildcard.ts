/**
 * A shell pattern (`*`, `?`, `[a-z]`, `[!a-z]`, `\` before a character that is meant) as a test of whole names.
 * @param cases whether capitals and small letters count as the same
 */
export function wildcard(pattern: string, cases: 'any' | 'exact' = 'any'): (name: string) => boolean {
  const test = new RegExp(`^${translate(pattern)}$`, cases === 'any' ? 'is' : 's');
  return (name) => test.test(name);
}

function translate(pattern: string): string {
  return pattern.replace(
    /\\(.?)|\[(!|\^)?(\]?[^\]]*)\]|\*|\?|[^\\[*?]|\[/gs,
    (all, escaped: string | undefined, not: string | undefined, set: string | undefined) => {
      if (escaped !== undefined) return literal(escaped || '\\');
      if (set) return `[${not ? '^' : ''}${set.replace(/[\\\]^[]/g, '\\$&')}]`;
      if (all === '*') return '.*';
      if (all === '?') return '.';
      return literal(all);
    },
  );
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
