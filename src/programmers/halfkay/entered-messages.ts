import { loaderTrace } from '../usb/loader-trace-messages.ts';

/** teensy.c. */
export const { entered, displayed } = loaderTrace('teensy', {
  functions: { start: 'reboot', 'erase-application': 'erase_flash' },
  addressDigits: 6,
});
