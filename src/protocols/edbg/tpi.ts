import { xprog } from '../stk500v2/xprog.ts';

/**
 * The TPI scope of a JTAGICE3 or its kin (DS50002630, "TPI protocol"): the XPROG commands of AVR069, whose addresses go high byte first,
 * each answered by itself and a status.
 */

export const tpiStatusOk = 0x00;

/** Parameters: where NVMCMD and NVMCSR are among the I/O registers. */
export const tpiParameters = { nvmCommand: 0x03, nvmStatus: 0x04 } as const;

export const encodeEnterProgmode = (): Uint8Array => Uint8Array.of(xprog.enterProgmode);
export const encodeLeaveProgmode = (): Uint8Array => Uint8Array.of(xprog.leaveProgmode);

export function encodeSetParameter(parameter: number, value: number): Uint8Array {
  return Uint8Array.of(xprog.setParameter, parameter, value);
}

/** @param what one of `tpiErasures` @param address a high byte: it is what is accessed */
export function encodeErase(what: number, address: number): Uint8Array {
  return Uint8Array.of(xprog.erase, what, ...long(address | 1));
}

/** @param type one of `tpiMemories` */
export function encodeReadMemory(type: number, address: number, length: number): Uint8Array {
  return Uint8Array.of(xprog.readMemory, type, ...long(address), length >> 8, length & 0xff);
}

/** @param data whole words */
export function encodeWriteMemory(type: number, address: number, data: Uint8Array): Uint8Array {
  const { length } = data;
  const head = [xprog.writeMemory, type, 0, ...long(address), length >> 8, length & 0xff];
  return Uint8Array.of(...head, ...data);
}

/** Four bytes, high one first. */
function long(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
