/**
 * Commands of the MPSSE engine (FTDI AN_108 "Command Processor for MPSSE and MCU Host Bus Emulation Modes"). Bytes go out on the
 * falling edge of the clock and are sampled on the rising one: SPI mode 0.
 */

const shift = {
  writeOnFallingEdge: 0x01,
  bits: 0x02,
  lsbFirst: 0x08,
  write: 0x10,
  read: 0x20,
  tms: 0x40,
} as const;

const commands = {
  setLow: 0x80,
  getLow: 0x81,
  setHigh: 0x82,
  getHigh: 0x83,
  loopbackOff: 0x85,
  divisor: 0x86,
  sendImmediate: 0x87,
  divideBy5Off: 0x8a,
  divideBy5On: 0x8b,
} as const;

/** Commands for the engine, and how many bytes they are answered with. */
export interface MpsseCommands {
  readonly bytes: readonly number[] | Uint8Array;
  readonly replyLength: number;
}

/** Bytes that one command shifts at most. */
const longest = 0x10000;

/** Levels and directions of 16 pins: bit 0 is the first of the low byte; 1 is high, or an output. */
export interface PinLevels {
  readonly value: number;
  readonly direction: number;
}

export function setPins({ value, direction }: PinLevels): readonly number[] {
  return [
    commands.setLow,
    value & 0xff,
    direction & 0xff,
    commands.setHigh,
    (value >> 8) & 0xff,
    (direction >> 8) & 0xff,
  ];
}

/** Asks for the low pins, which are answered when what stands before has been done. */
export const askPins: readonly number[] = [commands.getLow];

/** Takes echoing of what is sent out of the way of what comes in. */
export const loopbackOff: readonly number[] = [commands.loopbackOff];

/** What there is of an answer is sent at once, not when its packet is full or its time is over. */
export const sendImmediate: readonly number[] = [commands.sendImmediate];

/** The clock: 60 or 12 MHz, halved, by `divisor` + 1. @param fast 60 MHz; undefined on an engine that has only 12 */
export function setClock(fast: boolean | undefined, divisor: number): readonly number[] {
  const base = fast === undefined ? [] : [fast ? commands.divideBy5Off : commands.divideBy5On];
  return [...base, commands.divisor, divisor & 0xff, (divisor >> 8) & 0xff];
}

/** Sends bytes, most significant bit first, and keeps what comes in meanwhile. */
export function exchangeBytes(data: Uint8Array): MpsseCommands {
  return {
    bytes: shifted(shift.writeOnFallingEdge | shift.write | shift.read, data),
    replyLength: data.length,
  };
}

/** Sends bytes, most significant bit first. */
export function sendBytes(data: Uint8Array): MpsseCommands {
  return { bytes: shifted(shift.writeOnFallingEdge | shift.write, data), replyLength: 0 };
}

/** Sends bytes, least significant bit first. */
export function sendBytesLsbFirst(data: Uint8Array): MpsseCommands {
  return { bytes: shifted(shift.writeOnFallingEdge | shift.write | shift.lsbFirst, data), replyLength: 0 };
}

/** Keeps what comes in during so many bytes, least significant bit first. */
export function receiveBytesLsbFirst(length: number): MpsseCommands {
  return {
    bytes: [shift.read | shift.lsbFirst, (length - 1) & 0xff, (length - 1) >> 8],
    replyLength: length,
  };
}

/** Sends 1 to 8 bits, least significant first. @param read whether what comes in is kept, in the top bits of a byte */
export function shiftBits(bits: number, count: number, read: boolean): readonly number[] {
  const mode = shift.writeOnFallingEdge | shift.bits | shift.lsbFirst | shift.write | (read ? shift.read : 0);
  return [mode, count - 1, bits];
}

/** Keeps what comes in during 1 to 8 bits, in the top bits of a byte. */
export function receiveBits(count: number): readonly number[] {
  return [shift.bits | shift.lsbFirst | shift.read, count - 1];
}

/** Sends 1 to 7 bits over TMS, least significant first. @param data level of TDI meanwhile @param read as above, of TDO */
export function shiftTms(bits: number, count: number, data: 0 | 1, read: boolean): readonly number[] {
  const mode = shift.tms | shift.writeOnFallingEdge | shift.bits | shift.lsbFirst | (read ? shift.read : 0);
  return [mode, count - 1, (data << 7) | bits];
}

/** Joins commands that are sent as one. */
export function joinCommands(parts: readonly MpsseCommands[]): MpsseCommands {
  const length = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part.bytes, at);
    at += part.bytes.length;
  }
  return { bytes, replyLength: parts.reduce((sum, { replyLength }) => sum + replyLength, 0) };
}

/** Asks for both bytes of pins. */
export const askAllPins: readonly number[] = [commands.getLow, commands.getHigh];

function shifted(mode: number, data: Uint8Array): Uint8Array {
  const pieces = Math.ceil(data.length / longest);
  const bytes = new Uint8Array(data.length + 3 * pieces);
  for (let piece = 0; piece < pieces; piece++) {
    const part = data.subarray(piece * longest, (piece + 1) * longest);
    const at = piece * (longest + 3);
    bytes.set([mode, (part.length - 1) & 0xff, (part.length - 1) >> 8], at);
    bytes.set(part, at + 3);
  }
  return bytes;
}
