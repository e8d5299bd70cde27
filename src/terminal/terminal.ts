import { FileError, InterruptedError, RefusedError } from '../model/errors.ts';
import { failedWith, succeeded, type Tried } from '../model/outcome.ts';
import { defineMessage, more, said } from '../output/words.ts';
import { cachedAccess } from './cached-access.ts';
import { splitLine } from './command-line.ts';
import { leaveSpiMode } from './commands/programming-mode.ts';
import { keptAlive } from './kept-alive.ts';
import { directAccess, type MemoryAccess } from './memory-access.ts';
import { findCommand } from './offered.ts';
import { errorOf } from './phrases.ts';
import { commands } from './registry.ts';
import { done, failed, type Outcome, outcomeOf, type TerminalContext, TerminalSession } from './session.ts';

const prompt = 'avrdude> ';

const unknownCommand = defineMessage<{ word: string; matches: readonly string[] }>(
  'terminal/unknown-command',
  {
    '6.4': ({ word, matches }) =>
      said('info', matches.length > 1 ? `command "${word}" is ambiguous\n` : `invalid command "${word}"\n`),
    '7.1': ({ word, matches }) =>
      commandError(`(cmd) command ${word} is ${matches.length > 1 ? 'ambiguous' : 'invalid'}\n`),
    '8.2': ({ word, matches }) =>
      commandError(
        `(cmd) command ${word} is ${matches.length > 1 ? `ambiguous: ${matches.join(', ')}` : 'invalid'}\n`,
      ),
  },
);
const shellForbidden = defineMessage('terminal/shell-forbidden', {
  '8.2': () => [
    said(
      'info',
      'by default subshell commands are not allowed in the terminal; to change put\n',
      'process_line() term.c',
    ),
    more('info', 'allow_subshells = yes; into ~/.config/avrdude/avrdude.rc or ~/.avrduderc\n'),
  ],
});

/** Our own bound on what is read into memory. */
const endlessLine = defineMessage<{ file: string }>('terminal/endless-line', {
  '6.4': ({ file }) => said('info', `a line of ${file} is too long\n`),
  '7.1': ({ file }) => said('error', `a line of ${file} is too long\n`, 'terminal_get_input() term.c'),
});

function commandError(text: string) {
  return { ...errorOf('', text), where: 'do_cmd() term.c' } as const;
}

/** A terminal on a device. One is made for a run and keeps its cache and places over all `-t` and `-T`. */
export interface Terminal {
  readonly session: TerminalSession;
}

/** Makes the terminal of a run; nothing is sent to the device yet. */
export function openTerminal(context: TerminalContext): Terminal {
  const memories: MemoryAccess =
    context.rules.cached === 'none' ? directAccess(context.device) : cachedAccess(context, () => session);
  const session: TerminalSession = new TerminalSession(context, memories, (line) => runLine(session, line));
  return { session };
}

/**
 * `-T`: carries out one line. What it wrote to flash and EEPROM may stay in the cache until `flushTerminal`.
 */
export async function runCommand(terminal: Terminal, line: string): Promise<Outcome> {
  return runLine(terminal.session, line);
}

/**
 * `-t`: reads lines from standard input and carries them out until `quit` or the end of input, then flushes the cache.
 * @returns a failure if the cache could not be flushed or (6.4) the last command failed
 */
export async function runTerminal(terminal: Terminal): Promise<Tried> {
  const { session } = terminal;
  const { rules } = session;
  let last: Outcome = done;
  for (;;) {
    const line = await typedLine(session).catch((error: unknown) => {
      if (error instanceof FileError) session.say(endlessLine, { file: error.file });
      throw error;
    });
    if (line === undefined) {
      if (rules.atEnd !== '') session.print(rules.atEnd);
      if (rules.cached !== 'none') await leaveSpiMode(session);
      break;
    }
    last = await runLine(session, line, last);
    if (last.kind === 'quit') break;
  }
  if (rules.endsWithLastStatus) return last.kind === 'failed' ? failedWith(last.error) : succeeded;
  return flushTerminal(terminal);
}

/** The next line; while somebody thinks about it, the target is kept from leaving. */
function typedLine({ context, programmer }: TerminalSession): Promise<string | undefined> {
  const { stdin, clock } = context;
  const typed = stdin.readLine(prompt);
  return stdin.isTerminal && clock ? keptAlive(typed, programmer, clock) : typed;
}

/** Brings the device up to date with what the terminal wrote. */
export function flushTerminal(terminal: Terminal): Promise<Tried> {
  return terminal.session.memories.flush();
}

/** Makes the terminal forget what it knows of the device, because something else wrote to it. */
export function resetTerminal(terminal: Terminal): void {
  terminal.session.memories.reset();
}

/** @param before what came of the line before, which a blank line or a comment leaves as it is */
async function runLine(session: TerminalSession, line: string, before: Outcome = done): Promise<Outcome> {
  let outcome = before;
  await catchBreath(session);
  for (const part of splitLine(line, session.rules.syntax)) {
    outcome =
      part.kind === 'shell' ? await runShell(session, part.line) : await runWords(session, part.words);
  }
  return outcome;
}

/**
 * Between two lines: what was printed leaves, so that it does not pile up, and whoever wants the run to end is heard, also by a
 * script that never waits for the device. @throws InterruptedError
 */
async function catchBreath({ context }: TerminalSession): Promise<void> {
  await context.stdout.flush?.();
  await context.breathe?.();
  if (context.interrupted?.aborted) throw new InterruptedError('interrupted between two commands');
}

/** What a guard refuses ends the command, and nothing else; so does the command's own failure. @throws any other */
function failureOf(error: unknown): Outcome {
  return error instanceof RefusedError ? failed(error) : outcomeOf(error);
}

async function runShell(session: TerminalSession, line: string): Promise<Outcome> {
  if (!session.context.runShell) session.say(shellForbidden);
  else if (line !== '') await session.context.runShell(line);
  return done;
}

async function runWords(session: TerminalSession, words: readonly string[]): Promise<Outcome> {
  const word = words[0] ?? '';
  if (session.rules.repeatsCommands) session.print(`>>> ${words.map((each) => `${each} `).join('')}\n`);
  await session.programmer.stepBegins?.();
  const { command, matches } = findCommand(session, word);
  const deed = command && commands[command.deed];
  if (deed) return deed(session, words).catch(failureOf);
  return session.refuse(unknownCommand, { word, matches });
}
