import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with SerialUPDI. */
export interface SerialUpdiDeeds {
  /** A part is reset before it is given the key to programming mode, and has time to get there (8.x). */
  readonly resetsBeforeKey: boolean;
  /** The revision of the silicon is read (8.x). */
  readonly readsRevision: boolean;
}

export const serialUpdiDeeds: DeedsByRelease<SerialUpdiDeeds> = {
  '6.4': { resetsBeforeKey: false, readsRevision: false },
  '8.2': { resetsBeforeKey: true, readsRevision: true },
};
