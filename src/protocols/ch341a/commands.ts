/**
 * The streams of WCH's CH341A in its parallel mode, as far as serial programming needs them (CH341DS2, and the wiring that
 * avrdude 7.2 began with): bytes over SPI, and pins that are set by hand. Every packet is a command of its own.
 */

/** The bulk endpoints, with their direction bit. */
export const endpoints = { out: 0x02, in: 0x82 } as const;

/** Bytes of a packet at most: a command, and what belongs to it. */
const packetLength = 32;
/** Bytes that a packet carries over SPI at most, and bytes of the packet that answers it. */
export const dataLength = packetLength - 1;

const commands = { spiStream: 0xa8, uioStream: 0xab } as const;
/** What the bytes of a UIO stream ask for: levels or directions in their low six bits, and the end. */
const uio = { end: 0x20, direction: 0x40, output: 0x80 } as const;

/** Pins D0 … D5 that are high while nothing is selected: all but DCK (D3), the clock, which idles low. */
const idleLevels = 0x37;
const allOutputs = 0x3f;

/** The pins that can be wired to RESET: CS0 … CS2. */
export const selectPins = 3;

/**
 * Bytes for SPI, cut up into packets. The chip sends the lowest bit first and AVRs want the highest, so bits are turned around.
 *
 * @returns what goes into one transfer; each packet is answered by one of as many bytes
 */
export function encodeSpiStream(bytes: Uint8Array): Uint8Array {
  const packets = packetsFor(bytes.length);
  const stream = new Uint8Array(bytes.length + packets);
  for (let packet = 0; packet < packets; packet++) {
    const data = bytes.subarray(packet * dataLength, (packet + 1) * dataLength);
    stream[packet * packetLength] = commands.spiStream;
    stream.set(data.map(reversed), packet * packetLength + 1);
  }
  return stream;
}

/** What came in over SPI. @param answer of any number of packets */
export function decodeSpiAnswer(answer: Uint8Array): Uint8Array {
  return answer.map(reversed);
}

/** Packets that so many bytes over SPI take. */
export function packetsFor(length: number): number {
  return Math.ceil(length / dataLength);
}

/** Drives all pins, with one of CS0 … CS2 low or none. @param low which, undefined for none */
export function encodeSelect(low: number | undefined): Uint8Array {
  const levels = low === undefined ? idleLevels : idleLevels & ~(1 << low);
  return Uint8Array.of(commands.uioStream, uio.output | levels, uio.direction | allOutputs, uio.end);
}

/** Takes all pins high but the clock, then drives them no longer. */
export const releasePins = Uint8Array.of(
  commands.uioStream,
  uio.output | idleLevels,
  uio.direction | 0,
  uio.end,
);

function reversed(byte: number): number {
  let turned = 0;
  for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit);
  return turned;
}
