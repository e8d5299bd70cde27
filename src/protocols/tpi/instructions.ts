/**
 * The Tiny Programming Interface (data sheets of ATtiny4/5/9/10/20/40/102/104, "Programming interface"): instructions of one or
 * two bytes, and the registers of the NVM controller behind them.
 */

export const tpiControlRegisters = { status: 0x00, guardTime: 0x02, identification: 0x0f } as const;
export const tpiIoRegisters = { nvmCommand: 0x33, nvmStatus: 0x32 } as const;

/** Commands for the register NVMCMD. */
export const nvmCommands = { none: 0x00, chipErase: 0x10, sectionErase: 0x14, wordWrite: 0x1d } as const;

/** Guard time of 2 + 0 and of 2 + 2 idle bits between a byte sent and its answer, for TPIPCR. */
export const guardTimes = { none: 0x07, twoBits: 0x06 } as const;

/** What the identification register reads as. */
export const tpiIdentification = 0x80;
/** In the status register: the NVM may be programmed. */
export const nvmEnabled = 0x02;
/** In NVMCSR: the NVM controller is at work. */
export const nvmBusy = 0x80;

/** SKEY and the key that opens the NVM for programming. */
export const enableKey = Uint8Array.of(0xe0, 0xff, 0x88, 0xd8, 0xcd, 0x45, 0xab, 0x89, 0x12);

export const loadControl = (register: number): number => 0x80 | (register & 0x0f);
export const storeControl = (register: number): number => 0xc0 | (register & 0x0f);
export const loadIo = (register: number): number => 0x10 | ioAddress(register);
export const storeIo = (register: number): number => 0x90 | ioAddress(register);

/** Reads the byte the pointer is at. */
export const load = 0x20;
/** Reads it and moves the pointer on. */
export const loadAndAdvance = 0x24;
/** Writes the byte that follows to where the pointer is. */
export const store = 0x60;
/** Writes it and moves the pointer on. */
export const storeAndAdvance = 0x64;

/** Sets the pointer. @param address in the data space */
export function setPointer(address: number): Uint8Array {
  return Uint8Array.of(0x68, address & 0xff, 0x69, (address >> 8) & 0xff);
}

/** Writes a command to NVMCMD. */
export function nvmCommand(command: number): Uint8Array {
  return Uint8Array.of(storeIo(tpiIoRegisters.nvmCommand), command);
}

function ioAddress(register: number): number {
  return ((register & 0x30) << 1) | (register & 0x0f);
}
