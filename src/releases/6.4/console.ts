import type { ConsoleStyle } from '../../output/console.ts';
import { levels } from '../../output/words.ts';

/** 6.4 puts its name, or blanks as wide, before a message; `-q -q` silences some, never all. */
export const consoleStyle: ConsoleStyle = {
  progress: { opening: 'empty-line', closing: 'empty-line', terminalUnit: 's', onError: 'left' },
  dress(words, state) {
    if (levels[words.level] > state.verbosity) return undefined;
    if (words.unlessQuelled && state.quell >= 2) return undefined;
    switch (words.lead ?? 'raw') {
      case 'program':
        return `${state.program}: ${words.text}`;
      case 'name':
        return `${state.program} ${words.text}`;
      case 'indent':
        return `${' '.repeat(state.program.length + 2)}${words.text}`;
      default:
        return words.text;
    }
  },
};
