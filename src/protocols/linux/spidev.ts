import { ProtocolError } from '../../model/errors.ts';
import type { DeviceFile } from '../../transports/device-files.ts';
import { request } from './requests.ts';

/** An SPI controller by its device file (linux/spi/spidev.h). */

const type = 0x6b;
const messageSize = 32;
const requests = {
  writeMode32: request('write', type, 5, 4),
  message: request('write', type, 0, messageSize),
} as const;

/** Mode 0, and the controller's own chip select line left alone. */
export const spiModes = { plain: 0x00, withoutSelect: 0x40 } as const;

/** Where the fields of a message are. */
const message = { send: 0, receive: 8, length: 16, speed: 20, delay: 24, wordBits: 26 } as const;
/** Between a message and the next, in microseconds. */
const gap = 1;

/** @throws TransportError (EINVAL: the controller does not know the mode; ENOTTY: it is none) */
export function setSpiMode(file: DeviceFile, mode: number): void {
  const argument = new Uint8Array(4);
  new DataView(argument.buffer).setUint32(0, mode, true);
  file.ioctl(requests.writeMode32, argument);
}

/**
 * Sends bytes and receives as many.
 * @param hertz the controller takes the next clock below it @throws TransportError; ProtocolError if it has sent fewer
 */
export function exchangeSpi(file: DeviceFile, sent: Uint8Array, hertz: number): Uint8Array {
  const argument = new Uint8Array(messageSize);
  const received = new Uint8Array(sent.length);
  const fields = new DataView(argument.buffer);
  fields.setUint32(message.length, sent.length, true);
  fields.setUint32(message.speed, Math.min(0xffff_ffff, Math.max(1, Math.trunc(hertz))), true);
  fields.setUint16(message.delay, gap, true);
  fields.setUint8(message.wordBits, 8);
  const length = file.ioctl(requests.message, argument, [
    { offset: message.send, bytes: sent },
    { offset: message.receive, bytes: received },
  ]);
  if (length !== sent.length) throw new ProtocolError(`${length} of ${sent.length} bytes over SPI`);
  return received;
}
