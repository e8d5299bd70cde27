/**
 * Programming a classic AVR through its JTAG port (data sheet of the ATmega1284P, "Programming via the JTAG Interface", tables of
 * instructions and of programming commands).
 */

/** Instructions of four bits, and the lengths of their registers. */
export const instructions = {
  programEnable: 0x4,
  programCommands: 0x5,
  pageLoad: 0x6,
  pageRead: 0x7,
  avrReset: 0xc,
} as const;

export const lengths = { enable: 16, command: 15, reset: 1, page: 8 } as const;

/** What opens programming. */
export const enableKey = 0xa370;
/** The bit of an answer that is set when the chip is done. */
export const readyBit = 0x0200;

/** What is to be done, entered by a command of its own. */
const modes = {
  readFlash: 0x02,
  readEeprom: 0x03,
  readFuses: 0x04,
  readSignature: 0x08,
  writeFlash: 0x10,
  writeEeprom: 0x11,
  writeLock: 0x20,
  writeFuses: 0x40,
} as const;

export function enterMode(mode: keyof typeof modes): number {
  return 0x2300 | modes[mode];
}

/** No operation, twice. */
export const noOperation = [0x2300, 0x3300] as const;

/** Erases the chip; the last is also asked whether that is done. */
export const eraseChip = [0x2380, 0x3180, 0x3380, 0x3380] as const;

/** @param address in words of flash or bytes of EEPROM */
export function loadAddress(address: number, bytes: 1 | 2 | 3): readonly number[] {
  const extended = bytes === 3 ? [0x0b00 | ((address >> 16) & 0xff)] : [];
  const high = bytes >= 2 ? [0x0700 | ((address >> 8) & 0xff)] : [];
  return [...extended, ...high, 0x0300 | (address & 0xff)];
}

export function loadDataLow(value: number): number {
  return 0x1300 | value;
}

/** Keeps a byte of an EEPROM page. */
export const latchData = [0x3700, 0x7700, 0x3700] as const;

/** Begins a write, by what it is of; the last is also asked whether that is done. */
export const writeStrobes = {
  flash: [0x3700, 0x3500, 0x3700, 0x3700],
  eeprom: [0x3300, 0x3100, 0x3300, 0x3300],
  lfuse: [0x3300, 0x3100, 0x3300, 0x3300],
  hfuse: [0x3700, 0x3500, 0x3700, 0x3700],
  efuse: [0x3b00, 0x3900, 0x3b00, 0x3b00],
  lock: [0x3300, 0x3100, 0x3300, 0x3300],
} as const;

/** Reads a byte: the first command chooses it, the answer to the second has it in its low eight bits. */
export const readStrobes = {
  lfuse: [0x3200, 0x3300],
  hfuse: [0x3e00, 0x3f00],
  efuse: [0x3a00, 0x3b00],
  lock: [0x3600, 0x3700],
  signature: [0x3200, 0x3300],
  calibration: [0x3600, 0x3700],
} as const;

/** The same for EEPROM, whose address goes along. */
export function readEepromStrobes(address: number): readonly [number, number, number] {
  return [0x3300 | (address & 0xff), 0x3200, 0x3300];
}
