/** Numbers of the EDBG based tools' protocol (Microchip DS50002630), as far as the simulator has them. */
export const SCOPE = { info: 0x00, general: 0x01, isp: 0x11, avr: 0x12, tpi: 0x14, edbg: 0x20 } as const;

export const FAILURE = {
  debugWire: 0x10,
  pdi: 0x1b,
  noAnswer: 0x20,
  noPower: 0x22,
  mode: 0x32,
  memory: 0x34,
  length: 0x35,
  locked: 0x44,
  command: 0x91,
  parameter: 0x92,
} as const;

export const CONNECTION = { isp: 1, jtag: 4, debugWire: 5, pdi: 6, updi: 8 } as const;
export const ARCHITECTURE = { tiny: 1, mega: 2, xmega: 3, updi: 5 } as const;

export const MEMORY = {
  sram: 0x20,
  eeprom: 0x22,
  spm: 0xa0,
  flashPage: 0xb0,
  eepromPage: 0xb1,
  fuses: 0xb2,
  lock: 0xb3,
  signature: 0xb4,
  calibration: 0xb5,
  application: 0xc0,
  boot: 0xc1,
  eepromAtomic: 0xc4,
  userRow: 0xc5,
  productionRow: 0xc6,
  sib: 0xd3,
} as const;

/** A request that the tool refuses. */
export class Refused extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`refused with 0x${code.toString(16)}`);
    this.code = code;
  }
}

/** What a tool has on its cable, by the memories it knows. A method throws `Refused`. */
export interface EdbgTarget {
  /** Whether the part has this interface and is of that architecture. */
  fits(connection: number, architecture: number): boolean;
  /** Whether a descriptor says what the part is. */
  isDescribedBy(descriptor: Uint8Array): boolean;
  /** What it is known by at the sign-on; none for some interfaces. @param externalReset whether its reset is held */
  meet(externalReset: boolean): Uint8Array | undefined;
  /** @param erases with the key that erases it */
  enter(erases: boolean): void;
  leave(): void;
  eraseChip(): void;
  /** @param what an erasure other than of the chip */
  erasePage(what: number, address: number): void;
  read(type: number, address: number, length: number): Uint8Array;
  write(type: number, address: number, data: Uint8Array): void;
  /** debugWIRE is given up until the next power-on. */
  leaveDebugWire(): void;
  /** Whether debugWIRE keeps RESET from ISP. */
  readonly shutsOutIsp: boolean;
}
