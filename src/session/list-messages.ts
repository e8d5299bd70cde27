import { baseName } from '../model/base-name.ts';
import { type AvrdudeError, returnCode } from '../model/errors.ts';
import { defineMessage, more, said, type Words } from '../output/words.ts';

/** What operations on several memories at once have to say; only 8.x has them. */

const inOperation = 'do_op() update.c';
const inShare = 'update_mem_from_all() update.c';

export const formatNotReadable = defineMessage<{ format: string; program: string }>(
  'session/format-not-readable',
  {
    '8.2': ({ format, program }) => [
      warning(`generating ${format} file format with multiple memories that cannot\n`, inOperation),
      more('warning', `be read by ${program}; consider using :I :i or :s instead\n`),
    ],
  },
);

export const readingSeveral = defineMessage<{ what: string }>('session/reading-several', {
  '8.2': ({ what }) => said('info', `reading ${what} ...\n`),
});

export const skippedUnreadable = defineMessage<{ memory: string; error: AvrdudeError }>(
  'session/skipped-unreadable',
  {
    '8.2': ({ memory, error }) =>
      warning(`unable to read ${memory} (ret = ${returnCode(error)}), skipping...\n`, inOperation),
  },
);

/** Whatever the error, the release shows -1. */
export const skippedUnwritable = defineMessage<{ memory: string; error: AvrdudeError }>(
  'session/skipped-unwritable',
  {
    '8.2': ({ memory }) => warning(`unable to write ${memory} (ret = -1), skipping...\n`, inOperation),
  },
);

/** The memory has no place in files of several memories. */
export const skippedUnmapped = defineMessage<{ memory: string; reading: boolean }>(
  'session/skipped-unmapped',
  {
    '8.2': ({ memory, reading }) =>
      warning(`cannot map ${memory} to flat address space, skipping ...\n`, reading ? inOperation : inShare),
  },
);

export const skippedAbsent = defineMessage<{ memory: string; file: string }>('session/skipped-absent', {
  '8.2': ({ memory, file }) =>
    warning(`${baseName(file)} has no data for ${memory}, skipping ...\n`, inShare),
});

export const writingSeveral = defineMessage<{ bytes: number; file: string }>('session/writing-several', {
  '8.2': ({ bytes, file }) =>
    said('info', `writing ${bytes} byte${bytes === 1 ? '' : 's'} to output file ${baseName(file)}\n`),
});

export const nothingRead = defineMessage('session/nothing-read', {
  '8.2': () => said('notice', 'empty memory, resulting file has no contents\n'),
});

function warning(text: string, where: string): Words {
  return said('warning', text, where);
}
