import { defineMessage, more, raw, said, type Words } from '../../output/words.ts';
import { libusb0Text } from '../../protocols/usb/errno.ts';
import type { UsbDescription } from '../../transports/usb-transport.ts';

/** What is said while a DFU boot loader is found. Words from dfu.c, flip1.c and flip2.c of the releases. */

/** Which of avrdude's two drivers. */
export type FlipFamily = 'flip1' | 'flip2';

interface Place {
  readonly bus: string;
  readonly device: string;
}

interface Ids {
  readonly vendorId: number;
  readonly productId: number;
}

const initialize = (family: FlipFamily): string => `${family}_initialize() ${family}.c`;
const hex4 = (value: number): string => value.toString(16).padStart(4, '0');
const upper4 = (value: number): string => hex4(value).toUpperCase();

export const opening = defineMessage<{ port: string }>('flip/opening', {
  '8.2': ({ port }) => said('debug', `dfu_open("${port}")\n`),
});

export const portInvalid = defineMessage<{ port: string }>('flip/port-invalid', {
  '6.4': ({ port }) => said('info', `Error: Invalid port specification "${port}" for USB device\n`),
  '7.1': ({ port }) =>
    said('error', `invalid port specification ${port} for USB device\n`, 'dfu_open() dfu.c'),
  '8.2': ({ port }) =>
    said(
      'error',
      `invalid -P ${port}; drop this option or use -P usb:<busdir>:<devicefile>\n`,
      'dfu_open() dfu.c',
    ),
});

export const severalProductIds = defineMessage<{ family: FlipFamily; used: number }>(
  'flip/several-product-ids',
  {
    '6.4': ({ used }) =>
      said('info', `Warning: using PID 0x${hex4(used)}, ignoring remaining PIDs in list\n`),
    '7.1': ({ family, used }) =>
      said('warning', `using PID 0x${hex4(used)}, ignoring remaining PIDs in list\n`, initialize(family)),
  },
);

/** The part is one for the other driver. */
export const wrongKind = defineMessage<{ family: FlipFamily }>('flip/wrong-kind', {
  '6.4': ({ family }) => {
    const [version, here, there] = kinds[family];
    return [
      said(
        'info',
        `"${family}" (FLIP protocol version ${version}) is for ${here.replace('or', 'and')} devices.\n`,
      ),
      more('info', ` For ${there} devices, use "${otherFamily(family)}".\n`),
      more('info', ' (Use -F to bypass this check.)\n'),
    ];
  },
  '7.1': ({ family }) =>
    family === 'flip1'
      ? [
          said('error', `flip1 (FLIP protocol version 1) is for ${megaKinds} devices\n`, initialize(family)),
          more('error', 'for Xmega devices, use flip2 (or use -F to bypass this check)\n'),
        ]
      : [
          said('error', 'flip2 (FLIP protocol version 2) is for Xmega devices\n', initialize(family)),
          more('error', 'for AT90USB* or ATmega*U* devices, use flip1\n'),
          more('error', '(or use -F to bypass this check)\n'),
        ],
  '8.2': ({ family }) =>
    family === 'flip1'
      ? [
          said('error', `flip1 (FLIP protocol version 1) is for ${megaKinds} devices\n`, initialize(family)),
          more('error', 'for Xmega devices, use flip2 or use -F to bypass this check\n'),
        ]
      : [
          said('error', 'flip2 (FLIP protocol version 2) is for Xmega devices;\n', initialize(family)),
          more('error', 'for AT90USB* or ATmega*U* devices use flip1 or use -F to bypass this check\n'),
        ],
});

const megaKinds = 'AT90USB* and ATmega*U*';
const kinds = {
  flip1: [1, 'AT90USB* or ATmega*U*', 'Xmega'],
  flip2: [2, 'Xmega', 'AT90USB* or ATmega*U*'],
} as const;

const otherFamily = (family: FlipFamily): FlipFamily => (family === 'flip1' ? 'flip2' : 'flip1');

/** Nothing tells which USB device it should be. */
export const noProductId = defineMessage('flip/no-product-id', {
  '6.4': () =>
    said(
      'info',
      'Error: No DFU support for part; specify PID in config or USB address (via -P) to override.\n',
    ),
  '7.1': () =>
    said(
      'error',
      'no DFU support for part; specify PID in config or USB address (via -P) to override\n',
      'dfu_init() dfu.c',
    ),
  '8.2': () =>
    said(
      'error',
      'no DFU support for part; specify <pid> in config or USB address via -P usb:<busdir>:<devicefile>\n',
      'dfu_init() dfu.c',
    ),
});

export const notFound = defineMessage('flip/not-found', {
  '6.4': () => said('info', 'Error: No matching USB device found\n'),
  '7.1': () => said('error', 'no matching USB device found\n', 'dfu_init() dfu.c'),
});

/** A device with the ids, whether or not it is the one that is meant. */
export const seen = defineMessage<Ids & Place>('flip/seen', {
  '8.2': ({ vendorId, productId, bus, device }) =>
    said(
      'notice',
      `found device with vendorID=0x${hex4(vendorId)} and productID=0x${hex4(productId)}, busdir:devicefile = ${bus}:${device}\n`,
    ),
});

export const found = defineMessage<Ids & Place>('flip/found', {
  '6.4': (facts) => said('notice', `Found ${idsAndPlace(facts)}\n`),
  '7.1': (facts) => said('notice', `found ${idsAndPlace(facts)}\n`),
  '8.2': (facts) => said('notice2', `using ${idsAndPlace(facts)}\n`),
});

const idsAndPlace = ({ vendorId, productId, bus, device }: Ids & Place): string =>
  `VID=0x${hex4(vendorId)} PID=0x${hex4(productId)} at ${bus}:${device}`;

export const cannotOpen = defineMessage<Place & { error: unknown }>('flip/cannot-open', {
  '6.4': ({ bus, device, error }) =>
    said('info', `Error: USB device at ${bus}:${device}: ${libusb0Text(error)}\n`),
  '7.1': ({ bus, device, error }) =>
    said('error', `USB device at ${bus}:${device}: ${libusb0Text(error)}\n`, 'dfu_init() dfu.c'),
});

/** A descriptor has another value than such boot loaders have. */
export const unexpected = defineMessage<{
  family: FlipFamily;
  field: string;
  is: number;
  expected: number;
  /** Of ids, which are told in hexadecimal digits, every driver merely warns. */
  id: boolean;
}>('flip/unexpected', {
  '6.4': (facts) => said('info', `Warning: ${unexpectedText(facts)}`),
  '7.1': (facts) =>
    said(
      facts.id || facts.family === 'flip1' ? 'warning' : 'error',
      unexpectedText(facts),
      initialize(facts.family),
    ),
});

function unexpectedText({
  field,
  is,
  expected,
  id,
}: {
  field: string;
  is: number;
  expected: number;
  id: boolean;
}): string {
  return id
    ? `USB ${field} = 0x${upper4(is)} (expected 0x${upper4(expected)})\n`
    : `USB ${field} = ${is} (expected ${expected})\n`;
}

export const packetSizeUnexpected = defineMessage<{ is: number }>('flip/packet-size-unexpected', {
  '6.4': ({ is }) => said('info', `Warning: bMaxPacketSize0 (${is}) != 32, things might go wrong\n`),
  '7.1': ({ is }) =>
    said('warning', `bMaxPacketSize0 (${is}) != 32, things might go wrong\n`, initialize('flip1')),
});

/** What `-v` shows of the device. `loader`: what one of version 2 tells of itself. */
export const shown = defineMessage<{
  ids: Ids;
  strings: { readonly [name in 'vendor' | 'product' | 'serial']: string | undefined };
  description: UsbDescription;
  loader: { readonly signature: Uint8Array; readonly revision: number; readonly version: number } | undefined;
}>('flip/shown', {
  '6.4': ({ ids, strings, description, loader }): readonly Words[] => {
    const { release, packetSize } = description;
    const named = (name: string | undefined, id: number) =>
      name === undefined ? `0x${upper4(id)}` : `${name} (0x${upper4(id)})`;
    const lines = [
      `USB Vendor          : ${named(strings.vendor, ids.vendorId)}`,
      `USB Product         : ${named(strings.product, ids.productId)}`,
      `USB Release         : ${(release >> 8) & 0xff}.${(release >> 4) & 0xf}.${release & 0xf}`,
      ...(strings.serial === undefined ? [] : [`USB Serial No       : ${strings.serial}`]),
      ...(loader
        ? [
            `Part signature      : 0x${Array.from(loader.signature, (byte) =>
              byte.toString(16).padStart(2, '0'),
            )
              .join('')
              .toUpperCase()}`,
            `Part revision       : ${revisionLetters(loader.revision)}`,
            `Bootloader version  : 2.${loader.version >> 4}.${loader.version & 0xf}`,
          ]
        : []),
      `USB max packet size : ${packetSize}`,
    ];
    return lines.map((line) => raw('notice', `    ${line}\n`));
  },
});

function revisionLetters(revision: number): string {
  const letter = (index: number): string => String.fromCharCode(0x41 + index);
  return revision < 26
    ? letter(revision)
    : `${letter(Math.floor(revision / 26) - 1)}${letter(revision % 26)}`;
}

/** The boot loader is left for the application. */
export const applicationStarted = defineMessage('flip/application-started', {
  '6.4': () => said('info', 'starting application\n'),
});
