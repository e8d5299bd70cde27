import type { CommandError } from '../model/errors.ts';
import { defineMessage } from '../output/words.ts';
import { errorOf } from './phrases.ts';
import type { TerminalSession } from './session.ts';

/** The options of one of 8.x's commands. */
export interface Flags {
  readonly help: boolean;
  /** An option that is not known, which has been said. */
  readonly invalid: CommandError | undefined;
  given(letter: string): boolean;
  /** How often. */
  count(letter: string): number;
  /** The words that are no options, without the command. */
  readonly rest: readonly string[];
}

const invalidOption = defineMessage<{ command: string; named: string; letter: string }>(
  'terminal/flags-invalid-option',
  {
    '8.2': ({ command, named, letter }) =>
      errorOf(command, `(${named}) invalid option ${letter}, see usage:\n`),
  },
);

/**
 * Takes the options out of the words of a command: single letters behind `-`, together or apart, before or behind the rest.
 * `-?` and `-h` ask for help. The first that is not known is said.
 * @param facts.named how the message names the command, if otherwise
 */
export function parseFlags(
  session: TerminalSession,
  facts: { readonly command: string; readonly known: string; readonly named?: string },
  words: readonly string[],
): Flags {
  const counts = new Map<string, number>();
  const rest: string[] = [];
  let help = false;
  let invalid: CommandError | undefined;
  for (const word of words.slice(1)) {
    if (!/^-./.test(word)) {
      rest.push(word);
      continue;
    }
    for (const letter of word.slice(1)) {
      if (letter === '?' || letter === 'h') {
        help = true;
      } else if (facts.known.includes(letter)) {
        counts.set(letter, (counts.get(letter) ?? 0) + 1);
      } else {
        const named = facts.named ?? facts.command;
        invalid ??= session.complain(invalidOption, { ...facts, named, letter });
        break;
      }
    }
  }
  const count = (letter: string): number => counts.get(letter) ?? 0;
  return { help, invalid, rest, count, given: (letter) => count(letter) > 0 };
}
