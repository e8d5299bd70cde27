import { defineMessage } from '../output/words.ts';

/** `reason` is known for data items only (8.x). */
export const invalidImmediate = defineMessage<{ readonly item: string; readonly reason: string }>({
  '6.4': ({ item }) => ({
    level: 'info',
    lead: 'program',
    text: `invalid byte value (${item}) specified for immediate mode\n`,
  }),
  '7.1': ({ item }) => ({
    level: 'error',
    lead: 'program',
    where: 'fileio_imm() fileio.c',
    text: `invalid byte value (${item}) specified for immediate mode\n`,
  }),
  '8.2': ({ item, reason }) => ({
    level: 'error',
    lead: 'program',
    where: 'fileio_imm() fileio.c',
    text: `invalid data ${item} in immediate mode: ${reason}\n`,
  }),
});
