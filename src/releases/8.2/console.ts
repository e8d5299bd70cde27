import type { ConsoleStyle } from '../../output/console.ts';
import { type Level, levels, type Words } from '../../output/words.ts';

/** Types that a message names itself by. */
const typeNames: Partial<Record<Level, string>> = {
  'ext-error': 'OS error',
  error: 'error',
  warning: 'warning',
};

/** 8.2 begins its messages on a fresh line and in upper case, errors and warnings with their type. */
export const consoleStyle: ConsoleStyle = {
  progress: { opening: 'fresh-line', closing: 'line-end', terminalUnit: ' s ', onError: 'dashes' },
  dress(words, state) {
    const quelled = words.stream !== 'stdout' && state.quell >= 2;
    const loudness = quelled ? state.verbosity + 1 - state.quell : state.verbosity;
    if (levels[words.level] > loudness) return undefined;
    if (words.unlessQuelled && state.quell >= 2) return undefined;
    const lead = words.lead ?? 'raw';
    const fresh = lead !== 'raw' && !state.atMargin ? '\n' : '';
    if (lead !== 'program') return `${fresh}${words.text}`;
    const type = typeNames[words.level];
    if (type === undefined) return `${fresh}${capitalised(words.text)}`;
    return `${fresh}${capitalised(type)}${place(words, loudness)}: ${words.text}`;
  },
};

function place(words: Words, loudness: number): string {
  if (words.where === undefined || loudness < levels.notice2) return '';
  return ` ${words.where} 0`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
