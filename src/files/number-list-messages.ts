import { defineMessage, said } from '../output/words.ts';

/** 8.x. */
export const invalidNumber = defineMessage<{ readonly item: string; readonly reason: string }>(
  'files/invalid-number',
  {
    '8.2': ({ item, reason }) =>
      said('error', `invalid data ${item} in number :[hdob] format: ${reason}\n`, 'num2b() fileio.c'),
  },
);
