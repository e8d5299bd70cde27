import type { DeviceFile } from '../../transports/device-files.ts';

/** A serial port's attributes and its lines, without the bytes (asm-generic/ioctls.h, termbits.h; termios(3), ioctl_tty(2)). */

const requests = {
  getAttributes: 0x5401,
  setAttributes: 0x5402,
  getLines: 0x5415,
  setLines: 0x5418,
  breakOn: 0x5427,
  breakOff: 0x5428,
} as const;

/** Of struct termios: four words of flags, the line discipline, and special characters. */
const size = 36;
const at = { input: 0, output: 4, control: 8, local: 12, characters: 17 } as const;
const minimum = 6;
const time = 5;

const input = { ignoreBreak: 0o1, ignoreParity: 0o4 } as const;
/** 9600 bit/s, eight bits; modem lines are left to us, also at the end. */
const control = { speed: 0o15, eightBits: 0o60, receive: 0o200, local: 0o4000 } as const;

/** Lines of a serial port by their bits. */
export const lineBits = { dtr: 0x002, rts: 0x004, cts: 0x020, cd: 0x040, ri: 0x080, dsr: 0x100 } as const;
export type SerialPin = keyof typeof lineBits;

/** @throws TransportError (ENOTTY: it is no serial port) */
export function readAttributes(file: DeviceFile): Uint8Array {
  const attributes = new Uint8Array(size + 24);
  file.ioctl(requests.getAttributes, attributes);
  return attributes;
}

export function writeAttributes(file: DeviceFile, attributes: Uint8Array): void {
  file.ioctl(requests.setAttributes, attributes);
}

/** The same attributes for a port of which only the lines matter. */
export function plainAttributes(attributes: Uint8Array): Uint8Array {
  const plain = attributes.slice();
  const fields = new DataView(plain.buffer);
  fields.setUint32(at.input, input.ignoreBreak | input.ignoreParity, true);
  fields.setUint32(at.output, 0, true);
  fields.setUint32(at.control, control.speed | control.eightBits | control.receive | control.local, true);
  plain[at.characters + minimum] = 1;
  plain[at.characters + time] = 0;
  return plain;
}

export function readLines(file: DeviceFile): number {
  const lines = new Uint8Array(4);
  file.ioctl(requests.getLines, lines);
  return new DataView(lines.buffer).getUint32(0, true);
}

/** Sets DTR and RTS; the other bits are inputs. */
export function writeLines(file: DeviceFile, lines: number): void {
  const argument = new Uint8Array(4);
  new DataView(argument.buffer).setUint32(0, lines, true);
  file.ioctl(requests.setLines, argument);
}

/** A break is the positive level on TXD. */
export function setBreak(file: DeviceFile, on: boolean): void {
  file.ioctl(on ? requests.breakOn : requests.breakOff);
}
