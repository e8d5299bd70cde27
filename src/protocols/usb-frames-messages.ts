import { DisconnectedError } from '../model/errors.ts';
import { tracedBytes } from '../model/traced-bytes.ts';
import { defineMessage } from '../output/words.ts';
import { libusb0Result, libusb0Text } from './usb-errno.ts';

/** What avrdude says of frames over USB endpoints (`usb_libusb.c` of the three releases). */

const where = (func: string): string => `${func}() usb_libusb.c`;

export const sent = defineMessage<{ data: Uint8Array }>({
  '6.4': (p) => ({ level: 'trace', lead: 'program', text: `Sent: ${tracedBytes(p.data)} \n` }),
  '7.1': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `sent: ${tracedBytes(p.data)} \n`,
    where: where('usbdev_send'),
  }),
  '8.2': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `usbdev_send: ${tracedBytes(p.data)}\n`,
    where: 'trace_buffer() avr.c',
  }),
});

export const received = defineMessage<{ data: Uint8Array }>({
  '6.4': (p) => ({ level: 'trace', lead: 'program', text: `Recv: ${tracedBytes(p.data)} \n` }),
  '7.1': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `recv: ${tracedBytes(p.data)} \n`,
    where: where('usbdev_recv_frame'),
  }),
  '8.2': (p) => ({
    level: 'trace',
    lead: 'program',
    text: `usbdev_recv_frame: ${tracedBytes(p.data)}\n`,
    where: 'trace_buffer() avr.c',
  }),
});

/** @param length bytes that were to go */
export const sendFailed = defineMessage<{ error: unknown; length: number }>({
  '6.4': ({ error, length }) => ({
    level: 'info',
    lead: 'program',
    text: `usbdev_send(): wrote ${libusb0Result(error)} out of ${length} bytes, err = ${transferText(error)}\n`,
  }),
  '7.1': ({ error, length }) => ({
    level: 'error',
    lead: 'program',
    text: `wrote ${libusb0Result(error)} out of ${length} bytes, err = ${transferText(error)}\n`,
    where: where('usbdev_send'),
  }),
  '8.2': ({ error, length }) => ({
    level: 'error',
    lead: 'program',
    text: `usb_bulk_write() returns ${libusb0Result(error)} and fails writing ${length} bytes, err = ${transferText(error)}\n`,
    where: where('usbdev_send'),
  }),
});

export const receiveFailed = defineMessage<{ error: unknown }>({
  '6.4': ({ error }) => ({
    level: 'notice2',
    lead: 'program',
    text: `usbdev_recv_frame(): usb_bulk_read(): ${transferText(error)}\n`,
    where: where('usbdev_recv_frame'),
  }),
});

/** libusb 0.1 mostly repeats what went wrong before; this is what it says when it does not. */
function transferText(error: unknown): string {
  const doing = error instanceof DisconnectedError ? 'submitting' : 'reaping';
  return `error ${doing} URB: ${libusb0Text(error)}`;
}
