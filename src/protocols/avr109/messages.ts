import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says of a conversation in AVR109 or AVR910 (`butterfly.c`, `avr910.c` of the three releases). */

/** Which of avrdude's two sources speaks. */
export type Family = 'butterfly' | 'avr910';

/** Where an answer was waited for: the function of avrdude's source, and the parameters that 8.x repeats in its words. */
export interface Waiting {
  readonly func: string;
  /** As the source writes it, like `&c, 1`. */
  readonly into: string;
}

function error(family: Family, func: string, text: string): Words {
  return { level: 'error', lead: 'program', text: `${text}\n`, where: `${func}() ${family}.c` };
}

export const notResponding = defineMessage<{ family: Family; waiting: Waiting }>('avr109/not-responding', {
  '6.4': (p) => ({
    level: 'info',
    lead: 'program',
    text: `${p.family}_recv(): programmer is not responding\n`,
  }),
  '7.1': (p) => error(p.family, `${p.family}_recv`, 'programmer is not responding'),
  '8.2': (p) => error(p.family, p.waiting.func, `${p.family}_recv(pgm, ${p.waiting.into}) failed`),
});

/** A command was not answered by a carriage return; `silent` if by nothing at all. */
export const commandRefused = defineMessage<{ family: Family; command: string; silent: boolean }>(
  'avr109/command-refused',
  {
    '6.4': (p) => ({
      level: 'info',
      lead: 'program',
      text: `error: programmer did not respond to command: ${p.command}\n`,
    }),
    '7.1': (p) =>
      error(p.family, `${p.family}_vfy_cmd_sent`, `programmer did not respond to command: ${p.command}`),
    '8.2': (p) =>
      p.silent
        ? undefined
        : error(p.family, `${p.family}_vfy_cmd_sent`, `protocol error for command: ${p.command}`),
  },
);
