import { defineMessage, type Words } from '../../output/words.ts';
import { libusb1Result } from '../usb/errno.ts';

/** What is said of transfers to and from a CH341A. Words from ch341a.c of 8.2; earlier releases do not know it. */

type Direction = 'to' | 'from';

/** A bulk transfer failed. @param what the function of avrdude's that wanted it: one that drives pins has no more to say */
export const transferFailed = defineMessage<{ error: unknown; direction: Direction; what: 'pins' | 'spi' }>(
  'ch341a/transfer-failed',
  {
    '6.4': ({ error, direction, what }) => [
      // It may come in the middle of a bar.
      ...(what === 'spi' ? [{ level: 'info', text: '\n' } as const] : []),
      { level: 'info', lead: 'program', text: `CH341USBTransferPart(): ${failed(error)}` },
      ...(what === 'spi'
        ? [{ level: 'info', lead: 'program', text: `ch341a_spi(): ${lost(direction)}` } as const]
        : []),
    ],
    '7.1': ({ error, direction, what }) => [
      said('CH341USBTransferPart', failed(error)),
      ...(what === 'spi' ? [said('ch341a_spi', lost(direction))] : []),
    ],
  },
);

function failed(error: unknown): string {
  return `libusb_bulk_transfer for IN_EP failed, return value ${libusb1Result(error)}\n`;
}

function lost(direction: Direction): string {
  return `failed to transfer data ${direction} CH341\n`;
}

function said(where: string, text: string): Words {
  return { level: 'error', lead: 'program', where: `${where}() ch341a.c`, text };
}
