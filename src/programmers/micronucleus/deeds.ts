import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a micronucleus boot loader. */
export interface MicronucleusDeeds {
  /**
   * `-P` names one as with other USB programmers (our own, where no avrdude has the type); or bus and device in their very letters,
   * the second being lost to what is said of the port from then on (7.1); or by number, whatever stands behind (8.x).
   */
  readonly port: 'usual' | 'letters' | 'numbers';
}

export const micronucleusDeeds: DeedsByRelease<MicronucleusDeeds> = {
  '6.4': { port: 'usual' },
  '7.1': { port: 'letters' },
  '8.2': { port: 'numbers' },
};
