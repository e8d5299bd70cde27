import { defineMessage } from '../../output/words.ts';

/** What avrdude says of the programmer that is none (`dryrun.c`; it came with 7.2). */

export const failed = defineMessage<{ func: string; text: string }>('dryrun/failed', {
  '6.4': (p) => ({ level: 'info', lead: 'program', text: `${p.func}(): ${p.text}\n` }),
  '7.1': (p) => [
    { level: 'error', lead: 'program', text: p.text, where: `${p.func}() dryrun.c` },
    { level: 'error', text: '\n' },
  ],
});

export const called = defineMessage<{ text: string }>('dryrun/called', {
  '7.1': (p) => ({ level: 'debug', lead: 'program', text: `${p.text}\n` }),
});

export const bitClockIgnored = defineMessage<{ id: string }>('dryrun/bit-clock-ignored', {
  '7.1': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed; ignoring -B\n`,
    where: 'dryrun_open() dryrun.c',
  }),
});

export const badSeed = defineMessage<{ text: string; problem: string }>('dryrun/bad-seed', {
  '6.4': (p) => ({
    level: 'error',
    lead: 'program',
    text: `cannot parse ${p.text} seed value: ${p.problem}\n`,
    where: 'dryrun_parseextparams() dryrun.c',
  }),
});

/** `lacks` is what the part is not known by. */
export const notFilled = defineMessage<{ lacks: string; part: string }>('dryrun/not-filled', {
  '7.1': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `${p.lacks} for ${p.part}; not initialising memories beyond factory settings\n`,
    where: 'dryrun_enable() dryrun.c',
  }),
});
