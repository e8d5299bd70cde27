import { systemErrorText } from '../../model/system-error.ts';
import { defineMessage, said } from '../../output/words.ts';
import { parseFlags } from '../flags.ts';
import { usage } from '../phrases.ts';
import { type Command, done, failed, type Outcome, type TerminalSession } from '../session.ts';

const syntax = defineMessage({
  '8.2': () =>
    usage(`Syntax: include [opts] <file>
Function: include contents of named file as if it was typed
Option:
    -e echo lines as they are processed
`),
});
const cannotOpen = defineMessage<{ file: string; reason: string }>({
  '8.2': ({ file, reason }) =>
    said('ext-error', `(include) cannot open file ${file}: ${reason}\n`, 'cmd_include() term.c'),
});

/** Files that include each other stop here. */
const deepest = 32;

/** `include <file>`: carries out the lines of a file. */
export const include: Command = async (session, words) => {
  const flags = parseFlags(session, { command: 'include', known: 'e', named: 'config' }, words);
  const [file] = flags.rest;
  if (file === undefined || flags.rest.length !== 1 || flags.help || flags.invalid) {
    session.say(syntax);
    return !flags.help || flags.invalid ? failed() : done;
  }
  let text: string;
  try {
    if (session.depth >= deepest) throw new Error('Too many levels of include files');
    text = session.context.fs.readFileSync(file, 'utf8');
  } catch (error) {
    session.say(cannotOpen, { file, reason: systemErrorText(error) });
    return failed();
  }
  session.depth++;
  try {
    return await runLines(session, text, flags.given('e'));
  } finally {
    session.depth--;
  }
};

async function runLines(session: TerminalSession, text: string, echo: boolean): Promise<Outcome> {
  let outcome: Outcome = done;
  const lines = text.replace(/\n$/, '').split('\n');
  if (text === '') return outcome;
  for (const [i, line] of lines.entries()) {
    if (echo) session.print(`# ${session.verbosity > 0 ? `${i + 1}: ` : ''}${line}\n`);
    if ((await session.runLine(line)).kind === 'failed') outcome = failed();
    session.freshLine();
  }
  return outcome;
}
