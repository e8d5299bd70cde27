/** Interfaces of the target that a JTAGICE mkII can use (AVR067, parameter "Emulator Mode"). */
export const MODE = {
  debugWire: 0,
  jtag: 1,
  highVoltage: 2,
  spi: 3,
  jtagAvr32: 4,
  jtagXmega: 5,
  pdi: 6,
} as const;

/** What a JTAGICE mkII does over one of these, besides what it does over all of them. */
export interface IceMode {
  /** Whether there is such an interface to be used, now. */
  readonly available: boolean;
  /** Whether it holds its target. */
  readonly holds: boolean;
  /** @returns the answer; undefined for a message that has nothing to do with the interface */
  command(message: readonly number[]): number[] | undefined;
}

export const little = (n: number, size: number): number[] =>
  Array.from({ length: size }, (_, i) => (n >>> (8 * i)) & 0xff);
/** A number of bytes, the lowest first. */
export const number = (bytes: readonly number[]): number =>
  bytes.reduce((sum, byte, i) => sum + byte * 2 ** (8 * i), 0);
