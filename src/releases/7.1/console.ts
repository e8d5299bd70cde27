import facts from 'avrdude:facts';
import type { ConsoleStyle } from '../../output/console.ts';
import { levels, type Words } from '../../output/words.ts';
import { isSaid, loudnessFor, typeNames } from '../loudness.ts';
import { linesFrom } from '../source-lines.ts';

const lineOf = linesFrom(() => facts['sourceLines7.1']);

/** 7.1 puts its name and the type of a message before it, at higher verbosity with function and file, and `-q`s count against `-v`s. */
export const consoleStyle: ConsoleStyle = {
  progress: {
    opening: 'empty-line',
    closing: 'empty-line',
    terminalUnit: ' s ',
    ofNothing: 'left-open',
    onError: 'dashes',
  },
  dress(words, state) {
    if (!isSaid(words, loudnessFor(words, state), state)) return undefined;
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
  const inFile = file && verbosity >= levels.debug ? ` [${file}:${lineOf(words)}]` : '';
  return `${inFunction}${inFile} ${type}`;
}
