import { readFileUpTo } from '../../files/input.ts';
import { utf8Text } from '../../model/encoding.ts';
import { CommandError, InterruptedError } from '../../model/errors.ts';
import { systemErrorText } from '../../model/system-error.ts';
import { defineMessage, said } from '../../output/words.ts';
import { parseFlags } from '../flags.ts';
import { usage } from '../phrases.ts';
import {
  type Command,
  done,
  failed,
  type Outcome,
  outcomeOfUsage,
  type TerminalSession,
} from '../session.ts';

const syntax = defineMessage('terminal/include-syntax', {
  '8.2': () =>
    usage(`Syntax: include [opts] <file>
Function: include contents of named file as if it was typed
Option:
    -e echo lines as they are processed
`),
});
const cannotOpen = defineMessage<{ file: string; reason: string }>('terminal/cannot-open', {
  '8.2': ({ file, reason }) =>
    said('ext-error', `(include) cannot open file ${file}: ${reason}\n`, 'cmd_include() term.c'),
});

const endless = defineMessage<{ file: string }>('terminal/endless', {
  '8.2': ({ file }) => said('error', `(include) file ${file} includes itself\n`, 'cmd_include() term.c'),
});
const tooManyFiles = defineMessage<{ file: string; limit: number }>('terminal/too-many-files', {
  '8.2': ({ file, limit }) =>
    said('error', `(include) stopped at file ${file} after ${limit} files\n`, 'cmd_include() term.c'),
});

/** Nobody has a longer script; without a bound a device would fill memory. In bytes. */
const largest = 0x100_0000;
/** Files that include others twice, which include others twice, come to an end here. In files of the whole run. */
const mostFiles = 1000;

/** `include <file>`: carries out the lines of a file. */
export const include: Command = async (session, words) => {
  const flags = parseFlags(session, { command: 'include', known: 'e', named: 'config' }, words);
  const [file] = flags.rest;
  if (file === undefined || flags.rest.length !== 1 || flags.help || flags.invalid) {
    const explained = session.complain(syntax);
    return outcomeOfUsage(flags.help && !flags.invalid, flags.invalid ?? explained);
  }
  const { fs } = session.context;
  let real: string;
  let text: string;
  try {
    real = fs.realpathSync(file);
    if (session.including.includes(real)) {
      return session.refuse(endless, { file });
    }
    if (session.filesIncluded >= mostFiles) {
      const isFirst = session.filesIncluded++ === mostFiles;
      if (isFirst) return session.refuse(tooManyFiles, { file, limit: mostFiles });
      return failed(new CommandError(`${file} is not included, as too many were`, -1));
    }
    session.filesIncluded++;
    const { bytes, more } = await readFileUpTo(fs, file, largest);
    if (more) throw new Error(systemErrorText('EFBIG'));
    text = utf8Text(bytes);
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    return session.refuse(cannotOpen, { file, reason: systemErrorText(error) });
  }
  session.including.push(real);
  try {
    return await runLines(session, text, flags.given('e'));
  } finally {
    session.including.pop();
  }
};

async function runLines(session: TerminalSession, text: string, echo: boolean): Promise<Outcome> {
  let outcome: Outcome = done;
  const lines = text.replace(/\n$/, '').split('\n');
  if (text === '') return outcome;
  for (const [i, line] of lines.entries()) {
    if (echo) session.print(`# ${session.verbosity > 0 ? `${i + 1}: ` : ''}${line}\n`);
    const ended = await session.runLine(line);
    if (ended.kind === 'failed') outcome = failed(ended.error);
    session.freshLine();
  }
  return outcome;
}
