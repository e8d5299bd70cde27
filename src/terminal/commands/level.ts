import { scanInteger } from '../../model/c-number.ts';
import { readIntegerItem } from '../../model/integer-item.ts';
import { defineMessage, said } from '../../output/words.ts';
import { errorOf, plain, usage } from '../phrases.ts';
import { type Command, done, type TerminalSession } from '../session.ts';

interface LevelCommand {
  readonly command: 'verbose' | 'quell';
  readonly title: string;
  readonly newTitle: string;
  readonly what: string;
  readonly about: string;
  readonly get: (session: TerminalSession) => number;
  readonly set: (session: TerminalSession, level: number) => void;
}

const syntax = defineMessage<{ command: string; about: string }>('terminal/level-syntax', {
  '6.4': ({ command }) => plain(`Usage: ${command} [<value>]\n`),
  '7.1': ({ command }) => usage(`Usage: ${command} [<value>]\n`),
  '8.2': ({ command, about }) => usage(`Syntax: ${command} [<value>]\nFunction: ${about}\n`),
});
const current = defineMessage<{ title: string; level: number }>('terminal/current', {
  '6.4': ({ title, level }) => plain(`${title}: ${level}\n`),
  '7.1': ({ title, level }) => usage(`${title}: ${level}\n`),
});
const wrong = defineMessage<{ command: string; what: string; text: string; error: string }>(
  'terminal/wrong',
  {
    '7.1': ({ command, what, text }) => errorOf(command, `(${command}) cannot parse ${what} ${text}\n`),
    '8.2': ({ command, what, text, error }) => errorOf(command, `(${command}) ${what} ${text}: ${error}\n`),
  },
);
const negative = defineMessage<{ command: string; what: string; level: number }>('terminal/negative', {
  '6.4': ({ what, level }) => said('info', `${what} must be positive: ${level}\n`),
  '7.1': ({ command, level }) => errorOf(command, `(${command}) level must not be negative: ${level}\n`),
});
const changed = defineMessage<{ newTitle: string; level: number }>('terminal/changed', {
  '6.4': ({ newTitle, level }) => plain(`${newTitle}: ${level}\n`),
  '7.1': ({ newTitle, level }) => ({ ...plain(`${newTitle}: ${level}\n`), stream: 'stdout' }),
});

/** A command that shows a level, or sets it. */
export function levelCommand(facts: LevelCommand): Command {
  const { command, title, newTitle, what, about } = facts;
  return async (session, words) => {
    const text = words[1];
    if (words.length > 2 || (session.rules.refusesExtraArguments && text === '-?')) {
      return session.refuse(syntax, { command, about });
    }
    if (text === undefined) {
      session.say(current, { title, level: facts.get(session) });
      return done;
    }
    const parsed = parseLevel(session, text);
    if (!parsed.ok) {
      return session.refuse(wrong, { command, what, text, error: parsed.error });
    }
    if (parsed.value < 0) {
      return session.refuse(negative, { command, what, level: parsed.value });
    }
    facts.set(session, parsed.value);
    session.say(changed, { newTitle, level: parsed.value });
    return done;
  };
}

/** 6.4 takes what it does not understand as 0. */
function parseLevel(session: TerminalSession, text: string): ReturnType<typeof readIntegerItem> {
  if (session.rules.numbers === 'data-items') return readIntegerItem(text, 'int32');
  const scanned = scanInteger(text);
  const complete = scanned.end > 0 && scanned.end === text.length;
  if (!complete && session.rules.cached !== 'none') return { ok: false, error: '' };
  return { ok: true, value: Number(BigInt.asIntN(32, scanned.value)) };
}
