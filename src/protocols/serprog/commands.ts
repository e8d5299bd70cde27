/**
 * Commands of the Serial Flasher Protocol, version 1 (flashrom, Documentation/serprog-protocol.rst), as far as they concern SPI. Numbers
 * are sent least significant byte first. What is understood is answered by ACK and what was asked for, all else by NAK.
 */

export const serprogAck = 0x06;
export const serprogNak = 0x15;

/** The version that this is about. */
export const protocolVersion = 1;

export const commandCodes = {
  queryVersion: 0x01,
  queryCommands: 0x02,
  queryName: 0x03,
  queryLongestWrite: 0x08,
  syncNop: 0x10,
  queryLongestRead: 0x11,
  spiOperation: 0x13,
  setSpiFrequency: 0x14,
  setPinState: 0x15,
  setChipSelect: 0x16,
  setSpiMode: 0x17,
  setSelectMode: 0x18,
} as const;

/** Sending and receiving one after the other, or at the same time. */
export const spiModes = { halfDuplex: 0, fullDuplex: 1 } as const;
/** The select line goes low for each operation, stays low, or stays high. */
export const selectModes = { auto: 0, selected: 1, deselected: 2 } as const;

/** A command, and how many bytes follow its ACK. */
export interface SerprogCommand {
  readonly bytes: Uint8Array;
  readonly replyLength: number;
}

/** A query without parameters. */
export function encodeQuery(name: keyof typeof queryLengths): SerprogCommand {
  return { bytes: Uint8Array.of(commandCodes[name]), replyLength: queryLengths[name] };
}

const queryLengths = {
  queryVersion: 2,
  queryCommands: 32,
  queryName: 16,
  queryLongestWrite: 3,
  queryLongestRead: 3,
  syncNop: 1,
} as const;

/** A setting of one byte. */
export function encodeSetting(
  name: 'setPinState' | 'setChipSelect' | 'setSpiMode' | 'setSelectMode',
  value: number,
): SerprogCommand {
  return { bytes: Uint8Array.of(commandCodes[name], value), replyLength: 0 };
}

/** @param hertz what is asked for; the answer is what it has become */
export function encodeFrequency(hertz: number): SerprogCommand {
  return { bytes: Uint8Array.of(commandCodes.setSpiFrequency, ...littleEndian(hertz, 4)), replyLength: 4 };
}

/** Sends bytes over SPI, and asks for as many, which come in meanwhile in full duplex mode. */
export function encodeDuplex(data: Uint8Array): SerprogCommand {
  const length = littleEndian(data.length, 3);
  return {
    bytes: Uint8Array.of(commandCodes.spiOperation, ...length, ...length, ...data),
    replyLength: data.length,
  };
}

/** A number out of an answer. */
export function decodeNumber(answer: Uint8Array): number {
  return answer.reduceRight((value, byte) => value * 256 + byte, 0);
}

/** @param map the answer to `queryCommands` */
export function isSupported(map: Uint8Array, name: keyof typeof commandCodes): boolean {
  const code = commandCodes[name];
  return (((map[code >> 3] ?? 0) >> (code & 7)) & 1) === 1;
}

/** Text up to its first zero. */
export function decodeName(answer: Uint8Array): string {
  const end = answer.indexOf(0);
  return String.fromCharCode(...(end < 0 ? answer : answer.subarray(0, end)));
}

function littleEndian(value: number, length: number): readonly number[] {
  return Array.from({ length }, (_, at) => Math.floor(value / 2 ** (8 * at)) & 0xff);
}
