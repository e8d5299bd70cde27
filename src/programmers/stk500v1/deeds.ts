import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with an STK500 of version 1 and what speaks its language. */
export interface Stk500v1Deeds {
  /** The `arduino` type resets the board again before each further attempt to get sync. */
  readonly resetsPerAttempt: boolean;
  /** An STK500 that does not tell its firmware version is an error (8.x) or goes by the oldest. */
  readonly needsFirmwareVersion: boolean;
  /** Whether `stk500generic` tells of all that it tries (8.2), or knows version 2 alone and never says so. */
  readonly generic: 'tells' | 'silent';
  /** `-B` is sent when it is opened (8.2), or only the terminal's `sck` is. */
  readonly setsBitClock: boolean;
}

export const stk500v1Deeds: DeedsByRelease<Stk500v1Deeds> = {
  '6.4': { resetsPerAttempt: false, needsFirmwareVersion: false, generic: 'silent', setsBitClock: false },
  '7.1': { resetsPerAttempt: true },
  '8.2': { needsFirmwareVersion: true, generic: 'tells', setsBitClock: true },
};
