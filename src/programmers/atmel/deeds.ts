import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with Atmel's programmers. */
export interface AtmelDeeds {
  /** Which voltages and clocks `-v` asks for: all, not a boot loader's (7.x), or those that the configuration names (8.x). */
  readonly shownParameters: 'all' | 'of-programmers' | 'by-feature';
  /** How `-P` has to begin for them to be looked for on USB; anything else is a serial port. */
  readonly portName: 'usb' | 'usb-in-any-case';
  /** `-P usb:…` gives the end of a serial number, or product ids before it (8.x). */
  readonly port: 'serial' | 'ids-and-serial';
}

export const atmelDeeds: DeedsByRelease<AtmelDeeds> = {
  '6.4': { shownParameters: 'all', portName: 'usb', port: 'serial' },
  '7.1': { shownParameters: 'of-programmers' },
  '8.2': { shownParameters: 'by-feature', portName: 'usb-in-any-case', port: 'ids-and-serial' },
};
