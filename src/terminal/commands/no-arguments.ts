import { defineMessage } from '../../output/words.ts';
import { usage } from '../phrases.ts';
import type { TerminalSession } from '../session.ts';

const syntax = defineMessage<{ command: string; about: string }>('terminal/no-arguments-syntax', {
  '8.2': ({ command, about }) => usage(`Syntax: ${command}\nFunction: ${about}\n`),
});

/** For a command without arguments. @throws CommandError if it was given some and its release minds, after saying so */
export function refuseArguments(
  session: TerminalSession,
  words: readonly string[],
  command: string,
  about: string,
): void {
  if (words.length > 1 && session.rules.refusesExtraArguments)
    throw session.complain(syntax, { command, about });
}
