import type { ConsoleStyle } from '../../output/console.ts';
import { type Level, levels, type Words } from '../../output/words.ts';

/** Types that a message of the program names itself by. */
const typeNames: Partial<Record<Level, string>> = {
  'ext-error': 'OS error',
  error: 'error',
  warning: 'warning',
};

/** 7.1 puts its name and the type of a message before it, at higher verbosity with function and file, and `-q`s count against `-v`s. */
export const consoleStyle: ConsoleStyle = {
  progress: { opening: 'empty-line', closing: 'empty-line', terminalUnit: ' s ', onError: 'dashes' },
  dress(words, state) {
    const quelled = words.stream !== 'stdout' && state.quell >= 2;
    const loudness = quelled ? state.verbosity + 1 - state.quell : state.verbosity;
    if (levels[words.level] > loudness) return undefined;
    if (words.unlessQuelled && state.quell >= 2) return undefined;
    switch (words.lead ?? 'raw') {
      case 'program':
        return `${state.program}${place(words, state.verbosity)}: ${words.text}`;
      case 'indent':
        return `${' '.repeat(state.program.length + (levels[words.level] < 0 ? 1 : 2))}${words.text}`;
      default:
        return words.text;
    }
  },
};

function place(words: Words, verbosity: number): string {
  const type = typeNames[words.level];
  if (type === undefined) return '';
  const [name, file] = (words.where ?? '').split(' ');
  const inFunction = name && verbosity >= levels.notice ? ` ${name}` : '';
  const inFile = file && verbosity >= levels.debug ? ` [${file}:0]` : '';
  return `${inFunction}${inFile} ${type}`;
}
