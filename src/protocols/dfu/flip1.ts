/**
 * Commands of Atmel's FLIP protocol, version 1, for AT90USB and ATmega U2 and U4 (doc7618, "USB DFU Bootloader Datasheet"). Each is
 * the data of a DNLOAD.
 */

/** Most bytes of memory in one command, as Atmel's own programs have it. */
export const blockSize = 1024;

/** Bytes of a packet of the control endpoint; the command's packet comes first, and data lie in theirs as they lie in memory. */
export const packetSize = 32;

/** Memories as a write names them, and a read. */
export const flip1Memories = {
  flash: { write: 0x00, read: 0x00 },
  eeprom: { write: 0x01, read: 0x02 },
} as const;
export type Flip1Memory = keyof typeof flip1Memories;

/** What stands behind the data: no checksum, its length, "DFU", version 1.10, and no ids. */
const suffix = [0, 0, 0, 0, 16, 0x44, 0x46, 0x55, 1, 0x10, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];

/** Programs a range within 64 KiB. @param address of the first byte; only its lower 16 bits are sent */
export function encodeProgram(memory: Flip1Memory, address: number, data: Uint8Array): Uint8Array {
  const filler = address % packetSize;
  const short = Math.max(0, packetSize - filler - data.length);
  const command = new Uint8Array(packetSize + filler + data.length + short + suffix.length).fill(0xff);
  command.fill(0, 0, packetSize);
  command.set([0x01, flip1Memories[memory].write, ...rangeBytes(address, data.length)]);
  command.set(data, packetSize + filler);
  command.set(suffix, command.length - suffix.length);
  return command;
}

/** Asks for a range within 64 KiB, which the UPLOAD that follows brings. */
export function encodeRead(memory: Flip1Memory, address: number, length: number): Uint8Array {
  return Uint8Array.of(0x03, flip1Memories[memory].read, ...rangeBytes(address, length));
}

/** Erases the application section of flash; EEPROM stays. */
export const encodeErase = (): Uint8Array => Uint8Array.of(0x04, 0x00, 0xff);

/** Starts the application by a reset, once a DNLOAD without data follows. */
export const encodeStartByReset = (): Uint8Array => Uint8Array.of(0x04, 0x03, 0x00);

/**
 * Selects 64 KiB of flash for the commands that follow. (avrdude sends `06 00 page`, which selects nothing; Atmel's ASF, LUFA and
 * dfu-programmer have it like this.)
 */
export const encodeSelectPage = (page: number): Uint8Array => Uint8Array.of(0x06, 0x03, 0x00, page);

/** Where the bytes of the signature are: family code, product name, product revision. */
export const signaturePlaces = [0x31, 0x60, 0x61] as const;

/** Asks for one byte of manufacturer information, which the UPLOAD that follows brings. */
export const encodeIdentify = (place: number): Uint8Array => Uint8Array.of(0x05, 0x01, place);

function rangeBytes(address: number, length: number): readonly number[] {
  const last = address + length - 1;
  return [(address >> 8) & 0xff, address & 0xff, (last >> 8) & 0xff, last & 0xff];
}

/** What a status means, by its number, as the class specification has it. */
export function statusText(status: number): string {
  return statusTexts[status] ?? 'Unknown status code';
}

const statusTexts = [
  'No error condition is present',
  'File is not targeted for use by this device',
  'File is for this device but fails some vendor-specific verification test',
  'Device id unable to write memory',
  'Memory erase function failed',
  'Memory erase check failed',
  'Program memory function failed',
  'Programmed memory failed verification',
  'Cannot program memory due to received address that is out of range',
  'Received DFU_DNLOAD with wLength = 0, but device does not think it has all the data yet.',
  "Device's firmware is corrupted. It cannot return to run-time operations",
  'iString indicates a vendor-specific error',
  'Device detected unexpected USB reset signaling',
  'Device detected unexpected power on reset',
  'Something went wrong, but the device does not know what it was',
  'Device stalled an unexpected request',
] as const;
