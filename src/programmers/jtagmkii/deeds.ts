import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a JTAGICE mkII or a programmer that speaks like one. */
export interface JtagMkiiDeeds {
  /** How often it is asked to sign on. */
  readonly signOnAttempts: number;
  /** The target is told to run before the programmer signs off (7.x on). */
  readonly restartsTarget: boolean;
  /** A target whose OCDEN fuse cannot be read is not initialised, or that is passed over (8.x). */
  readonly needsOcdFuse: boolean;
  /** Single bytes of flash and EEPROM are written by the target as it runs, or in programming mode as all others (8.x). */
  readonly byteWrites: 'outside-programming-mode' | 'in-programming-mode';
  /** The signature of an UPDI part is read once more when something has been written (8.x). */
  readonly looksAfterWriting: boolean;
  /** The revision of the silicon is read from UPDI parts (8.x). */
  readonly readsRevision: boolean;
}

export const jtagMkiiDeeds: DeedsByRelease<JtagMkiiDeeds> = {
  '6.4': {
    signOnAttempts: 33,
    restartsTarget: false,
    needsOcdFuse: true,
    byteWrites: 'outside-programming-mode',
    looksAfterWriting: false,
    readsRevision: false,
  },
  '7.1': { signOnAttempts: 10, restartsTarget: true },
  '8.2': {
    needsOcdFuse: false,
    byteWrites: 'in-programming-mode',
    looksAfterWriting: true,
    readsRevision: true,
  },
};
