import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with FTDI chips. */
export interface FtdiDeeds {
  /** `-P usb:vid:pid:serial` names the MPSSE device to take (8.x), or is not looked at. */
  readonly mpssePort: 'names-device' | 'ignored';
  /** Engines that have a clock of 60 MHz use it where it fits better (8.x). */
  readonly fastClock: boolean;
  /** Not one device on any bus, not even a hub: a failure to find busses (libftdi before 1.0, as Debian builds 7.1), or nothing special. */
  readonly emptyBusses: 'fail' | 'hold-nothing';
}

export const ftdiDeeds: DeedsByRelease<FtdiDeeds> = {
  '6.4': { mpssePort: 'ignored', fastClock: false, emptyBusses: 'hold-nothing' },
  '7.1': { emptyBusses: 'fail' },
  '8.2': { mpssePort: 'names-device', fastClock: true, emptyBusses: 'hold-nothing' },
};
