import { baseName } from '../model/base-name.ts';
import type { FormatLetter } from '../model/update.ts';
import { defineMessage } from '../output/words.ts';
import { formatNames } from './format-names.ts';

const where = 'update_dryrun() update.c';

interface Access {
  readonly file: string;
  readonly wanted: 'readable' | 'writeable';
  /** Empty if nothing is known. */
  readonly reason: string;
}
export const noAccess = defineMessage<Access>({
  '7.1': ({ file, wanted, reason }) => ({
    level: 'ext-error',
    lead: 'program',
    where: 'ioerror() update.c',
    text: `file ${file} is not ${wanted}: ${reason}\n`,
  }),
  '8.2': ({ file, wanted, reason }) => ({
    level: 'ext-error',
    lead: 'program',
    where: 'ioerror() update.c',
    text: `file ${baseName(file)} is not ${wanted}: ${reason}\n`,
  }),
});

export const streamFormatUnknown = defineMessage({
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where,
    text: 'cannot auto detect file format for stdin/out, specify explicitly\n',
  }),
});

export const formatUnknown = defineMessage<{ readonly file: string }>({
  '7.1': ({ file }) => ({
    level: 'error',
    lead: 'program',
    where,
    text: `cannot determine file format for ${file}, specify explicitly\n`,
  }),
});

interface Detected {
  readonly direction: 'input' | 'output';
  readonly file: string;
  readonly format: FormatLetter;
}
const detected = ({ direction, file, format }: Detected) =>
  `${direction} file ${file} auto detected as ${formatNames[format]}\n`;
export const formatFound = defineMessage<Detected>({
  '7.1': (facts) => ({ level: 'notice', lead: 'program', unlessQuelled: true, where, text: detected(facts) }),
  '8.2': (facts) => ({
    level: 'notice2',
    lead: 'program',
    unlessQuelled: true,
    where,
    text: detected(facts),
  }),
});

export const immediateOutput = defineMessage({
  '7.1': () => ({
    level: 'error',
    lead: 'program',
    where,
    text: "invalid file format 'immediate' for output\n",
  }),
});
