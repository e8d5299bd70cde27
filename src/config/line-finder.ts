/** How much of the text is counted at a time, in characters. */
const stretch = 1 << 14;

/**
 * Tells line numbers. The text is counted as far as it is asked for.
 * @returns the line, from 1 on, of a position in the text
 */
export function createLineFinder(text: string): (position: number) => number {
  /** The line on which each stretch begins. */
  const lines = [1];
  const ends = (from: number, to: number): number => text.slice(from, to).replace(/[^\n]+/g, '').length;
  return (position) => {
    const wanted = Math.floor(position / stretch);
    for (let known = lines.length - 1; known < wanted; known++)
      lines.push((lines[known] ?? 1) + ends(known * stretch, (known + 1) * stretch));
    return (lines[wanted] ?? 1) + ends(wanted * stretch, position);
  };
}
