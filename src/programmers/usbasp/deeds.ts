import type { DeedsByRelease } from '../../model/release.ts';

/** What releases do with a USBasp. */
export interface UsbaspDeeds {
  /** `-P usb:…` names the device to take (8.x), or is not looked at: then the first will do if none has that name. */
  readonly port: 'required' | 'not-needed';
}

export const usbaspDeeds: DeedsByRelease<UsbaspDeeds> = {
  '6.4': { port: 'not-needed' },
  '8.2': { port: 'required' },
};
