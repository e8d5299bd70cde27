import { defineMessage } from '../../output/words.ts';

/** Which of avrdude's sources says it, and for what programmer. */
interface Facts {
  readonly id: string;
  readonly by:
    | 'stk500'
    | 'arduino'
    | 'wiring'
    | 'avr910'
    | 'butterfly'
    | 'buspirate'
    | 'urclock'
    | 'flip1'
    | 'flip2';
}

/** `-B` for a programmer whose clock cannot be changed. */
export const bitClockIgnored = defineMessage<Facts>('line/bit-clock-ignored', {
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed; ignoring -B\n`,
    where: `${p.by}_open() ${p.by}.c`,
  }),
});

/** The same where the time between two changes of a pin can be set. */
export const delayInstead = defineMessage<Facts>('line/delay-instead', {
  '8.2': (p) => ({
    level: 'warning',
    lead: 'program',
    text: `-c ${p.id} does not support adjustable bitclock speed using -B; use -i instead\n`,
    where: `${p.by}_open() ${p.by}.c`,
  }),
});

/** What to do where `-B` changes nothing. */
export const fixedClockHint =
  "-B changes nothing here. If the programmer is an Arduino as ISP, its clock is SPI_CLOCK in the sketch: at most a quarter of the target's.";
