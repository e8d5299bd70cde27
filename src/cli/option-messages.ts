/** What is said about a command line that does not ask for a run, or not for one that can be. */
import { defineMessage } from '../output/words.ts';

const where = 'main() main.c';

/** The usage text, ready. */
export const usage = defineMessage<{ text: string }>({
  '6.4': ({ text }) => ({ level: 'info', text }),
  '7.1': ({ text }) => ({ level: 'error', text }),
});

/** The answer to `--version`, ready. No `-q` hides it. */
export const version = defineMessage<{ text: string }>({
  '6.4': ({ text }) => ({ level: 'ext-error', stream: 'stdout', text }),
});

/** The C library's complaint, ready. No `-q` hides it. */
export const complaint = defineMessage<{ text: string }>({
  '6.4': ({ text }) => ({ level: 'ext-error', text }),
});

/** A letter that getopt knows and the release does not. */
export const invalidOption = defineMessage<{ letter: string }>({
  '6.4': ({ letter }) => ({ level: 'info', lead: 'program', text: `invalid option -${letter}\n` }),
  '8.2': ({ letter }) => [
    { level: 'error', text: '\n' },
    { level: 'error', lead: 'program', where, text: `invalid option -${letter}\n` },
  ],
});

/** `-U` with an argument that is none; why has been said. */
export const invalidUpdate = defineMessage<{ text: string }>({
  '6.4': ({ text }) => ({
    level: 'info',
    lead: 'program',
    text: `error parsing update operation '${text}'\n`,
  }),
  '7.1': ({ text }) => ({
    level: 'error',
    lead: 'program',
    where,
    text: `unable to parse update operation '${text}'\n`,
  }),
  '8.2': ({ text }) => ({
    level: 'error',
    lead: 'program',
    where,
    text: `unable to parse update operation ${text}\n`,
  }),
});

/** `-y` and `-Y`. */
export const eraseCounterGone = defineMessage({
  '6.4': () => ({ level: 'info', lead: 'program', text: 'erase cycle counter no longer supported\n' }),
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where,
    text: 'erase cycle counter no longer supported\n',
  }),
});

/** `-s` and `-u` where there is no safemode. */
export const safemodeGone = defineMessage({
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where,
    text: '"safemode" feature no longer supported\n',
  }),
});
