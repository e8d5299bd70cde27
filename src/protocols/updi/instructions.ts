/**
 * Instructions of the Unified Program and Debug Interface, as the UPDI chapter of the data sheets of tinyAVR 0/1/2, megaAVR 0
 * and AVR Dx/Ex parts defines them. Every instruction begins with a SYNC character; numbers travel low byte first.
 */

/** Answers what stores data, unless response signatures are switched off. */
export const ack = 0x40;
/** What a break looks like to a UART. */
export const breakCharacter = 0x00;

const sync = 0x55;

/** Registers of the control and status space. */
export const cs = {
  statusA: 0x00,
  controlA: 0x02,
  controlB: 0x03,
  keyStatus: 0x07,
  resetRequest: 0x08,
  systemControl: 0x0a,
  systemStatus: 0x0b,
} as const;

/** CTRLA: delay between bytes that the target sends. */
export const interByteDelay = 0x80;
/** CTRLA: no response signatures (RSD). */
export const noSignatures = 0x08;
/** CTRLA: the shortest guard time but one, two cycles. */
export const shortGuardTime = 0x06;
/** CTRLB: no collision detection. */
export const noCollisionDetection = 0x08;
/** CTRLB: switches the interface off. */
export const disableInterface = 0x04;
/** ASI_RESET_REQ: holds the system in reset; anything else lets it run. */
export const resetSignature = 0x59;
/** ASI_SYS_CTRLA: the user row has been handed over; the clock is asked for, too. */
export const userRowFinal = 0x0a;

/** Bits of ASI_SYS_STATUS. */
export const status = {
  locked: 0x01,
  userRowProgramming: 0x04,
  nvmProgramming: 0x08,
  sleeping: 0x10,
  inReset: 0x20,
} as const;

/** Keys, and the bit of ASI_KEY_STATUS that says a key has been taken. */
export const keys = {
  nvmProgramming: { text: 'NVMProg ', accepted: 0x10 },
  chipErase: { text: 'NVMErase', accepted: 0x08 },
  userRow: { text: 'NVMUs&te', accepted: 0x20 },
} as const;
export type Key = (typeof keys)[keyof typeof keys];

/** How often an instruction can be repeated at most, itself included. */
export const maxRepeats = 256;
/** Bytes of the system information block. */
export const sibLength = 32;

/** Bytes that an address takes: 2 on parts with 64 KiB of data space, else 3. */
export type AddressBytes = 2 | 3;
/** Bytes that are moved at a time. */
export type Unit = 1 | 2;

/** Reads a register of the control and status space. One byte answers. */
export function encodeLdcs(register: number): Uint8Array {
  return Uint8Array.of(sync, 0x80 | register);
}

/** Writes a register of the control and status space. Nothing answers. */
export function encodeStcs(register: number, value: number): Uint8Array {
  return Uint8Array.of(sync, 0xc0 | register, value);
}

/** Reads a byte. */
export function encodeLds(address: number, width: AddressBytes): Uint8Array {
  return Uint8Array.of(sync, (width - 1) << 2, ...littleEndian(address, width));
}

/** Announces data to be stored; the acknowledged data follow. @param unit how many bytes */
export function encodeSts(address: number, width: AddressBytes, unit: Unit = 1): Uint8Array {
  return Uint8Array.of(sync, 0x40 | ((width - 1) << 2) | (unit - 1), ...littleEndian(address, width));
}

/** Sets the pointer. */
export function encodeStPointer(address: number, width: AddressBytes): Uint8Array {
  return Uint8Array.of(sync, 0x68 | (width - 1), ...littleEndian(address, width));
}

/** Reads where the pointer points and moves it on. */
export function encodeLdIncrement(unit: Unit): Uint8Array {
  return Uint8Array.of(sync, 0x24 | (unit - 1));
}

/** Stores where the pointer points and moves it on; data follow. */
export function encodeStIncrement(unit: Unit): Uint8Array {
  return Uint8Array.of(sync, 0x64 | (unit - 1));
}

/** Has the next instruction carried out that many times. @param times 1 to 256 */
export function encodeRepeat(times: number): Uint8Array {
  return Uint8Array.of(sync, 0xa0, (times - 1) & 0xff);
}

/** Announces a key of 64 bits. */
export const keyHead = Uint8Array.of(sync, 0xe0);

/** A key as it travels: last character first. */
export function encodeKey(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0)).toReversed();
}

/** Asks for the system information block of 32 bytes. */
export const readSib = Uint8Array.of(sync, 0xe6);

function littleEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >> (8 * i)) & 0xff);
}
