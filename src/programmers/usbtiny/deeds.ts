import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a USBtiny. */
export interface UsbtinyDeeds {
  /** `-P` is checked before devices are looked for (8.x), or after they have been listed. */
  readonly portCheck: 'before-search' | 'after-search';
  /** An instruction that the target does not echo has failed (8.x), or that is only seen in what it gives. */
  readonly echo: 'required' | 'ignored';
}

export const usbtinyDeeds: DeedsByRelease<UsbtinyDeeds> = {
  '6.4': { portCheck: 'after-search', echo: 'ignored' },
  '8.2': { portCheck: 'before-search', echo: 'required' },
};
