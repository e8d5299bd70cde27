import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with urboot boot loaders. */
export interface UrclockDeeds {
  /** An application that leaves too little room for its metadata is refused, or less is kept (8.x). */
  readonly metadataWithoutRoom: 'refused' | 'shortened';
  /** A byte of 0xff below the loader says that nothing is kept, and counts (8.x). */
  readonly marksAbsence: boolean;
  /** The jump from reset to a vector boot loader is followed by `ur` where there is room (8.x). */
  readonly signsReset: boolean;
  /** Vectors that are the loader's own affair: both that are patched, or reset alone (8.x). */
  readonly ownVectors: 'reset-and-application' | 'reset';
  /** A reset vector that is written must lead to the loader, or only one that the file begins with (8.x). */
  readonly checksReset: 'always' | 'of-file';
  /** At low line speeds the loader is left to its own time-out (8.x). */
  readonly leavesSlowLines: boolean;
}

export const urclockDeeds: DeedsByRelease<UrclockDeeds> = {
  '6.4': {
    metadataWithoutRoom: 'refused',
    marksAbsence: false,
    signsReset: false,
    ownVectors: 'reset-and-application',
    checksReset: 'always',
    leavesSlowLines: false,
  },
  '8.2': {
    metadataWithoutRoom: 'shortened',
    marksAbsence: true,
    signsReset: true,
    ownVectors: 'reset',
    checksReset: 'of-file',
    leavesSlowLines: true,
  },
};
