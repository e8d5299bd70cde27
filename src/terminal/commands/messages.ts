import { defineMessage, type Words } from '../../output/words.ts';
import { errorOf, plain, readerError } from '../phrases.ts';

/** What more than one command has to say. */

/** The commands that 8.x gives one reader of arguments. */
const readers: readonly string[] = ['dump', 'read', 'disasm'];

function error82(command: string, text: string): Words {
  return readers.includes(command) ? readerError(text) : errorOf(command.split(' ')[0] ?? command, text);
}

/** In 7.1 `read` is `dump`, and says so of itself. */
const dumpOrOther = (command: string): string => (command === 'read' ? 'dump' : command);

/** `command` as it stands in brackets. */
export const memoryUnknown = defineMessage<{ command: string; memory: string; part: string }>(
  'terminal/memory-unknown',
  {
    '6.4': ({ memory, part }) => plain(`"${memory}" memory type not defined for part "${part}"\n`),
    '7.1': ({ command, memory, part }) =>
      errorOf(
        dumpOrOther(command),
        `(${dumpOrOther(command)}) ${memory} memory type not defined for part ${part}\n`,
      ),
    '8.2': ({ command, memory, part }) =>
      error82(command, `(${command}) memory ${memory} not defined for part ${part}\n`),
  },
);

/** An argument of a command cannot be understood; `error` says why (8.2). */
export const argumentWrong = defineMessage<{ command: string; what: string; text: string; error: string }>(
  'terminal/argument-wrong',
  {
    '7.1': ({ command, what, text }) =>
      errorOf(command.split(' ')[0] ?? command, `(${dumpOrOther(command)}) cannot parse ${what} ${text}\n`),
    '8.2': ({ command, what, text, error }) => error82(command, `(${command}) ${what} ${text}: ${error}\n`),
  },
);
