import type { UsbBehaviour } from '../../model/release.ts';

/** What 6.4 does with USB programmers. */
export const usb: UsbBehaviour = {
  usbaspPort: 'not-needed',
  atmelPortName: 'usb',
  atmelPort: 'serial',
  usbtinyPortCheck: 'after-search',
  usbtinyEcho: 'ignored',
};
