import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a JTAGICE mkI. */
export interface JtagMkiDeeds {
  /** A part that is newer than the programmer is warned of (7.x on). */
  readonly warnsOfNewPart: boolean;
  /** Of the two bytes that answer a written byte the second is left on the line, where it shifts what comes next (up to 6.4). */
  readonly readsWholeAnswer: boolean;
  /** A target whose OCDEN fuse cannot be read is not initialised, or that is passed over (8.x). */
  readonly needsOcdFuse: boolean;
  /** The target's voltage and the clock can be asked for on their own (8.x). */
  readonly tellsSettings: boolean;
}

export const jtagMkiDeeds: DeedsByRelease<JtagMkiDeeds> = {
  '6.4': { warnsOfNewPart: false, readsWholeAnswer: false, needsOcdFuse: true, tellsSettings: false },
  '7.1': { warnsOfNewPart: true, readsWholeAnswer: true },
  '8.2': { needsOcdFuse: false, tellsSettings: true },
};
