import { DisconnectedError } from '../../model/errors.ts';
import { tracedBytes } from '../../model/traced-bytes.ts';
import { defineMessage, said } from '../../output/words.ts';
import { libusb0Result, libusb0Text } from './errno.ts';

/** What avrdude says of frames over USB endpoints (`usb_libusb.c` of the three releases). */

const where = (func: string): string => `${func}() usb_libusb.c`;

export const sent = defineMessage<{ data: Uint8Array }>('usb/sent', {
  '6.4': (p) => said('trace', `Sent: ${tracedBytes(p.data)} \n`),
  '7.1': (p) => said('trace', `sent: ${tracedBytes(p.data)} \n`, where('usbdev_send')),
  '8.2': (p) => said('trace', `usbdev_send: ${tracedBytes(p.data)}\n`, 'trace_buffer() avr.c'),
});

export const received = defineMessage<{ data: Uint8Array }>('usb/received', {
  '6.4': (p) => said('trace', `Recv: ${tracedBytes(p.data)} \n`),
  '7.1': (p) => said('trace', `recv: ${tracedBytes(p.data)} \n`, where('usbdev_recv_frame')),
  '8.2': (p) => said('trace', `usbdev_recv_frame: ${tracedBytes(p.data)}\n`, 'trace_buffer() avr.c'),
});

/** @param length bytes that were to go */
export const sendFailed = defineMessage<{ error: unknown; length: number }>('usb/send-failed', {
  '6.4': ({ error, length }) =>
    said(
      'info',
      `usbdev_send(): wrote ${libusb0Result(error)} out of ${length} bytes, err = ${transferText(error)}\n`,
    ),
  '7.1': ({ error, length }) =>
    said(
      'error',
      `wrote ${libusb0Result(error)} out of ${length} bytes, err = ${transferText(error)}\n`,
      where('usbdev_send'),
    ),
  '8.2': ({ error, length }) =>
    said(
      'error',
      `usb_bulk_write() returns ${libusb0Result(error)} and fails writing ${length} bytes, err = ${transferText(error)}\n`,
      where('usbdev_send'),
    ),
});

export const receiveFailed = defineMessage<{ error: unknown }>('usb/receive-failed', {
  '6.4': ({ error }) =>
    said(
      'notice2',
      `usbdev_recv_frame(): usb_bulk_read(): ${transferText(error)}\n`,
      where('usbdev_recv_frame'),
    ),
});

/** libusb 0.1 mostly repeats what went wrong before; this is what it says when it does not. */
function transferText(error: unknown): string {
  const doing = error instanceof DisconnectedError ? 'submitting' : 'reaping';
  return `error ${doing} URB: ${libusb0Text(error)}`;
}
