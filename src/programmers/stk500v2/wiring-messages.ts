import { defineMessage, type Words } from '../../output/words.ts';

/** What avrdude says while it starts a Wiring boot loader (`wiring.c` of the three releases). */

function step(name: string, text: string) {
  return defineMessage(name, {
    '6.4': () => ({
      level: 'notice2',
      lead: 'program',
      text: `wiring_open(): ${text}\n`,
      where: 'wiring_open() wiring.c',
    }),
  });
}

export const releasing = step('stk500v2/releasing', 'releasing DTR/RTS');
export const asserting = step('stk500v2/asserting', 'asserting DTR/RTS');
export const doneSnoozing = step('stk500v2/done-snoozing', 'done snoozing');

export const snoozing = defineMessage<{ milliseconds: number }>('stk500v2/snoozing', {
  '6.4': (p) => ({
    level: 'notice2',
    lead: 'program',
    text: `wiring_open(): snoozing for ${p.milliseconds} ms\n`,
    where: 'wiring_open() wiring.c',
  }),
});

export const tryDelay = defineMessage('stk500v2/try-delay', {
  '8.2': () => ({
    level: 'error',
    lead: 'program',
    text: 'stk500v2_getsync() failed; try -x delay=n with some n in [-80, 100]\n',
    where: 'wiring_open() wiring.c',
  }),
});

function wrong(name: string, old: (text: string) => string, since71: (text: string) => string) {
  const error = (text: string): Words => ({
    level: 'error',
    lead: 'program',
    text: `${text}\n`,
    where: 'wiring_parseextparms() wiring.c',
  });
  return defineMessage<{ text: string; problem: string }>(name, {
    '6.4': (p) => ({ level: 'info', lead: 'program', text: `${old(p.text)}\n` }),
    '7.1': (p) => error(since71(p.text)),
    '8.2': (p) => error(`-x ${p.text}: ${p.problem}`),
  });
}

export const invalidSnooze = wrong(
  'stk500v2/invalid-snooze',
  (text) => `wiring_parseextparms(): invalid snooze time '${text}'`,
  (text) => `invalid snooze time '${text}'`,
);
export const invalidDelay = wrong(
  'stk500v2/invalid-delay',
  (text) => `wiring_parseextparms(): invalid delay time '${text}'`,
  (text) => `invalid delay time '${text}'`,
);

function set(name: string, what: string) {
  return defineMessage<{ milliseconds: number }>(name, {
    '6.4': (p) => ({
      level: 'notice2',
      lead: 'program',
      text: `wiring_parseextparms(): ${what} set to ${p.milliseconds} ms\n`,
      where: 'wiring_parseextparms() wiring.c',
    }),
  });
}

export const snoozeSet = set('stk500v2/snooze-set', 'snooze time');
export const delaySet = set('stk500v2/delay-set', 'delay');
