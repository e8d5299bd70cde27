import { defineMessage, said, type Words } from '../../output/words.ts';

/** What avrdude says of a Teensy (teensy.c of 7.1 and 8.2). 6.4 does not know them: what is said under it is worded alike. */

function define<Facts>(
  name: string,
  level: 'error' | 'warning' | 'notice' | 'debug',
  where: string | undefined,
  text: (facts: Facts) => string,
) {
  const old = level === 'notice' || level === 'debug' ? level : 'info';
  const place = where === undefined ? undefined : `${where}() teensy.c`;
  return defineMessage<Facts>(`teensy/${name}`, {
    '6.4': (facts) => said(old, `${text(facts)}\n`),
    '7.1': (facts) => said(level, `${text(facts)}\n`, place),
  });
}

const hex4 = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

/** `-P` is none of a USB device. */
export const portInvalid = defineMessage<{ port: string }>('teensy/port-invalid', {
  '6.4': ({ port }): Words[] => [
    said('info', `invalid -P value: '${port}'\n`),
    { level: 'info', lead: 'indent', text: 'Use -P usb:bus:device\n' },
  ],
  '7.1': ({ port }): Words[] => [
    said('error', `invalid -P value: '${port}'\n`),
    { level: 'error', lead: 'indent', text: 'Use -P usb:bus:device\n' },
  ],
  '8.2': ({ port }) =>
    said(
      'error',
      `invalid -P ${port}; drop -P option or use -P usb[:<vid>:<pid>]\n`,
      'teensy_open() teensy.c',
    ),
});

/** HID boot loaders are not told apart by serial numbers. */
export const serialIgnored = defineMessage<{ serial: string; port: string }>('teensy/serial-ignored', {
  '8.2': ({ serial, port }) =>
    said('warning', `ignoring serial number ${serial} given in -P ${port}\n`, 'teensy_open() teensy.c'),
});

export const severalProductIds = defineMessage<{ used: number }>('teensy/several-product-ids', {
  '6.4': ({ used }) => said('info', ignoring(used)),
  '7.1': ({ used }) => said('error', ignoring(used)),
  '8.2': ({ used }) => said('warning', ignoring(used), 'teensy_open() teensy.c'),
});

const ignoring = (used: number): string =>
  `using PID 0x${used.toString(16).padStart(4, '0')}, ignoring remaining PIDs in list\n`;

export const bitClockIgnored = defineMessage<{ id: string }>('teensy/bit-clock-ignored', {
  '8.2': ({ id }) =>
    said(
      'warning',
      `-c ${id} does not support adjustable bitclock speed; ignoring -B\n`,
      'teensy_open() teensy.c',
    ),
});

export const cannotOpen = define(
  'cannot-open',
  'error',
  'teensy_open',
  () => 'found HID device, but hid_open_path() failed',
);

/** It is waited for. `seconds` is undefined where no number was given. */
export const waiting = defineMessage<{ seconds: number | undefined }>('teensy/waiting', {
  '6.4': ({ seconds }) => [
    said('info', `no device found, waiting ${bounded(seconds)}for device to be plugged in ...\n`),
    said('info', 'press CTRL-C to terminate\n'),
  ],
  '7.1': ({ seconds }) => [
    said(
      'error',
      `no device found, waiting ${bounded(seconds)}for device to be plugged in ...\n`,
      'teensy_open() teensy.c',
    ),
    said('error', 'press CTRL-C to terminate\n', 'teensy_open() teensy.c'),
  ],
});

const bounded = (seconds: number | undefined): string => (seconds === undefined ? '' : `${seconds} seconds `);

export const notFound = define<{ vendorId: number; productId: number }>(
  'not-found',
  'error',
  'teensy_open',
  ({ vendorId, productId }) =>
    `cannot find device with Teensy bootloader (${hex4(vendorId)}:${hex4(productId)})`,
);

const inInfo = 'teensy_get_bootloader_info';

export const usageUnknown = define(
  'usage-unknown',
  'error',
  inInfo,
  () => 'cannot detect board type (HID usage is 0)',
);

export const noFlash = define<{ part: string }>(
  'no-flash',
  'error',
  inInfo,
  ({ part }) => `no flash memory defined for part ${part}`,
);

export const boardUnsupported = define<{ usage: number }>(
  'board-unsupported',
  'error',
  inInfo,
  ({ usage }) => `Teensy board not supported (HID usage 0x${hex2(usage)})`,
);

const hex2 = (value: number): string => value.toString(16).toUpperCase().padStart(2, '0');

interface Described {
  readonly usage: number;
  readonly name: string;
  readonly available: number;
  readonly pageSize: number;
  readonly signature: Uint8Array;
}

/** What the board is. */
export const described = defineMessage<Described>('teensy/described', {
  '6.4': ({ usage, name, available, pageSize, signature }) =>
    [
      `HID usage: 0x${hex2(usage)}`,
      `Board: ${name}`,
      `Available flash size: ${available}`,
      `Page size: ${pageSize}`,
      `Signature: 0x${[...signature].map(hex2).join('')}`,
    ].map((line) => said('notice', `${line}\n`)),
});

export const memoryUnsupported = defineMessage<{ memory: string; operation: 'read' | 'write' }>(
  'teensy/memory-unsupported',
  {
    '6.4': ({ memory }) => said('info', `unsupported memory type: ${memory}\n`),
    '7.1': ({ memory }) => said('error', `unsupported memory type: ${memory}\n`),
    '8.2': ({ memory, operation }) =>
      said(
        'error',
        `unsupported memory ${memory}\n`,
        `teensy_${operation === 'read' ? 'read_byte' : 'paged_write'}() teensy.c`,
      ),
  },
);

export const fileTooLarge = define<{ end: number; available: number }>(
  'file-too-large',
  'error',
  'teensy_paged_write',
  ({ end, available }) => `program size ${end} exceeds flash size ${available}`,
);

export const pageSizeInvalid = define<{ pageSize: number }>(
  'page-size-invalid',
  'error',
  'teensy_write_page',
  ({ pageSize }) => `invalid page size: ${pageSize}`,
);

/** hidapi over libusb has no texts for its errors. */
export const pageFailed = define(
  'page-failed',
  'error',
  'teensy_write_page',
  () => 'unable to write page: hid_error is not implemented yet',
);
