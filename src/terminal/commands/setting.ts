import { type AvrdudeError, returnCode } from '../../model/errors.ts';
import { defineMessage } from '../../output/words.ts';
import { errorOf, named, plain, usage } from '../phrases.ts';
import { attempt, done, type Outcome, type TerminalSession } from '../session.ts';

/** What the commands that set or get a voltage or clock of the programmer have in common. */

export const settingSyntax = defineMessage<{ syntax: string; about: string }>('terminal/setting-syntax', {
  '6.4': ({ syntax }) => plain(`Usage: ${syntax}\n`),
  '7.1': ({ syntax }) => usage(`Usage: ${syntax}\n`),
  '8.2': ({ syntax, about }) => usage(`Syntax: ${syntax}\nFunction: ${about}\n`),
});

export const settingWrong = defineMessage<{ command: string; what: string; text: string }>(
  'terminal/setting-wrong',
  {
    '6.4': ({ command, what, text }) => named(command, `can't parse ${what} "${text}"\n`),
    '7.1': ({ command, what, text }) => errorOf(command, `(${command}) cannot parse ${what} ${text}\n`),
  },
);

const impossible = defineMessage<{ command: string; what: string; type: string }>('terminal/impossible', {
  '6.4': ({ command, what, type }) => named(command, `the ${type} programmer cannot set ${what}\n`),
});

const refused = defineMessage<{ command: string; what: string; rc: number }>('terminal/setting-refused', {
  '6.4': ({ command, what, rc }) => named(command, `failed to set ${what} (rc = ${rc})\n`),
  '7.1': ({ command, what, rc }) => errorOf(command, `(${command}) unable to set ${what} (rc = ${rc})\n`),
});

const unreadable = defineMessage<{ command: string; what: string; rc: number }>(
  'terminal/setting-unreadable',
  {
    '8.2': ({ command, what, rc }) => errorOf(command, `(${command}) unable to get ${what} (rc = ${rc})\n`),
  },
);

/** Sets something of the programmer. @param deed undefined if the programmer has no way to */
export async function setOnProgrammer(
  session: TerminalSession,
  command: string,
  what: string,
  deed: (() => Promise<void>) | undefined,
): Promise<Outcome> {
  if (!deed) {
    return session.refuse(impossible, { command, what, type: session.context.typeName }, -2);
  }
  const result = await attempt(deed);
  if (result.ok) return done;
  return session.refuse(refused, { command, what, rc: returnCode(result.error) }, -3, result.error);
}

/** Asks the programmer for a value and shows it. */
export async function showFromProgrammer(
  session: TerminalSession,
  command: string,
  what: string,
  ask: () => Promise<number>,
  show: (value: number) => string,
): Promise<Outcome> {
  const result: { ok: true; value: number } | { ok: false; error: AvrdudeError } = await attempt(ask);
  if (result.ok) {
    session.print(show(result.value));
    return done;
  }
  return session.refuse(unreadable, { command, what, rc: returnCode(result.error) }, -3, result.error);
}

/** Whether a command without a value asks for the current one. */
export function asks(session: TerminalSession, words: readonly string[]): boolean {
  return words.length === 1 && session.rules.refusesExtraArguments;
}
