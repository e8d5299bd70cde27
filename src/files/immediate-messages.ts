import { defineMessage, said } from '../output/words.ts';

/** `reason` is known for data items only (8.x). */
export const invalidImmediate = defineMessage<{ readonly item: string; readonly reason: string }>(
  'files/invalid-immediate',
  {
    '6.4': ({ item }) => said('info', `invalid byte value (${item}) specified for immediate mode\n`),
    '7.1': ({ item }) =>
      said('error', `invalid byte value (${item}) specified for immediate mode\n`, 'fileio_imm() fileio.c'),
    '8.2': ({ item, reason }) =>
      said('error', `invalid data ${item} in immediate mode: ${reason}\n`, 'fileio_imm() fileio.c'),
  },
);
