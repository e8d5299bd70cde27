import { defineMessage } from '../output/words.ts';

/** 8.x. */
export const invalidNumber = defineMessage<{ readonly item: string; readonly reason: string }>({
  '8.2': ({ item, reason }) => ({
    level: 'error',
    lead: 'program',
    where: 'num2b() fileio.c',
    text: `invalid data ${item} in number :[hdob] format: ${reason}\n`,
  }),
});
