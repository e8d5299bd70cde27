/**
 * The command set of the JTAGICE3 and the tools with an EDBG (Microchip DS50002630, "EDBG-based Tools Protocols"): a request is a
 * scope, a command, a version byte 0 and what the command needs; an answer is the scope, a code, a byte 0 and its data, behind which
 * one more byte stands.
 */

import { classicMemories, xmegaMemories } from '../jtagmkii/memory-types.ts';

/** What a request is about. */
export const scopes = {
  info: 0x00,
  general: 0x01,
  avrIsp: 0x11,
  avr: 0x12,
  avrTpi: 0x14,
  edbg: 0x20,
} as const;

export const commands = {
  getInfo: 0x00,
  setParameter: 0x01,
  getParameter: 0x02,
  signOn: 0x10,
  signOff: 0x11,
  startDebugWire: 0x13,
  enterProgmode: 0x15,
  leaveProgmode: 0x16,
  disableDebugWire: 0x17,
  eraseMemory: 0x20,
  readMemory: 0x21,
  writeMemory: 0x23,
  upgradeFirmware: 0x50,
} as const;

export const responses = { ok: 0x80, info: 0x81, pc: 0x83, data: 0x84, failed: 0xa0 } as const;

/** Codes behind `failed`. */
export const failures = {
  debugWire: 0x10,
  pdi: 0x1b,
  noAnswer: 0x20,
  noTargetPower: 0x22,
  wrongMode: 0x32,
  unsupportedMemory: 0x34,
  wrongLength: 0x35,
  crc: 0x43,
  locked: 0x44,
  notUnderstood: 0x91,
} as const;

/** Memory types of read and write. */
export const memories = { ...classicMemories, ...xmegaMemories, sib: 0xd3 } as const;

/** A value of the tool's: by scope, section and number. `size`: bytes. */
export interface Parameter {
  readonly scope: number;
  readonly section: number;
  readonly number: number;
  readonly size: number;
}

const general = (section: number, number: number, size: number): Parameter => ({
  ...{ scope: scopes.general, section },
  ...{ number, size },
});
const avr = (section: number, number: number, size: number): Parameter => ({
  ...{ scope: scopes.avr, section },
  ...{ number, size },
});
const edbg = (section: number, number: number): Parameter => ({
  ...{ scope: scopes.edbg, section },
  ...{ number, size: 1 },
});

/** Voltages are in millivolts, clocks in kilohertz, both low byte first. */
export const parameters = {
  /** Hardware version, firmware's major and minor number, its release in two bytes. */
  versions: general(0, 0, 5),
  firmware: general(0, 1, 2),
  vTarget: general(1, 0x00, 2),
  channelACurrent: general(1, 0x10, 3),
  channelAVoltage: general(1, 0x11, 2),
  channelBCurrent: general(1, 0x12, 3),
  channelBVoltage: general(1, 0x13, 2),
  vOutMeasured: general(1, 0x14, 2),
  vAdjust: general(1, 0x20, 2),
  architecture: avr(0, 0, 1),
  purpose: avr(0, 1, 1),
  connection: avr(1, 0, 1),
  scanChain: avr(1, 1, 4),
  clockMegaProgramming: avr(1, 0x20, 2),
  clockMegaDebugging: avr(1, 0x21, 2),
  clockXmegaJtag: avr(1, 0x30, 2),
  clockPdi: avr(1, 0x31, 2),
  deviceDescriptor: avr(2, 0, 0),
  highVoltageUpdi: avr(3, 6, 1),
  eraseToEnter: avr(3, 7, 1),
  targetPower: edbg(0, 0x10),
  /** The register of an mEDBG that sets how the board behaves. */
  suffer: edbg(0x11, 0x20),
} as const;

export const architectures = { tiny: 1, mega: 2, xmega: 3, updi: 5 } as const;
export const connections = { isp: 1, jtag: 4, debugWire: 5, pdi: 6, updi: 8 } as const;
export const purposes = { programming: 1 } as const;
export const highVoltage = { simplePulse: 1 } as const;
/** What `getInfo` is asked for. */
export const infos = { serialNumber: 0x81 } as const;

export function encodeCommand(scope: number, command: number, ...more: readonly number[]): Uint8Array {
  return Uint8Array.of(scope, command, 0, ...more);
}

export function encodeGetParameter({ scope, section, number, size }: Parameter): Uint8Array {
  return encodeCommand(scope, commands.getParameter, section, number, size);
}

export function encodeSetParameter({ scope, section, number }: Parameter, value: Uint8Array): Uint8Array {
  return encodeCommand(scope, commands.setParameter, section, number, value.length, ...value);
}

/** @param length bytes */
export function encodeReadMemory(type: number, address: number, length: number): Uint8Array {
  return encodeCommand(scopes.avr, commands.readMemory, type, ...long(address), ...long(length));
}

export function encodeWriteMemory(type: number, address: number, data: Uint8Array): Uint8Array {
  const head = [type, ...long(address), ...long(data.length), 0];
  return encodeCommand(scopes.avr, commands.writeMemory, ...head, ...data);
}

/** @param what one of `erasures` */
export function encodeErase(what: number, address: number): Uint8Array {
  return encodeCommand(scopes.avr, commands.eraseMemory, what, ...long(address));
}

/** Bytes that the answer to a read has besides the data: scope, code, 0, and the one behind. */
export const answerOverhead = 4;

/** Four bytes, low one first. */
function long(value: number): readonly number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24];
}
