import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with an AVR910 programmer. */
export interface Avr910Deeds {
  /** One that refuses the device or programming mode is used all the same (up to 7.x); the signature tells. */
  readonly ignoresRefusal: boolean;
}

export const avr910Deeds: DeedsByRelease<Avr910Deeds> = {
  '6.4': { ignoresRefusal: true },
  '8.2': { ignoresRefusal: false },
};
