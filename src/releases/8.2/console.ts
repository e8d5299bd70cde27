import facts from 'avrdude:facts';
import type { ConsoleStyle } from '../../output/console.ts';
import { levels, type Words } from '../../output/words.ts';
import { isSaid, loudnessFor, typeNames } from '../loudness.ts';
import { linesFrom } from '../source-lines.ts';

const lineOf = linesFrom(() => facts['sourceLines8.2']);

/** 8.2 begins its messages on a fresh line and in upper case, errors and warnings with their type. */
export const consoleStyle: ConsoleStyle = {
  progress: {
    opening: 'fresh-line',
    closing: 'line-end',
    terminalUnit: ' s ',
    ofNothing: 'left-open',
    onError: 'dashes',
  },
  dress(words, state) {
    const loudness = loudnessFor(words, state);
    if (!isSaid(words, loudness, state)) return undefined;
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
  return ` ${words.where.replace(/ #.*/, '')} ${lineOf(words)}`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
