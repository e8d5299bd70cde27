import { formatNames } from '../files/format-names.ts';
import type { FormatLetter } from '../model/update.ts';
import { defineMessage, said } from '../output/words.ts';
import { usage } from './phrases.ts';
import type { TerminalSession } from './session.ts';

/** `<file>[:<format>]` as the terminal takes it. */
export interface FileName {
  readonly file: string;
  /** The letter behind the last colon; undefined if there is none. */
  readonly letter: string | undefined;
}

/** Cuts the format off: one character behind a colon at the end, with a name before it. */
export function splitFileName(word: string): FileName {
  const match = /^(.+):(.)$/s.exec(word);
  return { file: match?.[1] ?? word, letter: match?.[2] };
}

export function isFormatLetter(letter: string): letter is FormatLetter {
  return Object.hasOwn(formatNames, letter);
}

const unknownFormat = defineMessage<{ command: string; letter: string }>('terminal/unknown-format', {
  '8.2': ({ command, letter }) => [
    said(
      'error',
      `(${command}) invalid file format :${letter}; known formats are\n`,
      'fileio_format_with_errmsg() fileio.c',
    ),
    usage(
      Object.entries(formatNames)
        .sort(([a], [b]) => a.localeCompare(b, 'en'))
        .map(([known, name]) => `  :${known} ${name}\n`)
        .join(''),
    ),
  ],
});

/** The file and format that a word names. @throws CommandError if the format is unknown, after saying so */
export function parseFileName(
  session: TerminalSession,
  command: string,
  word: string,
  byDefault: FormatLetter,
): { readonly file: string; readonly format: FormatLetter } {
  const { file, letter } = splitFileName(word);
  if (letter === undefined) return { file, format: byDefault };
  if (isFormatLetter(letter)) return { file, format: letter };
  throw session.complain(unknownFormat, { command, letter });
}
