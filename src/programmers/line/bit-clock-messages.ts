import { defineMessage } from '../../output/words.ts';

/** `-B` for a programmer whose clock cannot be changed. `where` is the function that says so. */
export const bitClockIgnored = defineMessage<{ id: string; where: string }>('line/bit-clock-ignored', {
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed; ignoring -B\n`,
    where: p.where,
  }),
});

/** The same where the time between two changes of a pin can be set. */
export const delayInstead = defineMessage<{ id: string; where: string }>('line/delay-instead', {
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed using -B; use -i instead\n`,
    where: p.where,
  }),
});

/** What to do where `-B` changes nothing. */
export const fixedClockHint =
  "-B changes nothing here. If the programmer is an Arduino as ISP, its clock is SPI_CLOCK in the sketch: at most a quarter of the target's.";
