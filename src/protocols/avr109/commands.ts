/**
 * The protocol of Atmel's application notes AVR109 ("Self Programming") and AVR910 ("In-System Programming"), and AVR911:
 * single letters with their parameters, answered by a carriage return or by what was asked for. Block commands are AVR109's.
 */

const code = (letter: string): number => letter.charCodeAt(0);

/** Answers a command that has nothing else to say. */
export const done = 0x0d;
/** Answers a command that the firmware does not know. */
export const unknown = code('?');

/** Ends whatever the firmware is doing; wakes the Butterfly's loader. Not answered. */
export const wakeUp = Uint8Array.of(0x1b);

/** A command of one letter. */
export function encodeLetter(letter: string): Uint8Array {
  return Uint8Array.of(code(letter));
}

/** `T`: selects the target by its AVR910 device code. */
export function encodeSelectDevice(deviceCode: number): Uint8Array {
  return Uint8Array.of(code('T'), deviceCode);
}

/** `A`: sets the address. @param address 16 bits; flash counts words, EEPROM bytes */
export function encodeSetAddress(address: number): Uint8Array {
  return Uint8Array.of(code('A'), (address >> 8) & 0xff, address & 0xff);
}

/** `H`: sets the address of parts with more than 128 KiB. @param address 24 bits */
export function encodeSetExtendedAddress(address: number): Uint8Array {
  return Uint8Array.of(code('H'), (address >> 16) & 0xff, (address >> 8) & 0xff, address & 0xff);
}

/** Which memory a block command means: flash, EEPROM, an XMEGA's user or production signature row. */
export type BlockMemory = 'F' | 'E' | 'U' | 'P';

/** `B`: writes a block at the address, which moves on. */
export function encodeWriteBlock(memory: BlockMemory, data: Uint8Array): Uint8Array {
  return Uint8Array.of(code('B'), data.length >> 8, data.length & 0xff, code(memory), ...data);
}

/** `g`: reads a block at the address, which moves on. @param length bytes */
export function encodeReadBlock(memory: BlockMemory, length: number): Uint8Array {
  return Uint8Array.of(code('g'), length >> 8, length & 0xff, code(memory));
}

/** `c` and `C`: loads the low or high byte of a word into the page buffer; `C` moves the address on. */
export function encodeLoadByte(half: 'low' | 'high', value: number): Uint8Array {
  return Uint8Array.of(code(half === 'low' ? 'c' : 'C'), value);
}

/** `D`: writes a byte of EEPROM. */
export function encodeWriteEeprom(value: number): Uint8Array {
  return Uint8Array.of(code('D'), value);
}

/** `l`: writes the lock byte. */
export function encodeWriteLock(value: number): Uint8Array {
  return Uint8Array.of(code('l'), value);
}

/** `.`: sends an ISP instruction; answers its last byte and a carriage return (AVR910, "New Universal Command"). */
export function encodeUniversal(instruction: Uint8Array): Uint8Array {
  return Uint8Array.of(code('.'), ...instruction.subarray(0, 4));
}
