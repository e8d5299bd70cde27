import type { UsbBehaviour } from '../../model/release.ts';

/** What 8.2 does with USB programmers. */
export const usb: UsbBehaviour = {
  usbaspPort: 'required',
  atmelPortName: 'usb-in-any-case',
  atmelPort: 'ids-and-serial',
  usbtinyPortCheck: 'before-search',
  usbtinyEcho: 'required',
};
