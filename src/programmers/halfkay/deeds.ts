import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a Teensy. */
export interface TeensyDeeds {
  /**
   * `-P usb:bus:device` chooses one of several (our own, where no avrdude has the type); or two words are there, which are not looked
   * at, in a port of which only what stands before the second is known from then on (7.1); or `-P usb:…` gives other ids and a
   * serial number (8.x).
   */
  readonly port: 'chooses' | 'not-looked-at' | 'ids-and-serial';
}

export const teensyDeeds: DeedsByRelease<TeensyDeeds> = {
  '6.4': { port: 'chooses' },
  '7.1': { port: 'not-looked-at' },
  '8.2': { port: 'ids-and-serial' },
};
