import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with an STK500 of version 2. */
export interface Stk500v2Deeds {
  /** How long it may take to answer its sign-on (ms); how often it is asked does not differ. */
  readonly syncTimeout: number;
  /** A parameter that cannot be read is set all the same (6.4). */
  readonly setsUnreadParameter: boolean;
  /** The revision of the silicon is read from XMEGAs (8.x). */
  readonly readsRevision: boolean;
}

export const stk500v2Deeds: DeedsByRelease<Stk500v2Deeds> = {
  '6.4': { syncTimeout: 5000, setsUnreadParameter: true, readsRevision: false },
  '7.1': { setsUnreadParameter: false },
  '8.2': { syncTimeout: 200, readsRevision: true },
};
