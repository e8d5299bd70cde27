import { defineMessage, type Level, said, type Words } from '../../output/words.ts';
import { libusb0Text } from '../../protocols/usb/errno.ts';

/** What avrdude says of a micronucleus boot loader (micronucleus.c of 7.1 and 8.2). 6.4 does not know them: what is said under it is worded alike. */

function define<Facts = void>(
  name: string,
  level: 'error' | 'warning' | 'notice' | 'debug',
  where: string | undefined,
  text: (facts: Facts) => string,
) {
  const old: Level = level === 'notice' || level === 'debug' ? level : 'info';
  const place = where === undefined ? undefined : `micronucleus_${where}() micronucleus.c`;
  return defineMessage<Facts>(`micronucleus/${name}`, {
    '6.4': (facts) => said(old, `${text(facts)}\n`),
    '7.1': (facts) => said(level, `${text(facts)}\n`, place),
  });
}

/** What each version of the protocol has a function of its own for. */
function defineOfVersion<Facts>(
  name: string,
  level: 'error' | 'warning',
  where: string,
  text: (facts: Facts) => string,
) {
  return defineMessage<Facts & { readonly major: number }>(`micronucleus/${name}`, {
    '6.4': (facts) => said('info', `${text(facts)}\n`),
    '7.1': (facts) =>
      said(level, `${text(facts)}\n`, `micronucleus_${where}_v${facts.major >= 2 ? 2 : 1}() micronucleus.c`),
  });
}

const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** What libusb 0.1 says of a failed control transfer. */
const transferError = (error: unknown): string => `error sending control message: ${libusb0Text(error)}`;

export const bitClockIgnored = defineMessage<{ id: string }>('micronucleus/bit-clock-ignored', {
  '8.2': ({ id }) =>
    said(
      'warning',
      `-c ${id} does not support adjustable bitclock speed; ignoring -B\n`,
      'micronucleus_open() micronucleus.c',
    ),
});

/** `-P` is none of a USB device. @param place whether it says so of a part of one */
export const portInvalid = defineMessage<{ port: string; begins: boolean }>('micronucleus/port-invalid', {
  '6.4': ({ port }) => wrongPort('info', port),
  '7.1': ({ port }) => wrongPort('error', port),
  '8.2': ({ port, begins }) =>
    said(
      'error',
      `invalid -P ${port}; drop ${begins ? '-P' : 'this'} option or use -P usb:<busdir>:<devicefile>\n`,
      'micronucleus_open() micronucleus.c',
    ),
});

function wrongPort(level: Level, port: string): readonly Words[] {
  return [
    said(level, `invalid -P value ${port}\n`),
    { level, lead: 'indent', text: 'use -P usb:bus:device\n' },
  ];
}

export const severalProductIds = define<{ used: number }>(
  'several-product-ids',
  'warning',
  'open',
  ({ used }) => `using PID 0x${used.toString(16).padStart(4, '0')}, ignoring remaining PIDs in list`,
);

/** One is there, and does not answer. */
export const unresponsive = defineMessage('micronucleus/unresponsive', {
  '6.4': () => said('info', 'unresponsive Micronucleus device detected, please reconnect ...\n'),
  '7.1': () => said('warning', 'unresponsive Micronucleus device detected, please reconnect ...\n'),
  '8.2': () => ({
    level: 'warning',
    text: '\nUnresponsive Micronucleus device detected, please reconnect ...\n',
    where: 'micronucleus_open() micronucleus.c',
  }),
});

interface Found {
  readonly version: string;
  readonly bus: string;
  readonly device: string;
}

export const found = defineMessage<Found>('micronucleus/found', {
  '6.4': (facts) => said('notice', foundAt(facts, 'bus:device:')),
  '8.2': (facts) =>
    said('notice', foundAt(facts, 'busdir:devicefile ='), 'micronucleus_open() micronucleus.c'),
});

const foundAt = ({ version, bus, device }: Found, place: string): string =>
  `found device with Micronucleus V${version}, ${place} ${bus}:${device}\n`;

export const versionUnsupported = define<{ version: string }>(
  'version-unsupported',
  'warning',
  'open',
  ({ version }) => `device with unsupported Micronucleus version V${version}`,
);

export const cannotOpen = define<{ error: unknown; path: string }>(
  'cannot-open',
  'error',
  'open',
  ({ error, path }) => `unable to open USB device: failed to open ${path}: ${libusb0Text(error)}`,
);

/** It is waited for. `seconds` is undefined where no number was given. */
export const waiting = defineMessage<{ seconds: number | undefined }>('micronucleus/waiting', {
  '6.4': ({ seconds }) => waitingLines('info', seconds, ''),
  '7.1': ({ seconds }) => waitingLines('error', seconds, ''),
  '8.2': ({ seconds }) => waitingLines('info', seconds, '\n'),
});

function waitingLines(level: Level, seconds: number | undefined, end: string): readonly Words[] {
  const time = seconds === undefined ? '' : `${seconds} seconds `;
  const where = 'micronucleus_open() micronucleus.c';
  return [
    said(level, `no device found, waiting ${time}for device to be plugged in ...\n`, where),
    said(level, `press CTRL-C to terminate\n${end}`, where),
  ];
}

export const notFound = define<{ vendorId: number; productId: number }>(
  'not-found',
  'error',
  'open',
  ({ vendorId, productId }) =>
    `cannot find device with Micronucleus bootloader (${hex(vendorId, 4)}:${hex(productId, 4)})`,
);

export const infoFailed = defineOfVersion<{ error: unknown }>(
  'info-failed',
  'warning',
  'get_bootloader_info',
  ({ error }) => `unable to get bootloader info block: ${transferError(error)}`,
);

export const infoInvalid = defineOfVersion<{ length: number }>(
  'info-invalid',
  'warning',
  'get_bootloader_info',
  ({ length }) => `received invalid bootloader info block size: ${length}`,
);

interface Described {
  readonly version: string;
  readonly flashSize: number;
  readonly pageSize: number;
  readonly start: number;
  readonly writeMs: number;
  readonly eraseMs: number;
  readonly signature: readonly [number, number];
}

/** What the boot loader says of itself. */
export const described = defineMessage<Described>('micronucleus/described', {
  '6.4': (facts) => description(facts, ['Available flash size', 'Bootloader start', 'Bootloader version'], 0),
  '8.2': (facts) =>
    description(facts, ['Available flash size', 'Bootloader start addr', 'Bootloader version'], 22),
});

function description(
  facts: Described,
  [available, start, version]: readonly [string, string, string],
  width: number,
): readonly Words[] {
  const lines: readonly (readonly [string, string | number])[] = [
    [version, facts.version],
    [available, facts.flashSize],
    ['Page size', facts.pageSize],
    [start, `0x${hex(facts.start, 4)}`],
    ['Write sleep', `${facts.writeMs}ms`],
    ['Erase sleep', `${facts.eraseMs}ms`],
    ['Signature1', `0x${hex(facts.signature[0], 2)}`],
    ['Signature2', `0x${hex(facts.signature[1], 2)}`],
  ];
  return lines.map(([name, value], index) => ({
    level: 'notice',
    lead: index === 0 ? 'program' : 'indent',
    text: `${name.padEnd(width)}: ${value}\n`,
  }));
}

/** The device is busy erasing, which a host may take for a fault. */
export const eraseUnanswered = define<{ error: unknown }>(
  'erase-unanswered',
  'notice',
  'erase_device',
  ({ error }) => `ignoring last error of erase command: ${transferError(error)}`,
);

/** It was no error that is usual then, and the board has not come back. */
export const eraseFailed = define<{ error: unknown; rc: number }>(
  'erase-failed',
  'warning',
  'erase_device',
  ({ error, rc }) => `erase command failed, code ${rc}: ${transferError(error)}`,
);

export const connectionDropped = define(
  'connection-dropped',
  'notice',
  'erase_device',
  () => 'connection dropped, trying to reconnect ...',
);

export const reconnecting = define('reconnecting', 'notice', 'reconnect', () => 'trying to reconnect ...');

export const reconnectFailed = define<{ error: unknown }>(
  'reconnect-failed',
  'warning',
  'erase_device',
  ({ error }) => `unable to reconnect USB device: ${transferError(error)}`,
);

export const noResetJump = define(
  'no-reset-jump',
  'error',
  'patch_reset_vector',
  () => 'the reset vector of the user program does not contain a branch instruction',
);

export const pageFailed = defineOfVersion<{ error: unknown }>(
  'page-failed',
  'error',
  'write_page',
  ({ error }) => `unable to transfer page: ${transferError(error)}`,
);

export const startFailed = define<{ error: unknown }>(
  'start-failed',
  'warning',
  'start',
  ({ error }) => `start command failed: ${transferError(error)}`,
);

export const fileTooLarge = define<{ end: number; available: number }>(
  'file-too-large',
  'error',
  'paged_write',
  ({ end, available }) => `program size ${end} exceeds flash size ${available}`,
);

export const memoryUnsupported = defineMessage<{ memory: string }>('micronucleus/memory-unsupported', {
  '6.4': ({ memory }) => said('info', `unsupported memory type: ${memory}\n`),
  '7.1': ({ memory }) => said('error', `unsupported memory type: ${memory}\n`),
  '8.2': ({ memory }) =>
    said('error', `unsupported memory ${memory}\n`, 'micronucleus_paged_write() micronucleus.c'),
});

export const notReadable = defineMessage<{ memory: string }>('micronucleus/not-readable', {
  '6.4': ({ memory }) => said('notice', `reading not supported for ${memory} memory\n`),
  '8.2': ({ memory }) =>
    said(
      'notice2',
      `reading not supported for ${memory} memory\n`,
      'micronucleus_read_byte() micronucleus.c',
    ),
});
