/** Commands of Atmel's FLIP protocol, version 2, for XMEGA (AVR4023, doc8457). Each is the data of a DNLOAD. */

/** Most bytes of memory in one command. */
export const blockSize = 1024;

/** Memories by the numbers of their units, of those that are used here. */
export const flip2Units = { flash: 0, eeprom: 1, bootloader: 4, signature: 5 } as const;
export type Flip2Unit = keyof typeof flip2Units;

/** Chooses the memory of the commands that follow; its first 64 KiB are selected with it. */
export const encodeSelectUnit = (unit: Flip2Unit): Uint8Array =>
  Uint8Array.of(0x06, 0x03, 0x00, flip2Units[unit], 0, 0);

/** Selects 64 KiB of the memory. */
export const encodeSelectPage = (page: number): Uint8Array =>
  Uint8Array.of(0x06, 0x03, 0x01, page >> 8, page & 0xff, 0);

/** Asks for a range within 64 KiB, which the UPLOAD that follows brings. */
export const encodeRead = (address: number, length: number): Uint8Array =>
  Uint8Array.of(0x03, 0x00, ...rangeBytes(address, length));

/** Programs a range within 64 KiB. The command fills a packet, and data lie in theirs as they lie in memory. @param packetSize of endpoint 0 */
export function encodeProgram(address: number, data: Uint8Array, packetSize: number): Uint8Array {
  const start = packetSize + (address % packetSize);
  const command = new Uint8Array(start + data.length);
  command.set([0x01, 0x00, ...rangeBytes(address, data.length)]);
  command.set(data, start);
  return command;
}

/** Erases the application section and lifts the protection; the status tells when it is done. */
export const encodeErase = (): Uint8Array => Uint8Array.of(0x04, 0x00, 0xff, 0, 0, 0);

/** Starts the application by a reset, once a second DNLOAD follows. */
export const encodeStartByReset = (): Uint8Array => Uint8Array.of(0x04, 0x03, 0x00, 0, 0, 0);

function rangeBytes(address: number, length: number): readonly number[] {
  const last = address + length - 1;
  return [(address >> 8) & 0xff, address & 0xff, (last >> 8) & 0xff, last & 0xff];
}

/** A status together with a state, where both tell more than the status alone. */
const combined: Readonly<Record<number, string>> = {
  0: 'OK',
  3850: 'STALL',
  778: 'MEM_UKNOWN',
  768: 'MEM_PROTECTED',
  2058: 'OUTOFRANGE',
  1280: 'BLANK_FAIL',
  2308: 'ERASE_ONGOING',
};

/** Names of statuses (bStatus), as the class specification has them. */
const statusNames = [
  'OK',
  'ERR_TARGET',
  'ERR_FILE',
  'ERR_WRITE',
  'ERR_ERASE',
  'ERR_CHECK_ERASED',
  'ERR_PROG',
  'ERR_VERIFY',
  'ERR_ADDRESS',
  'ERR_NOTDONE',
  'ERR_FIRMWARE',
  'ERR_VENDOR',
  'ERR_USBR',
  'ERR_POR',
  'ERR_UNKNOWN',
  'ERR_STALLEDPKT',
] as const;

/** What a status and a state mean. */
export function statusName({ status, state }: { readonly status: number; readonly state: number }): string {
  return combined[(status << 8) | state] ?? statusNames[status] ?? 'Unknown';
}

/** Whether the device is still erasing. */
export function isErasing({ status, state }: { readonly status: number; readonly state: number }): boolean {
  return status === 9 && state === 4;
}

/** Whether it was asked for an address, a unit or a page that there is none of. */
export function isOutOfRange({
  status,
  state,
}: {
  readonly status: number;
  readonly state: number;
}): boolean {
  return status === 8 && state === 10;
}
