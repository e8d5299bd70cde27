/** Instructions that read flash, EEPROM, fuses, lock bits, signature or calibration, and change nothing (of the parts' data sheets). */
const opcodes: readonly number[] = [0x20, 0x28, 0x30, 0x38, 0x50, 0x58, 0xa0];

/** An answer, and whether it bears the marks of one to what was sent. */
export interface Marked {
  readonly reply: Uint8Array;
  readonly marked: boolean;
}

/**
 * Instructions whose answers bear marks: those that read are sent once more where the marks are missing, as the answer is garbled
 * or one to something else. A device that shows no marks at all is believed from then on.
 */
export class MarkedInstructions {
  #believed = false;

  /** @param settle lets the line come to rest */
  async send(
    instruction: Uint8Array,
    transfer: () => Promise<Marked>,
    settle: () => Promise<unknown>,
  ): Promise<Uint8Array> {
    const first = await transfer();
    if (first.marked || this.#believed) return first.reply;
    await settle();
    if (!opcodes.includes(instruction[0] ?? 0)) return first.reply;
    const second = await transfer();
    this.#believed = !second.marked;
    return second.reply;
  }
}
