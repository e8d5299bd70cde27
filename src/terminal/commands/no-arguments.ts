import { defineMessage } from '../../output/words.ts';
import { usage } from '../phrases.ts';
import type { TerminalSession } from '../session.ts';

const syntax = defineMessage<{ command: string; about: string }>('terminal/no-arguments-syntax', {
  '8.2': ({ command, about }) => usage(`Syntax: ${command}\nFunction: ${about}\n`),
});

/** A command without arguments was given some and its release minds. @returns whether it was, which has been said */
export function refusesArguments(
  session: TerminalSession,
  words: readonly string[],
  command: string,
  about: string,
): boolean {
  if (words.length <= 1 || !session.rules.refusesExtraArguments) return false;
  session.say(syntax, { command, about });
  return true;
}
