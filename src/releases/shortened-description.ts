/** Endings of descriptions that say nothing new beside the mode in which the programmer would be used. */
export type ModeEndings = readonly (readonly [string, string])[];

/**
 * Leaves out the end of a description that only repeats the mode.
 * @param modes as the listing names them
 */
export function shortenedDescription(desc: string, modes: string, endings: ModeEndings): string {
  const found = endings.find(
    ([end, mode]) =>
      mode === modes && desc.length > end.length && desc.toLowerCase().endsWith(end.toLowerCase()),
  );
  return found ? desc.slice(0, -found[0].length) : desc;
}
