import { hex4 } from '../../model/hex-text.ts';
import { usbIdsText } from '../../model/udev-rule.ts';
import { defineMessage, said } from '../../output/words.ts';
import { libusb0Text } from '../../protocols/usb/errno.ts';

/** What avrdude says while it looks for one of Atmel's USB programmers (`usb_libusb.c` of the three releases). */

const where = 'usbdev_open() usb_libusb.c';
/** The serial number of `-P` is longer than any. */
export const serialInvalid = defineMessage<{ serial: string }>('atmel/serial-invalid', {
  '6.4': ({ serial }) => said('info', `usbdev_open(): invalid serial number "${serial}"\n`),
  '7.1': ({ serial }) => said('error', `invalid serial number ${serial}\n`, where),
});

/** `-P` begins as a USB port and goes on as none. */
export const portInvalid = defineMessage<{ port: string }>('atmel/port-invalid', {
  '8.2': ({ port }) =>
    said('error', `invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>][:<serno>]\n`, where),
});

export const cannotOpen = defineMessage<{ error: unknown; path: string }>('atmel/cannot-open', {
  '6.4': ({ error, path }) =>
    said('info', `usbdev_open(): cannot open device: failed to open ${path}: ${libusb0Text(error)}\n`),
  '7.1': ({ error, path }) =>
    said('error', `cannot open device: failed to open ${path}: ${libusb0Text(error)}\n`, where),
  '8.2': ({ error, path }) =>
    said('warning', `cannot open device: failed to open ${path}: ${libusb0Text(error)}\n`, where),
});

/** The device does not give one of its names. */
export const nameUnread = defineMessage<{ what: 'serial number' | 'product name'; error: unknown }>(
  'atmel/name-unread',
  {
    '6.4': ({ what, error }) => said('info', `usb_open(): cannot read ${what} "${controlText(error)}"\n`),
    '7.1': ({ what, error }) => said('error', `cannot read ${what}: ${controlText(error)}\n`, where),
    '8.2': ({ what, error }) => said('warning', `reading ${what}, ${controlText(error)}\n`, where),
  },
);

function controlText(error: unknown): string {
  return `error sending control message: ${libusb0Text(error)}`;
}

export const found = defineMessage<{ product: string; serial: string }>('atmel/found', {
  '6.4': ({ product, serial }) =>
    said('notice', `usbdev_open(): Found ${product}, serno: ${serial}\n`, where),
  '7.1': ({ product, serial }) =>
    said('notice', `usbdev_open(): found ${product}, serno: ${serial}\n`, where),
  '8.2': ({ product, serial }) => said('notice2', `found ${product} with serno = ${serial}\n`, where),
});

export const serialDiffers = defineMessage('atmel/serial-differs', {
  '6.4': () => said('debug', "usbdev_open(): serial number doesn't match\n", where),
  '7.1': () => said('debug', 'usbdev_open(): serial number does not match\n', where),
});

/** On Linux 8.x is surprised that no driver has the device. */
export const noDriver = defineMessage('atmel/no-driver', {
  '8.2': () =>
    said(
      'notice',
      'usb_detach_kernel_driver_np() unexpectedly returns -61: could not detach kernel driver from interface 0: No data available\n',
      where,
    ),
});

/** Another program has the interface. */
export const cannotClaim = defineMessage<{ error: unknown }>('atmel/cannot-claim', {
  '6.4': ({ error }) => [
    said('info', `usbdev_open(): error claiming interface 0: ${claimText(error)}\n`),
    said('info', 'usbdev_open(): no usable interface found\n'),
  ],
  '7.1': ({ error }) => [
    said('error', `unable to claim interface 0: ${claimText(error)}\n`, where),
    said('warning', 'no usable interface found\n', where),
  ],
  '8.2': ({ error }) => [
    said('warning', `(i/face 0) ${claimText(error)}\n`, where),
    said('warning', 'no usable interface found\n', where),
  ],
});

function claimText(error: unknown): string {
  return `could not claim interface 0: ${libusb0Text(error)}`;
}

export interface Sought {
  /** `-P`, as the release shows it. */
  readonly port: string;
  readonly vendorId: number;
  readonly productId: number;
  /** Whether `-P` gave a serial number. */
  readonly bySerial: boolean;
  /** Whether there was one that could not be used. */
  readonly seen: boolean;
}

export const notFound = defineMessage<Sought>('atmel/not-found', {
  '6.4': (p) =>
    said(
      'notice',
      `usbdev_open(): did not find any${matching(p)} USB device "${p.port}" (0x${hex4(p.vendorId)}:0x${hex4(p.productId)})\n`,
      where,
    ),
  '8.2': (p) =>
    said(
      'error',
      `${p.seen ? 'found but could not access' : `did not find any${matching(p)}`} USB device ${p.port} (${usbIdsText(p)})\n`,
      where,
    ),
});

function matching({ bySerial }: Sought): string {
  return bySerial ? ' (matching)' : '';
}
