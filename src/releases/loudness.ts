import type { ConsoleState } from '../output/console.ts';
import { type Level, levels, type Words } from '../output/words.ts';

/** What 7.1 and 8.2 call a message by its level. */
export const typeNames: Partial<Record<Level, string>> = {
  'ext-error': 'OS error',
  error: 'error',
  warning: 'warning',
};

/** In 7.1 and 8.2 `-q`s count against `-v`s. @returns the level up to which is said what goes where these words go */
export function loudnessFor(words: Words, { verbosity, quell }: ConsoleState): number {
  const quelled = words.stream !== 'stdout' && quell >= 2;
  return quelled ? verbosity + 1 - quell : verbosity;
}

/** Whether something is said at all. @param loudness the highest level that is */
export function isSaid(words: Words, loudness: number, { quell }: ConsoleState): boolean {
  return levels[words.level] <= loudness && !(words.unlessQuelled && quell >= 2);
}
