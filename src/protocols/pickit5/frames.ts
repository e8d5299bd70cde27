import { concatBytes } from '../../model/bytes.ts';

/**
 * Messages to and from a PICkit 5 and its kin (facts: pickit5.c of avrdude 8.2; Microchip has published nothing). Numbers are little
 * endian. A request carries a script, the tool's byte code, with its parameters; bulk data go over endpoints of their own.
 */

/** Commands and what they are answered with, and data that are written and read. */
export const endpoints = { out: 0x02, in: 0x81, dataOut: 0x04, dataIn: 0x83 } as const;

/** Every answer is padded to this many bytes, which is a packet, too. */
export const answerLength = 512;

const types = {
  script: 0x0100,
  upload: 0x80000102,
  download: 0xc0000101,
  done: 0x0103,
  status: 0x0105,
  answer: 0x0d,
} as const;

/** A script, and what it works on. */
export interface Script {
  readonly code: Uint8Array;
  /** What it takes from its request. */
  readonly parameters?: Uint8Array;
}

/** Numbers of four bytes each. */
export function words(...values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (const [index, value] of values.entries()) view.setUint32(4 * index, value >>> 0, true);
  return bytes;
}

function message(type: number, body: Uint8Array, dataLength = 0): Uint8Array {
  return concatBytes([words(type, 0, 16 + body.length, dataLength), body]);
}

/**
 * Has a script run.
 * @param kind with data from the tool, to it, or none but what the answer holds
 * @param dataLength bytes of these data
 */
export function encodeScript(
  kind: 'script' | 'upload' | 'download',
  { code, parameters = new Uint8Array(0) }: Script,
  dataLength = 0,
): Uint8Array {
  const body = concatBytes([words(parameters.length, code.length), parameters, code]);
  return message(types[kind], body, dataLength);
}

/** Ends an upload or download. */
export const scriptDone = message(types.done, new Uint8Array(0));

/** Asks whether something has gone wrong. */
export const askErrors = message(
  types.status,
  Uint8Array.from('ERROR_STATUS_KEY\0', (character) => character.charCodeAt(0)),
);

/** What the answer to `askErrors` begins with if nothing has. */
export const noErrors = 'NONE';

/** @returns its text; undefined if it is no answer */
export function decodeStatus(answer: Uint8Array): string | undefined {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  if (answer.length < 16 || answer[0] !== types.answer) return undefined;
  const length = Math.min(view.getUint32(8, true), 64);
  return String.fromCharCode(...answer.subarray(16, 16 + length)).replace(/\0.*$/s, '');
}

/** What a script has come to. */
export interface Answer {
  /** Its message type, which has to be that of an answer. */
  readonly type: number;
  /** 0 if all went well. */
  readonly error: number;
  readonly data: Uint8Array;
}

export const answerType = types.answer;

export function decodeAnswer(answer: Uint8Array): Answer {
  if (answer.length < 24) return { type: 0, error: 0, data: new Uint8Array(0) };
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const length = view.getUint32(20, true);
  return {
    type: view.getUint32(0, true),
    error: view.getUint32(16, true),
    data: answer.slice(24, 24 + length),
  };
}

/** Asks what the tool is; one byte, without a frame. */
export const askFirmware = Uint8Array.of(0xe1);

/** What the tool says of itself. */
export interface Firmware {
  /** Two digits each, hexadecimal. */
  readonly version: readonly [number, number, number];
  readonly serial: string;
}

/** @returns undefined if it is no answer to `askFirmware` */
export function decodeFirmware(answer: Uint8Array): Firmware | undefined {
  const [command, , , major = 0, minor = 0, patch = 0] = answer;
  if (command !== askFirmware[0]) return undefined;
  const serial = String.fromCharCode(...answer.subarray(32, 51)).replace(/\0.*$/s, '');
  return { version: [major, minor, patch], serial };
}
