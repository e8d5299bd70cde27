import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with DFU boot loaders. */
export interface FlipDeeds {
  /** `-P` merely begins with `usb`, or is `usb` alone or with what follows a colon (8.x). */
  readonly port: 'begins-with-usb' | 'usb-or-usb-colon';
}

export const flipDeeds: DeedsByRelease<FlipDeeds> = {
  '6.4': { port: 'begins-with-usb' },
  '8.2': { port: 'usb-or-usb-colon' },
};
