import { loaderTrace } from '../usb/loader-trace-messages.ts';

/** micronucleus.c. */
export const { entered, displayed } = loaderTrace('micronucleus', {
  functions: { start: 'start', 'erase-application': 'erase_device' },
  addressDigits: 4,
});
