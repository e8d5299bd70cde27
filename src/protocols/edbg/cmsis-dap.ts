/** Commands of CMSIS-DAP (Arm, "CMSIS-DAP", version 1), and those that Atmel's tools have of their own: each fills a report. */

export const dapCommands = {
  info: 0x00,
  led: 0x01,
  connect: 0x02,
  disconnect: 0x03,
  /** A piece of a request for the AVR part of the tool. */
  avrCommand: 0x80,
  /** Asks for a piece of its answer. */
  avrResponse: 0x81,
} as const;

/** What `info` is asked for. */
export const dapInfos = { packetCount: 0xfe, packetSize: 0xff } as const;

const connectLed = 0;
const serialWire = 1;

export const encodeInfo = (what: number): Uint8Array => Uint8Array.of(dapCommands.info, what);
export const encodeConnect = (): Uint8Array => Uint8Array.of(dapCommands.connect, serialWire);
export const encodeDisconnect = (): Uint8Array => Uint8Array.of(dapCommands.disconnect);
export const encodeLed = (on: boolean): Uint8Array => Uint8Array.of(dapCommands.led, connectLed, on ? 1 : 0);

/** @returns bytes of a report; undefined if the answer is none to that question */
export function decodePacketSize(report: Uint8Array): number | undefined {
  if (report[0] !== dapCommands.info || report[1] !== 2) return undefined;
  return (report[2] ?? 0) + (report[3] ?? 0) * 0x100;
}

/** @returns how many reports may be on their way to the tool; 1 if it does not tell */
export function decodePacketCount(report: Uint8Array): number {
  const told = report[0] === dapCommands.info && report[1] === 1;
  return told ? Math.max(1, report[2] ?? 1) : 1;
}

/** Bytes that an AVR piece has in front: command, which piece of how many, length (high byte first). */
const pieceHead = 4;
/** A request or an answer has no more pieces. */
export const maxPieces = 15;

/**
 * Cuts a frame into pieces.
 * @param reportSize bytes
 * @throws RangeError if it is too long
 */
export function encodeAvrCommand(frame: Uint8Array, reportSize: number): readonly Uint8Array[] {
  const room = reportSize - pieceHead;
  const count = Math.ceil(frame.length / room);
  if (count > maxPieces) throw new RangeError(`a frame of ${frame.length} bytes is too long`);
  return Array.from({ length: count }, (_, i) => {
    const data = frame.subarray(i * room, (i + 1) * room);
    const place = ((i + 1) << 4) | count;
    return Uint8Array.of(dapCommands.avrCommand, place, data.length >> 8, data.length & 0xff, ...data);
  });
}

/** How many reports an answer of so many bytes takes. */
export function piecesOf(length: number, reportSize: number): number {
  return Math.ceil(length / (reportSize - pieceHead));
}

export const encodeAvrResponse = (): Uint8Array => Uint8Array.of(dapCommands.avrResponse);

/** A piece of an answer. */
export interface AvrPiece {
  /** From 1 on; 0 where there is no answer yet. */
  readonly number: number;
  readonly count: number;
  readonly data: Uint8Array;
}

/** @returns undefined for a report that is no piece */
export function decodeAvrResponse(report: Uint8Array): AvrPiece | undefined {
  const [command, place = 0, high = 0, low = 0] = report;
  if (command !== dapCommands.avrResponse) return undefined;
  const data = report.subarray(pieceHead, pieceHead + high * 0x100 + low);
  return { number: place >> 4, count: place & 0xf, data };
}
