import { defineMessage, more, raw, said } from '../../output/words.ts';
import { errorNumber, libusb1Text } from '../usb/errno.ts';

/** What is said of transfers to and from an FTDI chip. Words from avrftdi.c of the three releases, whose libftdi says why. */

const calls = {
  write: 'ftdi_write_data(pdata->ftdic, cmd, sizeof(cmd)) != sizeof(cmd)',
  read: 'n < 0',
} as const;

export const transferFailed = defineMessage<{ error: unknown; direction: 'read' | 'write' }>(
  'ftdi/transfer-failed',
  {
    '6.4': ({ error, direction }) =>
      raw(
        'info',
        `avrftdi.c:${direction === 'write' ? 421 : 446} avrftdi_transmit_mpsse() ${calls[direction]}: ${libusb1Text(error)} (${errorNumber(error)})\n\tusb bulk ${direction} failed\n`,
      ),
    '7.1': ({ error, direction }) =>
      raw(
        'error',
        `avrftdi.c:${direction === 'write' ? 428 : 453} avrftdi_transmit_mpsse() ${calls[direction]}: ${libusb1Text(error)} (${errorNumber(error)})\n\tusb bulk ${direction} failed\n`,
      ),
    '8.2': ({ error, direction }) => [
      said(
        'error',
        `${calls[direction]}: ${libusb1Text(error)} (${errorNumber(error)})\n`,
        'avrftdi_transmit_mpsse() avrftdi.c',
      ),
      more('error', `usb bulk ${direction} failed\n`),
    ],
  },
);
