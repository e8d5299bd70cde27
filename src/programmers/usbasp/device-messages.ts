import { defineMessage, said } from '../../output/words.ts';
import { libusb0Text, libusb1Text } from '../../protocols/usb/errno.ts';
import { byLibusb0, byLibusb1, driverMessages } from '../usb/messages.ts';

/** What a USBasp has to say while it is found. Words from usbasp.c of the releases. */

const where = (name: string): string => `${name}() usbasp.c`;
const hex = (value: number): string => value.toString(16);

export const { bitclockNotAdjustable, portNotUsb, severalProductIds, cannotOpen, noEraseInstruction } =
  driverMessages({
    family: 'usbasp',
    file: 'usbasp.c',
    open: 'usbasp_open',
    opensDevice: 'usbOpenDevice',
    setsClock: 'usbasp_open',
    erases: 'usbasp_spi_chip_erase',
    eraseNoun: 'chip erase',
    portAdvice: 'drop -P option or use -P usb:<busdir>:<devicefile> or -P usb:<serialno>',
    reason: { '6.4': byLibusb1, '7.1': byLibusb0, '8.2': byLibusb1 },
  });

/** A string descriptor that has to match cannot be read. @param error undefined if the device has no such string */
export const cannotQuery = defineMessage<{ what: 'manufacturer' | 'product'; error: unknown }>(
  'usbasp/cannot-query',
  {
    '6.4': ({ what, error }) =>
      said('info', `Warning: cannot query ${what} for device: ${libusb1Reason(error)}\n`),
    '7.1': ({ what, error }) =>
      said(
        'warning',
        `cannot query ${what} for device: ${error === undefined ? noSuchString : `error sending control message: ${libusb0Text(error)}`}\n`,
        where('usbOpenDevice'),
      ),
    '8.2': ({ what, error }) =>
      said('warning', `cannot query ${what} for device: ${libusb1Reason(error)}\n`, where('usbOpenDevice')),
  },
);

const noSuchString = 'Invalid argument';

function libusb1Reason(error: unknown): string {
  return error === undefined ? noSuchString : libusb1Text(error);
}

export const seenVendor = defineMessage<{ name: string }>('usbasp/seen-vendor', {
  '6.4': ({ name }) => said('notice2', `seen device from vendor ->${name}<-\n`),
  '7.1': ({ name }) => said('notice2', `seen device from vendor >${name}<\n`),
});

export const seenProduct = defineMessage<{ name: string }>('usbasp/seen-product', {
  '6.4': ({ name }) => said('notice2', `seen product ->${name}<-\n`),
  '7.1': ({ name }) => said('notice2', `seen product >${name}<\n`),
});

/** A device of the right kind is compared with `-P`. */
export const comparedWithPort = defineMessage<{ bus: string; device: string; serial: string }>(
  'usbasp/compared-with-port',
  {
    '8.2': ({ bus, device, serial }) =>
      said('notice', `found USBasp with busdir:devicefile = ${bus}:${device}, serial_number = ${serial}\n`),
  },
);

export const nibobeeByPort = defineMessage('usbasp/nibobee-by-port', {
  '6.4': () =>
    said('info', 'warning: Using "-C usbasp -P nibobee" is deprecated,use "-C nibobee" instead.\n'),
  '7.1': () =>
    said('error', 'using -C usbasp -P nibobee is deprecated, use -C nibobee instead\n', where('usbasp_open')),
});

export const nibobeeNotFound = defineMessage<{ vendorId: number; productId: number }>(
  'usbasp/nibobee-not-found',
  {
    '6.4': ({ vendorId, productId }) =>
      said(
        'info',
        `error: could not find USB device "NIBObee" with vid=0x${hex(vendorId)} pid=0x${hex(productId)}\n`,
      ),
    '7.1': ({ vendorId, productId }) =>
      said(
        'error',
        `cannot find USB device NIBObee with vid=0x${hex(vendorId)} pid=0x${hex(productId)}\n`,
        where('usbasp_open'),
      ),
  },
);

export const foundWithOldIds = defineMessage('usbasp/found-with-old-ids', {
  '6.4': () =>
    said('info', 'Warning: Found USB device "USBasp" with old VID/PID! Please update firmware of USBasp!\n'),
  '7.1': () =>
    said(
      'error',
      'found USB device USBasp with old VID/PID; please update firmware of USBasp\n',
      where('usbasp_open'),
    ),
  '8.2': () =>
    said('error', 'found USBasp with old VID/PID; please update its firmware\n', where('usbasp_open')),
});

export interface Sought {
  readonly vendorId: number;
  readonly productId: number;
  readonly vendor: string;
  readonly product: string;
}

const soughtText = ({ vendorId, productId, vendor, product }: Sought): string =>
  `vid=0x${hex(vendorId)} pid=0x${hex(productId)}${vendor && ` vendor='${vendor}'`}${product && ` product='${product}'`}\n`;

export const notFound = defineMessage<Sought>('usbasp/not-found', {
  '6.4': (sought) => said('info', `error: could not find USB device with ${soughtText(sought)}`),
  '7.1': (sought) => said('error', `cannot find USB device with ${soughtText(sought)}`, where('usbasp_open')),
});
