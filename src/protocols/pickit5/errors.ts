/** What scripts end with (names: Microchip's, as pickit5.c of avrdude 8.2 has them). */

/** The target is locked: nothing but a chip erase is possible. */
export const lockedError = 0x44;
/** Nothing answers. */
export const silentError = 0x51;

const names: readonly (readonly [first: number, names: string])[] = [
  [0, 'NO_ERROR'],
  [16, 'DW_PHY_ERROR JTAGM_INIT_ERROR JTAGM_ERROR JTAG_ERROR JTAGM_VERSION JTAGM_TIMEOUT'],
  [
    22,
    'JTAG_BIT_BANGER_TIMEOUT PARITY_ERROR EB_ERROR PDI_TIMEOUT COLLISION PDI_ENABLE FRAMING_ERROR DMA_ERROR',
  ],
  [32, 'NO_DEVICE_FOUND CLOCK_ERROR NO_TARGET_POWER NOT_ATTACHED DAISY_CHAIN_TOO_LONG DAISY_CHAIN_CONFIG'],
  [49, 'INVALID_PHYSICAL_STATE ILLEGAL_STATE INVALID_CONFIG INVALID_MEMTYPE INVALID_SIZE INVALID_ADDRESS'],
  [55, 'INVALID_ALIGNMENT ILLEGAL_MEMORY_RANGE ILLEGAL_VALUE ILLEGAL_ID INVALID_CLOCK_SPEED TIMEOUT'],
  [61, 'ILLEGAL_OCD_STATUS'],
  [64, 'NVM_ENABLE NVM_DISABLE CS_ERROR CRC_FAILURE OCD_LOCKED KEY_ERROR BOOT_ERROR ACK_ERROR'],
  [80, 'NO_OCD_CONTROL NO_RESPONSE_CHECK_CONNECTIONS NO_VOUT_SET VOUT_ERROR VTG_TOO_LOW_FOR_FEATURE'],
  [96, 'PC_READ_FAILED REGISTER_READ_FAILED'],
  [112, 'READ_ERROR WRITE_ERROR WRITE_TIMEOUT'],
  [144, 'NOT_SUPPORTED NOT_IMPLEMENTED'],
];

export function errorName(code: number): string {
  for (const [first, row] of names) {
    const name = row.split(' ')[code - first];
    if (name !== undefined) return name;
  }
  return 'UNKNOWN';
}
