import { defineMessage, said } from '../output/words.ts';

/** No memory of any part has this name, or one that begins so. */
export const mistyped = defineMessage<{ readonly name: string; readonly list: string }>('session/mistyped', {
  '7.1': ({ name }) => said('error', `unknown memory type ${name}\n`, 'update_dryrun() update.c'),
  '8.2': ({ name, list }) =>
    said('error', `unknown memory ${name} in -U ${list}:...\n`, 'memory_list() update.c'),
});

/** A name in a list that this part has no memory for (8.x). */
export const skippedInList = defineMessage<{ readonly name: string; readonly list: string }>(
  'session/skipped-in-list',
  {
    '8.2': ({ name, list }) =>
      said('warning', `skipping unknown memory ${name} in list -U ${list}:...\n`, 'memory_list() update.c'),
  },
);

/** Nothing of a list is left (8.x). */
export const emptyList = defineMessage<{ readonly list: string; readonly part: string }>(
  'session/empty-list',
  {
    '8.2': ({ list, part }) =>
      said('warning', `skipping -U ${list}:... as no memory in part ${part} available\n`, 'do_op() update.c'),
  },
);
