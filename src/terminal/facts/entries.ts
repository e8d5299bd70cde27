/** The two kinds of lines that the texts of `conf/facts` are made of. */

/** @returns the words of the numbered line, which several parts share */
export function numberedLine(text: string, number: string): readonly string[] {
  return lineBehind(text, `\n=${number} `)?.split(' ') ?? [];
}

/** @returns the words of the line of a part, by the name under which the text knows it; undefined if it does not */
export function partLine(text: string, part: string): readonly string[] | undefined {
  const wanted = part.toLowerCase();
  for (const match of text.matchAll(/^@(\S+) (.*)$/gm)) {
    const [, names = '', line = ''] = match;
    if (names.toLowerCase().split(',').includes(wanted)) return line.split(' ');
  }
  return undefined;
}

function lineBehind(text: string, mark: string): string | undefined {
  const at = text.indexOf(mark);
  if (at < 0) return undefined;
  const start = at + mark.length;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end);
}
