import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with DFU boot loaders. */
export interface FlipDeeds {
  /** `-P` merely begins with `usb`, or is `usb` alone or with what follows a colon (8.x). */
  readonly port: 'begins-with-usb' | 'usb-or-usb-colon';
  /**
   * What follows a page of flash that version 1 refuses: its bytes one by one, the first failure ending the write (8.x), or none
   * of them. The releases before try all bytes of the memory, which spares nobody anything.
   */
  readonly afterRefusal: 'single-bytes' | 'nothing';
}

export const flipDeeds: DeedsByRelease<FlipDeeds> = {
  '6.4': { port: 'begins-with-usb', afterRefusal: 'nothing' },
  '8.2': { port: 'usb-or-usb-colon', afterRefusal: 'single-bytes' },
};
