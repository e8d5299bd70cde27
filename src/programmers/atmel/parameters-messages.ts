import { defineMessage } from '../../output/words.ts';

/** What avrdude says of the `-x` parameters of STK500s (`stk500.c`, `arduino.c`). */

export const attemptsSet = defineMessage<{ type: string; attempts: number }>('atmel/attempts-set', {
  '7.1': (p) => ({
    level: 'info',
    lead: 'program',
    text: `setting number of retry attempts to ${p.attempts}\n`,
    where: `${p.type}_parseextparms() ${p.type}.c`,
  }),
});

export const invalidValue = defineMessage<{ text: string }>('atmel/invalid-value', {
  '6.4': (p) => ({ level: 'info', lead: 'program', text: `invalid value in -x ${p.text}\n` }),
  '7.1': (p) => ({
    level: 'error',
    lead: 'program',
    text: `invalid value in -x ${p.text}\n`,
    where: 'stk500_parseextparms() stk500.c',
  }),
});
