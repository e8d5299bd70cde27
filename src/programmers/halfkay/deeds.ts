import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a Teensy. */
export interface TeensyDeeds {
  /** `-P usb:…` names bus and device, which are not looked at, or gives other ids or a serial number (8.x). */
  readonly port: 'place' | 'ids-and-serial';
}

export const teensyDeeds: DeedsByRelease<TeensyDeeds> = {
  '6.4': { port: 'place' },
  '8.2': { port: 'ids-and-serial' },
};
