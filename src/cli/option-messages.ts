/** What is said about a command line that does not ask for a run, or not for one that can be. */
import { defineMessage, raw, said } from '../output/words.ts';

const where = 'main() main.c';

/** The usage text, ready. */
export const usage = defineMessage<{ text: string }>('cli/usage', {
  '6.4': ({ text }) => raw('info', text),
  '7.1': ({ text }) => raw('error', text),
});

/** The answer to `--version`, ready. No `-q` hides it. */
export const version = defineMessage<{ text: string }>('cli/version', {
  '6.4': ({ text }) => ({ level: 'ext-error', stream: 'stdout', text }),
});

/** The C library's complaint, ready. No `-q` hides it. */
export const complaint = defineMessage<{ text: string }>('cli/complaint', {
  '6.4': ({ text }) => raw('ext-error', text),
});

/** A letter that getopt knows and the release does not. */
export const invalidOption = defineMessage<{ letter: string }>('cli/invalid-option', {
  '6.4': ({ letter }) => said('info', `invalid option -${letter}\n`),
  '8.2': ({ letter }) => [raw('error', '\n'), said('error', `invalid option -${letter}\n`, where)],
});

/** `-U` with an argument that is none; why has been said. */
export const invalidUpdate = defineMessage<{ text: string }>('cli/invalid-update', {
  '6.4': ({ text }) => said('info', `error parsing update operation '${text}'\n`),
  '7.1': ({ text }) => said('error', `unable to parse update operation '${text}'\n`, where),
  '8.2': ({ text }) => said('error', `unable to parse update operation ${text}\n`, where),
});

/** `-l` with a file that cannot be created; on standard output, since standard error is what the log stands in for. */
export const logFileFailed = defineMessage<{ file: string; why: string }>('cli/log-file-failed', {
  '6.4': ({ file, why }) => ({
    level: 'ext-error',
    stream: 'stdout',
    text: `Cannot create logfile "${file}": ${why}\n`,
  }),
  '7.1': ({ file, why }) => ({
    level: 'ext-error',
    stream: 'stdout',
    text: `Cannot create logfile ${file}: ${why}\n`,
  }),
});

/** `-y` and `-Y`. */
export const eraseCounterGone = defineMessage('cli/erase-counter-gone', {
  '6.4': () => said('info', 'erase cycle counter no longer supported\n'),
  '7.1': () => said('error', 'erase cycle counter no longer supported\n', where),
});

/** `-s` and `-u` where there is no safemode. */
export const safemodeGone = defineMessage('cli/safemode-gone', {
  '7.1': () => said('error', '"safemode" feature no longer supported\n', where),
});
