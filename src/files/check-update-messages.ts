import { baseName } from '../model/base-name.ts';
import type { FormatLetter } from '../model/update.ts';
import { defineMessage, said, unlessQuelled } from '../output/words.ts';
import { formatNames } from './format-names.ts';

const where = 'update_dryrun() update.c';

interface Access {
  readonly file: string;
  readonly wanted: 'readable' | 'writeable';
  /** Empty if nothing is known. */
  readonly reason: string;
}
export const noAccess = defineMessage<Access>('files/no-access', {
  '7.1': ({ file, wanted, reason }) =>
    said('ext-error', `file ${file} is not ${wanted}: ${reason}\n`, 'ioerror() update.c'),
  '8.2': ({ file, wanted, reason }) =>
    said('ext-error', `file ${baseName(file)} is not ${wanted}: ${reason}\n`, 'ioerror() update.c'),
});

export const streamFormatUnknown = defineMessage('files/stream-format-unknown', {
  '7.1': () => said('error', 'cannot auto detect file format for stdin/out, specify explicitly\n', where),
});

export const formatUnknown = defineMessage<{ readonly file: string }>('files/format-unknown', {
  '7.1': ({ file }) => said('error', `cannot determine file format for ${file}, specify explicitly\n`, where),
});

interface Detected {
  readonly direction: 'input' | 'output';
  readonly file: string;
  readonly format: FormatLetter;
}
const detected = ({ direction, file, format }: Detected) =>
  `${direction} file ${file} auto detected as ${formatNames[format]}\n`;
export const formatFound = defineMessage<Detected>('files/format-found', {
  '7.1': (facts) => unlessQuelled(said('notice', detected(facts), where)),
  '8.2': (facts) => unlessQuelled(said('notice2', detected(facts), where)),
});

export const immediateOutput = defineMessage('files/check-update-immediate-output', {
  '7.1': () => said('error', "invalid file format 'immediate' for output\n", where),
});
