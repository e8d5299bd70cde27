import { defineMessage, type MessageDefinition } from '../../output/words.ts';

/** What avrdude says of an STK500 whose version has to be found out (`stk500generic.c`). */

const where = 'stk500generic_open() stk500generic.c';

/** 6.4 and 7.1 have these words and never come to say them: what they open is version 2. */
function opened(name: string, version: 'v1' | 'v2'): MessageDefinition<void> {
  const text = `successfully opened stk500${version} device -- please use -c stk500${version}\n`;
  return defineMessage(name, {
    '6.4': () => ({ level: 'notice', lead: 'program', text, where }),
    '8.2': () => [
      {
        level: 'info',
        lead: 'program',
        text: `successfully opened stk500${version} device; in future\n`,
        where,
      },
      {
        level: 'info',
        lead: 'indent',
        text: `please use -c stk500${version}, so -x parameters are available\n`,
      },
    ],
  });
}

export const openedAs = {
  v1: opened('stk500v1/opened-as-v1', 'v1'),
  v2: opened('stk500v1/opened-as-v2', 'v2'),
} as const;

export const neither = defineMessage('stk500v1/neither', {
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'probing stk500v2 failed, as did stk500v1; perhaps try -c stk500v1\n',
    where,
  }),
});
