import { bigEndian } from './commands.ts';

/**
 * XPROG, by which an AVRISP mkII or an STK600 programs over PDI and TPI: Atmel application note AVR079, "STK600 Communication Protocol".
 * A command travels in a body of STK500 version 2; numbers have their high byte first. What AVR079 leaves out is avrdude's experience.
 */

/** First bytes of the bodies that carry them (CMD_XPROG, CMD_XPROG_SETMODE). */
export const xprogBodies = { command: 0x50, setMode: 0x51 } as const;

/** Interfaces of the target. */
export const xprogModes = { pdi: 0, tpi: 2 } as const;

/** XPRG_CMD_. */
export const xprog = {
  enterProgmode: 0x01,
  leaveProgmode: 0x02,
  erase: 0x03,
  writeMemory: 0x04,
  readMemory: 0x05,
  setParameter: 0x07,
} as const;

export const xprogStatuses = { ok: 0x00, failed: 0x01, collision: 0x02, timeout: 0x03 } as const;

/** XPRG_MEM_TYPE_. */
export const xprogMemories = {
  application: 0x01,
  boot: 0x02,
  eeprom: 0x03,
  fuse: 0x04,
  lockBits: 0x05,
  userSignature: 0x06,
  factoryCalibration: 0x07,
} as const;

/** XPRG_ERASE_. */
export const xprogErasures = {
  chip: 0x01,
  applicationPage: 0x05,
  bootPage: 0x06,
  eepromPage: 0x07,
  userSignature: 0x08,
  configuration: 0x09,
} as const;

/** XPRG_PARAM_, with their size in bytes. */
export const xprogParameters = {
  nvmBase: { code: 0x01, size: 4 },
  eepromPageSize: { code: 0x02, size: 2 },
  nvmCommand: { code: 0x03, size: 1 },
  nvmStatus: { code: 0x04, size: 1 },
} as const;

/** Bits of the mode in which a page is written. */
export const pageModes = { erase: 0x01, write: 0x02 } as const;

/** What is read or written at a time at most, in bytes: AVR079 says 512, at which avrdude saw a page corrupted. */
export const mostXprog = 256;

/** CMD_XPROG_SETMODE. @param mode one of `xprogModes` */
export function encodeSetMode(mode: number): Uint8Array {
  return Uint8Array.of(xprogBodies.setMode, mode);
}

/** A command without parameters: `enterProgmode`, `leaveProgmode`. */
export function encodeXprog(command: number): Uint8Array {
  return Uint8Array.of(xprogBodies.command, command);
}

/** @param parameter one of `xprogParameters` */
export function encodeXprogParameter(parameter: { code: number; size: number }, value: number): Uint8Array {
  return Uint8Array.of(
    ...encodeXprog(xprog.setParameter),
    parameter.code,
    ...bigEndian(value, parameter.size),
  );
}

/** @param what one of `xprogErasures` */
export function encodeXprogErase(what: number, address: number): Uint8Array {
  return Uint8Array.of(...encodeXprog(xprog.erase), what, ...bigEndian(address, 4));
}

/** The data come behind the status. @param type one of `xprogMemories` @param length up to `mostXprog` */
export function encodeXprogRead(type: number, address: number, length: number): Uint8Array {
  return Uint8Array.of(
    ...encodeXprog(xprog.readMemory),
    type,
    ...bigEndian(address, 4),
    ...bigEndian(length, 2),
  );
}

/** @returns the data of the answer to a read */
export function decodeXprogRead(reply: Uint8Array, length: number): Uint8Array {
  return reply.slice(3, 3 + length);
}

/** @param mode of `pageModes`, 0 for bytes @param data up to `mostXprog` bytes */
export function encodeXprogWrite(type: number, mode: number, address: number, data: Uint8Array): Uint8Array {
  return Uint8Array.of(
    ...encodeXprog(xprog.writeMemory),
    type,
    mode,
    ...bigEndian(address, 4),
    ...bigEndian(data.length, 2),
    ...data,
  );
}

/** The status of an answer; undefined if that is none to an XPROG body. */
export function xprogStatus(reply: Uint8Array): number | undefined {
  if (reply[0] === xprogBodies.setMode) return reply[1];
  return reply[0] === xprogBodies.command ? reply[2] : undefined;
}
