import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a micronucleus boot loader. */
export interface MicronucleusDeeds {
  /** A `-P` that is only in part one of USB is refused at once, or when what is plugged in has been listed (8.x). */
  readonly wrongPlace: 'refused-first' | 'refused-last';
}

export const micronucleusDeeds: DeedsByRelease<MicronucleusDeeds> = {
  '6.4': { wrongPlace: 'refused-first' },
  '8.2': { wrongPlace: 'refused-last' },
};
