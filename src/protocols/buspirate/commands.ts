import { latin1Text } from '../../model/encoding.ts';
/**
 * The Bus Pirate's binary modes (firmware manual, "Bitbang", "Binary SPI mode", "Raw-wire mode", "AVR extended commands").
 */

/** Twenty of these bring the text terminal into binary bitbang mode; one brings a binary mode back to bitbang. */
export const enterBitbang = new Uint8Array(20);
export const backToBitbang = Uint8Array.of(0x00);
/** Leaves binary mode: the Bus Pirate starts its text terminal. */
export const reset = Uint8Array.of(0x0f);

export const success = 0x01;

/** A way to talk SPI: binary SPI mode, or raw wires. */
export interface Submode {
  readonly name: string;
  readonly enter: number;
  /** What it answers when entered; a version digit follows. */
  readonly greeting: string;
  /** Configuration: 3.3 V outputs (or open collector), idle low, data changes on the trailing edge. */
  readonly configuration: number;
}

export function spiSubmode(openCollector: boolean): Submode {
  return { name: 'SPI', enter: 0x01, greeting: 'SPI', configuration: openCollector ? 0x82 : 0x8a };
}

export function rawSubmode(openCollector: boolean): Submode {
  return { name: 'Raw-wire', enter: 0x05, greeting: 'RAW', configuration: openCollector ? 0x84 : 0x8c };
}

/** Pins of the peripherals command. */
export const peripherals = { power: 0x08, pullUps: 0x04, aux: 0x02, cs: 0x01 } as const;

/** Sets power, pull-ups and output pins. @param pins of `peripherals`, those that are high */
export function encodePeripherals(pins: number): Uint8Array {
  return Uint8Array.of(0x40 | pins);
}

/** @param speed 0 to 7 in SPI mode, 0 to 3 on raw wires */
export function encodeSpeed(speed: number): Uint8Array {
  return Uint8Array.of(0x60 | speed);
}

/** Transfers up to 16 bytes; answers success and the bytes that came back. */
export function encodeBulkTransfer(data: Uint8Array): Uint8Array {
  return Uint8Array.of(0x10 | (data.length - 1), ...data);
}

/** Writes up to 4096 bytes and reads as many, with CS left alone; answers success and what was read. */
export function encodeWriteThenRead(data: Uint8Array, readLength: number): Uint8Array {
  return Uint8Array.of(0x05, ...bigEndian(data.length, 2), ...bigEndian(readLength, 2), ...data);
}

/** Whether AVR extended commands exist. */
export const askAvrExtended = Uint8Array.of(0x06);
/** Their version, behind success; within an extended command. */
export const avrExtendedVersion = Uint8Array.of(0x01);

/** What asking for them and their version at once is answered with. */
export function encodeAvrExtendedAnswer(version: number): Uint8Array {
  return Uint8Array.of(success, success, ...bigEndian(version, 2));
}

/** Reads flash: answers success twice, then the bytes. @param wordAddress of the first word; @param length bytes */
export function encodeAvrRead(wordAddress: number, length: number): Uint8Array {
  return Uint8Array.of(0x06, 0x02, ...bigEndian(wordAddress, 4), ...bigEndian(length, 4));
}

/** Puts a clock on the AUX pin. @param kilohertz 125 to 4000, from an oscillator of 16 MHz */
export function encodePwm(kilohertz: number): Uint8Array {
  const period = Math.trunc(16000 / kilohertz) - 1;
  const duty = Math.trunc(period / 2);
  return Uint8Array.of(0x12, 0, ...bigEndian(duty, 2), ...bigEndian(period, 2));
}

/** Stops the clock on the AUX pin. */
export const stopPwm = Uint8Array.of(0x13);

/** The version digit behind a greeting, or undefined if it is none. */
export function decodeGreeting(reply: Uint8Array, greeting: string): number | undefined {
  const text = latin1Text(reply);
  const digit = text.startsWith(greeting) ? text.charAt(greeting.length) : '';
  return /^\d$/.test(digit) ? Number(digit) : undefined;
}

/** A line of the text terminal that waits for input. */
export function isPrompt(text: string): boolean {
  return text.endsWith('>') || text.at(-2) === '>';
}

function bigEndian(value: number, bytes: number): number[] {
  return Array.from({ length: bytes }, (_, i) => (value >>> (8 * (bytes - 1 - i))) & 0xff);
}
