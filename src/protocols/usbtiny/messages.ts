import { defineMessage, type Words } from '../../output/words.ts';
import { libusb0Text } from '../usb/errno.ts';

/** What the link to a USBtiny has to say. Words from usbtiny.c of the releases. */

const newline: Words = { level: 'info', text: '\n' };
const newlineOfError: Words = { level: 'error', text: '\n' };

const where = (name: string): string => `${name}() usbtiny.c`;

/** @param error undefined if the transfer was well but short */
const reason = (error: unknown): string =>
  error === undefined ? 'No error' : `error sending control message: ${libusb0Text(error)}`;

export const requestFailed = defineMessage<{ error: unknown; silently: boolean }>('usbtiny/request-failed', {
  '6.4': ({ error }) => [
    newline,
    { level: 'info', lead: 'program', text: `error: usbtiny_transmit: ${reason(error)}\n` },
  ],
  '7.1': ({ error }) => [
    newlineOfError,
    { level: 'error', lead: 'program', where: where('usb_control'), text: `${reason(error)}\n` },
  ],
  '8.2': ({ error, silently }) =>
    silently
      ? undefined
      : [
          newlineOfError,
          { level: 'error', lead: 'program', where: where('usb_control'), text: `${reason(error)}\n` },
        ],
});

export interface ShortTransfer {
  readonly error: unknown;
  readonly expected: number;
  /** Bytes, or a negative error number. */
  readonly got: number;
}

const counts = ({ error, expected, got }: ShortTransfer): string =>
  `${reason(error)} (expected ${expected}, got ${got})\n`;

export const receiveFailed = defineMessage<ShortTransfer>('usbtiny/receive-failed', {
  '6.4': (facts) => [
    newline,
    { level: 'info', lead: 'program', text: `error: usbtiny_receive: ${counts(facts)}` },
  ],
  '7.1': (facts) => [
    newlineOfError,
    { level: 'error', lead: 'program', where: where('usb_in'), text: counts(facts) },
  ],
});

export const sendFailed = defineMessage<ShortTransfer>('usbtiny/send-failed', {
  '6.4': (facts) => [
    newline,
    { level: 'info', lead: 'program', text: `error: usbtiny_send: ${counts(facts)}` },
  ],
  '7.1': (facts) => [
    newlineOfError,
    { level: 'error', lead: 'program', where: where('usb_out'), text: counts(facts) },
  ],
});

export const retried = defineMessage<{ times: number; during: string }>('usbtiny/retried', {
  '6.4': ({ times, during }) => ({
    level: 'info',
    lead: 'program',
    unlessQuelled: true,
    text: `${times} retries during ${during}\n`,
  }),
  '7.1': ({ times, during }) => ({
    level: 'info',
    lead: 'program',
    text: `${times} retries during ${during}\n`,
  }),
});
