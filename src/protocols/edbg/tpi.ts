/**
 * The TPI scope of a JTAGICE3 or its kin (DS50002630, "TPI protocol"): the XPROG commands of AVR069, whose addresses go high byte first,
 * each answered by itself and a status.
 */

export const tpiCommands = {
  enterProgmode: 0x01,
  leaveProgmode: 0x02,
  erase: 0x03,
  writeMemory: 0x04,
  readMemory: 0x05,
  setParameter: 0x07,
} as const;

export const tpiStatusOk = 0x00;

export const tpiMemories = { application: 0x01, fuse: 0x04, lockBits: 0x05 } as const;
export const tpiErasures = { chip: 0x01, application: 0x02, configuration: 0x09 } as const;
/** Parameters: where NVMCMD and NVMCSR are among the I/O registers. */
export const tpiParameters = { nvmCommand: 0x03, nvmStatus: 0x04 } as const;

export const encodeEnterProgmode = (): Uint8Array => Uint8Array.of(tpiCommands.enterProgmode);
export const encodeLeaveProgmode = (): Uint8Array => Uint8Array.of(tpiCommands.leaveProgmode);

export function encodeSetParameter(parameter: number, value: number): Uint8Array {
  return Uint8Array.of(tpiCommands.setParameter, parameter, value);
}

/** @param what one of `tpiErasures` @param address a high byte: it is what is accessed */
export function encodeErase(what: number, address: number): Uint8Array {
  return Uint8Array.of(tpiCommands.erase, what, ...long(address | 1));
}

/** @param type one of `tpiMemories` */
export function encodeReadMemory(type: number, address: number, length: number): Uint8Array {
  return Uint8Array.of(tpiCommands.readMemory, type, ...long(address), length >> 8, length & 0xff);
}

/** @param data whole words */
export function encodeWriteMemory(type: number, address: number, data: Uint8Array): Uint8Array {
  const { length } = data;
  const head = [tpiCommands.writeMemory, type, 0, ...long(address), length >> 8, length & 0xff];
  return Uint8Array.of(...head, ...data);
}

/** Four bytes, high one first. */
function long(value: number): readonly number[] {
  return [value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff];
}
