import { defineMessage } from '../output/words.ts';

/** No memory of any part has this name, or one that begins so. */
export const mistyped = defineMessage<{ readonly name: string; readonly list: string }>({
  '7.1': ({ name }) => ({
    level: 'error',
    lead: 'program',
    where: 'update_dryrun() update.c',
    text: `unknown memory type ${name}\n`,
  }),
  '8.2': ({ name, list }) => ({
    level: 'error',
    lead: 'program',
    where: 'memory_list() update.c',
    text: `unknown memory ${name} in -U ${list}:...\n`,
  }),
});

/** A name in a list that this part has no memory for (8.x). */
export const skippedInList = defineMessage<{ readonly name: string; readonly list: string }>({
  '8.2': ({ name, list }) => ({
    level: 'warning',
    lead: 'program',
    where: 'memory_list() update.c',
    text: `skipping unknown memory ${name} in list -U ${list}:...\n`,
  }),
});

/** Nothing of a list is left (8.x). */
export const emptyList = defineMessage<{ readonly list: string; readonly part: string }>({
  '8.2': ({ list, part }) => ({
    level: 'warning',
    lead: 'program',
    where: 'do_op() update.c',
    text: `skipping -U ${list}:... as no memory in part ${part} available\n`,
  }),
});
