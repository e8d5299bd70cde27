/**
 * How Atmel's debuggers have called memories since the first JTAGICE (AVR067, "Memory types"; Microchip DS50002630): those of classic
 * parts. From 0xb0 on they need programming mode.
 */
export const classicMemories = {
  sram: 0x20,
  /** EEPROM, written by the target as it runs. */
  eeprom: 0x22,
  /** Flash, written by the target as it runs. */
  spm: 0xa0,
  flashPage: 0xb0,
  eepromPage: 0xb1,
  fuseBits: 0xb2,
  lockBits: 0xb3,
  signature: 0xb4,
  oscillatorCalibration: 0xb5,
} as const;

/** Those of XMEGA and UPDI parts, which have some of the classic ones as well. */
export const xmegaMemories = {
  /** The application's section, or all of it. */
  flash: 0xc0,
  bootFlash: 0xc1,
  /** EEPROM that is erased as it is written. */
  eepromAtomic: 0xc4,
  userSignature: 0xc5,
  productionSignature: 0xc6,
} as const;

/** What of such a part is erased. */
export const erasures = {
  chip: 0x00,
  flashPage: 0x04,
  bootPage: 0x05,
  eepromPage: 0x06,
  userRow: 0x07,
} as const;
