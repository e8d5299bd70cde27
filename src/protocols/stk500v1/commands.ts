/**
 * The STK500 protocol, version 1: Atmel application note AVR061, "STK500 Communication Protocol". A request is a command byte,
 * its parameters and the end mark; an answer is INSYNC, what was asked for, and OK. The ArduinoISP sketch and the Optiboot
 * loader speak subsets of it.
 */

export const endOfPacket = 0x20;

export const responses = {
  ok: 0x10,
  failed: 0x11,
  unknown: 0x12,
  noDevice: 0x13,
  inSync: 0x14,
  noSync: 0x15,
} as const;

export const parameters = {
  hardwareVersion: 0x80,
  softwareMajor: 0x81,
  softwareMinor: 0x82,
  vTarget: 0x84,
  vAdjust: 0x85,
  oscillatorPrescale: 0x86,
  oscillatorCompareMatch: 0x87,
  sckDuration: 0x89,
  topcardDetect: 0x98,
} as const;

/** Which memory a page command means: `F` flash, `E` EEPROM. */
export type PageMemory = 'F' | 'E';

/** What a programmer says in answer to the sign-on request: seven characters. */
export const signOnLength = 7;

function request(command: number, ...rest: number[]): Uint8Array {
  return Uint8Array.of(command, ...rest, endOfPacket);
}

/** Cmnd_STK_GET_SYNC: does nothing but answer. */
export function encodeGetSync(): Uint8Array {
  return request(0x30);
}

/** Cmnd_STK_GET_SIGN_ON: answers `AVR STK` (Atmel's board) or `AVR ISP` (the sketch). */
export function encodeGetSignOn(): Uint8Array {
  return request(0x31);
}

/** Cmnd_STK_GET_PARAMETER: answers one byte. */
export function encodeGetParameter(parameter: number): Uint8Array {
  return request(0x41, parameter);
}

/** Cmnd_STK_SET_PARAMETER. */
export function encodeSetParameter(parameter: number, value: number): Uint8Array {
  return request(0x40, parameter, value);
}

/** What Cmnd_STK_SET_DEVICE tells of the target; sizes in bytes. */
export interface DeviceParameters {
  readonly deviceCode: number;
  readonly revision: number;
  /** 0 both parallel and serial programming, 1 parallel only. */
  readonly programmingType: number;
  /** 1 full, 0 pseudo-parallel interface. */
  readonly fullParallel: number;
  readonly polling: number;
  readonly selfTimed: number;
  readonly lockBytes: number;
  readonly fuseBytes: number;
  readonly flashPoll: readonly [number, number];
  readonly eepromPoll: readonly [number, number];
  /** 0 if the flash has no pages. */
  readonly pageSize: number;
  readonly eepromSize: number;
  readonly flashSize: number;
}

/** Cmnd_STK_SET_DEVICE: twenty bytes of parameters. */
export function encodeSetDevice(device: DeviceParameters): Uint8Array {
  return request(
    0x42,
    device.deviceCode,
    device.revision,
    device.programmingType,
    device.fullParallel,
    device.polling,
    device.selfTimed,
    device.lockBytes,
    device.fuseBytes,
    ...device.flashPoll,
    ...device.eepromPoll,
    ...bigEndian(device.pageSize, 2),
    ...bigEndian(device.eepromSize, 2),
    ...bigEndian(device.flashSize, 4),
  );
}

/** Cmnd_STK_SET_DEVICE_EXT: the parameters behind their own count. */
export function encodeSetDeviceExt(parameters: readonly number[]): Uint8Array {
  return request(0x45, parameters.length + 1, ...parameters);
}

/** Cmnd_STK_ENTER_PROGMODE. */
export function encodeEnterProgMode(): Uint8Array {
  return request(0x50);
}

/** Cmnd_STK_LEAVE_PROGMODE. */
export function encodeLeaveProgMode(): Uint8Array {
  return request(0x51);
}

/** Cmnd_STK_LOAD_ADDRESS. @param address 16 bits, in the unit of the memory */
export function encodeLoadAddress(address: number): Uint8Array {
  return request(0x55, address & 0xff, (address >> 8) & 0xff);
}

/** Cmnd_STK_UNIVERSAL: one ISP instruction; answers the last of the four bytes that came back. */
export function encodeUniversal(instruction: Uint8Array): Uint8Array {
  return request(0x56, ...instruction.subarray(0, 4));
}

/** Cmnd_STK_PROG_PAGE. @param data at most 256 bytes */
export function encodeProgPage(memory: PageMemory, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 5);
  bytes.set([0x64, ...bigEndian(data.length, 2), memory.charCodeAt(0)]);
  bytes.set(data, 4);
  bytes[data.length + 4] = endOfPacket;
  return bytes;
}

/** Cmnd_STK_READ_PAGE: answers `length` bytes. @param length at most 256 */
export function encodeReadPage(memory: PageMemory, length: number): Uint8Array {
  return request(0x74, ...bigEndian(length, 2), memory.charCodeAt(0));
}

/** Cmnd_STK_READ_SIGN: answers the three signature bytes. */
export function encodeReadSign(): Uint8Array {
  return request(0x75);
}

function bigEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 0xff);
}
