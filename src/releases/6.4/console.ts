import type { ConsoleStyle } from '../../output/console.ts';
import { isSaid } from '../loudness.ts';

/** 6.4 puts its name, or blanks as wide, before a message; `-q -q` silences some, never all. */
export const consoleStyle: ConsoleStyle = {
  progress: {
    opening: 'empty-line',
    closing: 'empty-line',
    terminalUnit: 's',
    ofNothing: 'closed',
    onError: 'left',
  },
  dress(words, state) {
    if (!isSaid(words, state.verbosity, state)) return undefined;
    switch (words.lead ?? 'raw') {
      case 'program':
        return `${state.program}: ${words.text}`;
      case 'name':
        return `${state.program} ${words.text}`;
      case 'colon':
        return `${state.program}:${words.text}`;
      case 'indent':
        return `${' '.repeat(state.program.length + 2)}${words.text}`;
      default:
        return words.text;
    }
  },
};
