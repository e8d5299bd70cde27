import { defineMessage } from '../output/words.ts';
import { libusb0Text } from '../protocols/usb-errno.ts';

/** What avrdude says while it looks for one of Atmel's USB programmers (`usb_libusb.c` of the three releases). */

const where = 'usbdev_open() usb_libusb.c';
const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

/** The serial number of `-P` is longer than any. */
export const serialInvalid = defineMessage<{ serial: string }>({
  '6.4': ({ serial }) => ({
    level: 'info',
    lead: 'program',
    text: `usbdev_open(): invalid serial number "${serial}"\n`,
  }),
  '7.1': ({ serial }) => ({
    level: 'error',
    lead: 'program',
    where,
    text: `invalid serial number ${serial}\n`,
  }),
});

/** `-P` begins as a USB port and goes on as none. */
export const portInvalid = defineMessage<{ port: string }>({
  '8.2': ({ port }) => ({
    level: 'error',
    lead: 'program',
    where,
    text: `invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>][:<serno>]\n`,
  }),
});

export const cannotOpen = defineMessage<{ error: unknown; path: string }>({
  '6.4': ({ error, path }) => ({
    level: 'info',
    lead: 'program',
    text: `usbdev_open(): cannot open device: failed to open ${path}: ${libusb0Text(error)}\n`,
  }),
  '7.1': ({ error, path }) => ({
    level: 'error',
    lead: 'program',
    where,
    text: `cannot open device: failed to open ${path}: ${libusb0Text(error)}\n`,
  }),
  '8.2': ({ error, path }) => ({
    level: 'warning',
    lead: 'program',
    where,
    text: `cannot open device: failed to open ${path}: ${libusb0Text(error)}\n`,
  }),
});

export const found = defineMessage<{ product: string; serial: string }>({
  '6.4': ({ product, serial }) => ({
    level: 'notice',
    lead: 'program',
    where,
    text: `usbdev_open(): Found ${product}, serno: ${serial}\n`,
  }),
  '7.1': ({ product, serial }) => ({
    level: 'notice',
    lead: 'program',
    where,
    text: `usbdev_open(): found ${product}, serno: ${serial}\n`,
  }),
  '8.2': ({ product, serial }) => ({
    level: 'notice2',
    lead: 'program',
    where,
    text: `found ${product} with serno = ${serial}\n`,
  }),
});

export const serialDiffers = defineMessage({
  '6.4': () => ({
    level: 'debug',
    lead: 'program',
    where,
    text: "usbdev_open(): serial number doesn't match\n",
  }),
  '7.1': () => ({
    level: 'debug',
    lead: 'program',
    where,
    text: 'usbdev_open(): serial number does not match\n',
  }),
});

/** On Linux 8.x is surprised that no driver has the device. */
export const noDriver = defineMessage({
  '8.2': () => ({
    level: 'notice',
    lead: 'program',
    where,
    text: 'usb_detach_kernel_driver_np() unexpectedly returns -61: could not detach kernel driver from interface 0: No data available\n',
  }),
});

/** Another program has the interface. */
export const cannotClaim = defineMessage<{ error: unknown }>({
  '6.4': ({ error }) => [
    {
      level: 'info',
      lead: 'program',
      text: `usbdev_open(): error claiming interface 0: ${claimText(error)}\n`,
    },
    { level: 'info', lead: 'program', text: 'usbdev_open(): no usable interface found\n' },
  ],
  '7.1': ({ error }) => [
    { level: 'error', lead: 'program', where, text: `unable to claim interface 0: ${claimText(error)}\n` },
    { level: 'warning', lead: 'program', where, text: 'no usable interface found\n' },
  ],
  '8.2': ({ error }) => [
    { level: 'warning', lead: 'program', where, text: `(i/face 0) ${claimText(error)}\n` },
    { level: 'warning', lead: 'program', where, text: 'no usable interface found\n' },
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

export const notFound = defineMessage<Sought>({
  '6.4': (p) => ({
    level: 'notice',
    lead: 'program',
    where,
    text: `usbdev_open(): did not find any${matching(p)} USB device "${p.port}" (0x${hex4(p.vendorId)}:0x${hex4(p.productId)})\n`,
  }),
  '8.2': (p) => ({
    level: 'error',
    lead: 'program',
    where,
    text: p.seen
      ? `found but could not access USB device ${p.port} (${hex4(p.vendorId)}:${hex4(p.productId)})\n`
      : `did not find any${matching(p)} USB device ${p.port} (${hex4(p.vendorId)}:${hex4(p.productId)})\n`,
  }),
});

function matching({ bySerial }: Sought): string {
  return bySerial ? ' (matching)' : '';
}
