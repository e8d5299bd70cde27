import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a JTAGICE3 and its kin. */
export interface EdbgDeeds {
  /** What the tool refuses counts as its own code (6.4), or as one of avrdude's. */
  readonly failures: 'of-tool' | 'of-avrdude';
  /** The serial number that is shown is the one that the tool tells (6.4), or that on the bus. */
  readonly serialNumber: 'of-tool' | 'of-bus';
  /**
   * Voltage and clocks: all of them behind the versions (6.4), those of the connection as the target is initialised, measurements first
   * (7.1), or at `-v` alone, as the configuration names them, measurements last (8.x).
   */
  readonly settings: 'all-clocks' | 'clocks-last' | 'by-feature';
  /** A tool that has MPLAB's firmware is not noticed (6.4), is one that cannot be opened, or ends the run there (8.x). */
  readonly otherMode: 'unnoticed' | 'unusable' | 'ends-run';
  /** Who a target says it is, and the revision of its silicon, are read (8.x). */
  readonly looksAtTarget: boolean;
}

export const edbgDeeds: DeedsByRelease<EdbgDeeds> = {
  '6.4': {
    failures: 'of-tool',
    serialNumber: 'of-tool',
    settings: 'all-clocks',
    otherMode: 'unnoticed',
    looksAtTarget: false,
  },
  '7.1': {
    failures: 'of-avrdude',
    serialNumber: 'of-bus',
    settings: 'clocks-last',
    otherMode: 'unusable',
  },
  '8.2': { settings: 'by-feature', otherMode: 'ends-run', looksAtTarget: true },
};
