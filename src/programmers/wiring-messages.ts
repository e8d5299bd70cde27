import { defineMessage } from '../output/words.ts';

/** What avrdude says while it starts a Wiring boot loader (`wiring.c` of the three releases). */

function step(text: string) {
  return defineMessage({
    '6.4': () => ({
      level: 'notice2',
      lead: 'program',
      text: `wiring_open(): ${text}\n`,
      where: 'wiring_open() wiring.c',
    }),
  });
}

export const releasing = step('releasing DTR/RTS');
export const asserting = step('asserting DTR/RTS');
export const doneSnoozing = step('done snoozing');

export const snoozing = defineMessage<{ milliseconds: number }>({
  '6.4': (p) => ({
    level: 'notice2',
    lead: 'program',
    text: `wiring_open(): snoozing for ${p.milliseconds} ms\n`,
    where: 'wiring_open() wiring.c',
  }),
});

export const tryDelay = defineMessage({
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'stk500v2_getsync() failed; try -x delay=n with some n in [-80, 100]\n',
    where: 'wiring_open() wiring.c',
  }),
});

export const bitClockIgnored = defineMessage<{ id: string }>({
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed; ignoring -B\n`,
    where: 'wiring_open() wiring.c',
  }),
});
