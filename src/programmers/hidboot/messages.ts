import type { UsbIds } from '../../model/udev-rule.ts';
import { usbIdsText } from '../../model/udev-rule.ts';
import { defineMessage, said } from '../../output/words.ts';

/** What is said of boot loaders that no avrdude knows, in the manner of each release. */

function define<Facts = void>(
  name: string,
  level: 'error' | 'warning' | 'notice',
  text: (facts: Facts) => string,
) {
  const old = level === 'notice' ? level : 'info';
  return defineMessage<Facts>(`hidboot/${name}`, {
    '6.4': (facts) => said(old, `${text(facts)}\n`),
    '7.1': (facts) => said(level, `${text(facts)}\n`),
  });
}

const hex4 = (value: number): string => value.toString(16).padStart(4, '0');

export const waiting = define<{ seconds: number | undefined }>('waiting', 'warning', ({ seconds }) => {
  const time = seconds === undefined ? '' : `${seconds} seconds `;
  return `no device found, waiting ${time}for device to be plugged in ...`;
});

export const cannotOpen = define('cannot-open', 'error', () => 'found HID device, but cannot open it');

export const notFound = define<{ name: string; ids: UsbIds }>(
  'not-found',
  'error',
  ({ name, ids }) => `cannot find device with ${name} boot loader (${usbIdsText(ids)})`,
);

export const portInvalid = define<{ port: string }>(
  'port-invalid',
  'error',
  ({ port }) =>
    `invalid -P ${port}; drop this option or use -P usb[:<serial number>] or -P usb:<bus>:<device>`,
);

export const sizesUnread = define(
  'sizes-unread',
  'error',
  () => 'the boot loader does not tell the sizes of its chip',
);

export const otherSizes = define<{ flashSize: number; pageSize: number; part: string }>(
  'other-sizes',
  'error',
  ({ flashSize, pageSize, part }) =>
    `the boot loader has ${flashSize} bytes of flash in pages of ${pageSize}, and ${part} has not`,
);

/** Its reports carry pages of another size. */
export const otherPages = define<{ pageSize: number; part: string }>(
  'other-pages',
  'error',
  ({ pageSize, part }) => `the boot loader takes pages of ${pageSize} bytes, and ${part} has others`,
);

export const lacksUsb = define<{ part: string }>(
  'lacks-usb',
  'error',
  ({ part }) => `this boot loader is one for AVRs with USB, and ${part} has none`,
);

export const described = define<{ available: number; pageSize: number }>(
  'described',
  'notice',
  ({ available, pageSize }) => `available flash size ${available}, page size ${pageSize}`,
);

export const chipBelieved = define<{ part: string }>(
  'chip-believed',
  'notice',
  ({ part }) => `the boot loader does not tell its signature; it is taken for that of ${part}`,
);

export const onlyFlash = define<{ memory: string }>(
  'only-flash',
  'error',
  ({ memory }) => `this boot loader writes flash only, not ${memory}`,
);

export const fileTooLarge = define<{ end: number; available: number }>(
  'file-too-large',
  'error',
  ({ end, available }) =>
    `the file reaches up to 0x${hex4(end - 1)}, and the boot loader begins at 0x${hex4(available)}; nothing has been written`,
);

export const pageFailed = define<{ address: number; code: string }>(
  'page-failed',
  'error',
  ({ address, code }) => `unable to write page at 0x${hex4(address)}: ${code}`,
);
