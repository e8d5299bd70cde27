import { defineMessage, type Words } from '../output/words.ts';
import type { ProblemText } from './problem.ts';

/** A place in a configuration file and what is said of it. */
export interface ConfigRemark {
  readonly file: string;
  readonly line: number;
  readonly text: ProblemText;
}

type Release = '6.4' | '7.1' | '8.2';

/** What one release says. */
function inWordsOf(release: Release, text: ProblemText): string | undefined {
  return typeof text === 'string' ? text : text[release];
}

/** The error that ends the reading of a file. 6.4 and 7.1 say nothing of a word they do not know. */
export const configError = defineMessage<ConfigRemark>('config/config-error', {
  '6.4': (remark) => early('error', remark),
  '7.1': (remark) => late('error', 'yyerror()', '7.1', remark),
  '8.2': (remark) => late('error', 'yyerror()', '8.2', remark),
});

export const configWarning = defineMessage<ConfigRemark>('config/config-warning', {
  '6.4': (remark) => early('warning', remark),
  '7.1': (remark) => late('warning', 'yywarning()', '7.1', remark),
  '8.2': (remark) => late('warning', 'yywarning()', '8.2', remark),
});

function early(what: 'error' | 'warning', { file, line, text }: ConfigRemark): Words | undefined {
  const words = inWordsOf('6.4', text);
  if (words === undefined) return undefined;
  return { level: 'info', lead: 'program', text: `${what} at ${file}:${line}: ${words}\n` };
}

function late(
  level: 'error' | 'warning',
  where: string,
  release: Release,
  { file, line, text }: ConfigRemark,
): Words | undefined {
  const words = inWordsOf(release, text);
  if (words === undefined) return undefined;
  return { level, lead: 'program', text: `${words} [${file}:${line}]\n`, where: `${where} config.c` };
}

/** The system's file was written for another release. */
export const otherVersion = defineMessage<{ version: string; wanted: string }>('config/other-version', {
  '8.2': ({ version, wanted }) => [
    {
      level: 'warning',
      lead: 'program',
      text: `system wide configuration file version (${version})\n`,
      where: 'main() main.c',
    },
    { level: 'warning', lead: 'margin', text: `does not match Avrdude build version (${wanted})\n` },
  ],
});

/** Which of the three kinds of configuration file is meant. */
export type FileRole = 'system' | 'user' | 'additional';

const roleNames: Readonly<Record<FileRole, string>> = {
  system: 'system wide',
  user: 'user',
  additional: 'additional',
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Says at `-v` which file is read next. */
export const readingFile = defineMessage<{ role: FileRole; file: string }>('config/reading-file', {
  '6.4': ({ role, file }) => ({
    level: 'notice',
    lead: 'indent',
    text: `${capital(roleNames[role])} configuration file is "${file}"\n`,
  }),
  '7.1': ({ role, file }) => ({
    level: 'notice',
    lead: 'indent',
    text: `${role === 'additional' ? 'additional' : capital(roleNames[role])} configuration file is ${file}\n`,
  }),
  '8.2': ({ role, file }) => ({
    level: 'notice',
    lead: 'program',
    text: `${roleNames[role]} configuration file is ${file}\n`,
    where: 'main() main.c',
  }),
});

/** There is no personal file; 6.4 and 7.1 have named it just before. */
export const noUserFile = defineMessage<{ file: string; exists: boolean }>('config/no-user-file', {
  '6.4': ({ file }) => [
    { level: 'notice', lead: 'indent', text: `User configuration file is "${file}"\n` },
    {
      level: 'notice',
      lead: 'indent',
      text: 'User configuration file does not exist or is not a regular file, skipping\n',
    },
  ],
  '7.1': ({ file }) => [
    { level: 'notice', lead: 'indent', text: `User configuration file is ${file}\n` },
    {
      level: 'notice',
      lead: 'indent',
      text: 'User configuration file does not exist or is not a regular file, skipping\n',
    },
  ],
  '8.2': ({ file, exists }) => ({
    level: 'notice',
    lead: 'program',
    text: `user configuration file ${file}${exists ? ' is not a regular file, skipping' : ' does not exist'}\n`,
    where: 'main() main.c',
  }),
});

/** A file cannot be opened. From 7.1 on the real path is looked up first, and for the system's file twice. */
export const cannotOpen = defineMessage<{ role: FileRole; file: string; reason: string }>(
  'config/cannot-open',
  {
    '6.4': ({ file, reason }) => ({
      level: 'info',
      lead: 'program',
      text: `can't open config file "${file}": ${reason}\n`,
    }),
    '7.1': ({ role, file, reason }) =>
      role === 'system'
        ? [
            {
              level: 'warning',
              lead: 'program',
              text: `cannot determine realpath() of config file ${file}: ${reason}\n`,
              where: 'main() main.c',
            },
            {
              level: 'ext-error',
              lead: 'program',
              text: 'cannot determine realpath() of config file (null): Invalid argument\n',
              where: 'read_config() config.c',
            },
          ]
        : {
            level: 'ext-error',
            lead: 'program',
            text: `cannot determine realpath() of config file ${file}: ${reason}\n`,
            where: 'read_config() config.c',
          },
  },
);

/** A file is there, but is larger than any of its kind. */
export const tooLarge = defineMessage<{ file: string; reason: string }>('config/too-large', {
  '6.4': ({ file, reason }) => ({
    level: 'info',
    lead: 'program',
    text: `can't open config file "${file}": ${reason}\n`,
  }),
  '7.1': ({ file, reason }) => ({
    level: 'ext-error',
    lead: 'program',
    text: `cannot open config file ${file}: ${reason}\n`,
    where: 'read_config() config.c',
  }),
});

/** The run ends because a file is unusable. `found` is false where not even its real path is known. */
export const cannotUse = defineMessage<{ role: FileRole; file: string; found: boolean }>(
  'config/cannot-use',
  {
    '6.4': ({ role, file }) => ({
      level: 'info',
      lead: 'program',
      text: `error reading ${roleNames[role]} configuration file "${file}"\n`,
    }),
    '7.1': ({ role, file, found }) => ({
      level: 'error',
      lead: 'program',
      text: `unable to process ${roleNames[role]} configuration file ${role === 'system' && !found ? '(null)' : file}\n`,
      where: 'main() main.c',
    }),
  },
);
