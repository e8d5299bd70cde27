import { defineMessage } from '../../output/words.ts';
import { errorOf, plain } from '../phrases.ts';

/** What more than one command has to say. */

/** `command` as it stands in brackets; `where` if the function's name is another. */
export const memoryUnknown = defineMessage<{ command: string; memory: string; part: string; where?: string }>(
  {
    '6.4': ({ memory, part }) => plain(`"${memory}" memory type not defined for part "${part}"\n`),
    '7.1': ({ command, memory, part, where }) =>
      errorOf(where ?? command, `(${command}) ${memory} memory type not defined for part ${part}\n`),
    '8.2': ({ command, memory, part, where }) =>
      errorOf(where ?? command, `(${command}) memory ${memory} not defined for part ${part}\n`),
  },
);

/** An argument of a command cannot be understood; `error` says why (8.2). */
export const argumentWrong = defineMessage<{ command: string; what: string; text: string; error: string }>({
  '7.1': ({ command, what, text }) =>
    errorOf(command.split(' ')[0] ?? command, `(${command}) cannot parse ${what} ${text}\n`),
  '8.2': ({ command, what, text, error }) =>
    errorOf(command.split(' ')[0] ?? command, `(${command}) ${what} ${text}: ${error}\n`),
});
