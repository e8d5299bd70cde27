import { intOf } from '../../model/c-number.ts';
/**
 * The vendor requests of the USBtiny firmware (https://dicks.home.xs4all.nl/avr/usbtiny/, `main.c`), which USBtinyISP and its
 * clones run.
 */

export const usbtinyRequests = {
  POWERUP: 5,
  POWERDOWN: 6,
  SPI: 7,
  POLL_BYTES: 8,
  FLASH_READ: 9,
  FLASH_WRITE: 10,
  EEPROM_READ: 11,
  EEPROM_WRITE: 12,
} as const;
export type UsbtinyRequestName = keyof typeof usbtinyRequests;

export interface UsbtinyRequest {
  readonly name: UsbtinyRequestName;
  readonly value: number;
  readonly index: number;
  /** What is sent, or how many bytes are read. */
  readonly data: Uint8Array | number;
  /** How long the firmware takes over it, in microseconds. */
  readonly durationUs: number;
  /** Bytes that avrdude would have asked for, where that is less: what it says it expected. */
  readonly expected?: number;
}

/** SCK period in microseconds: what the firmware's byte can hold, and what it is unless `-B` says otherwise. */
export const sckPeriod = { shortest: 1, longest: 250, usual: 10 } as const;

/** @param seconds any period @returns microseconds, rounded and brought into range */
export function choosePeriod(seconds: number): number {
  return Math.min(Math.max(intOf(seconds * 1e6 + 0.5), sckPeriod.shortest), sckPeriod.longest);
}

/** Periods above the given one that are worth trying for a slow target, shortest first. */
export function longerPeriods(period: number): readonly number[] {
  return [20, 50, 100, sckPeriod.longest].filter((candidate) => candidate > period);
}

/** The largest blocks, in bytes. The firmware counts in one byte, of which 255 is taken; 248 fills whole USB packets. */
const largest = { read: 248, write: 128 } as const;

/** @returns bytes a block may have so that no transfer lasts too long at this clock */
export function blockSizes(period: number): { readonly read: number; readonly write: number } {
  let write: number = largest.write;
  for (let rest = period; write > 8 && rest > 16; rest >>= 1) write >>= 1;
  return { read: write === largest.write ? largest.read : write, write };
}

/** Gives the target power and holds it in reset, or not. @param period of SCK, microseconds */
export function encodePowerUp(period: number, reset: 'low' | 'high'): UsbtinyRequest {
  return { name: 'POWERUP', value: period, index: reset === 'low' ? 0 : 1, data: 0, durationUs: 0 };
}

/** Lets all pins go. */
export const powerDown: UsbtinyRequest = { name: 'POWERDOWN', value: 0, index: 0, data: 0, durationUs: 0 };

/** Four bytes out over SPI, four bytes back. */
export function encodeSpi(bytes: Uint8Array, period: number): UsbtinyRequest {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return { name: 'SPI', value: a | (b << 8), index: c | (d << 8), data: 4, durationUs: 32 * period };
}

/** The values that reading back cannot tell from "busy". 0, 0 stands for none, and an erased byte reads as 0xff. */
export function encodePollBytes([first, second]: readonly [number, number]): UsbtinyRequest {
  const value = (second << 8) | first || 0xffff;
  return { name: 'POLL_BYTES', value, index: 0, data: 0, durationUs: 0 };
}

/** @param address byte address, of which 16 bits travel */
export function encodeRead(
  name: 'FLASH_READ' | 'EEPROM_READ',
  address: number,
  length: number,
  period: number,
): UsbtinyRequest {
  const durationUs = length * 32 * period;
  const expected = Math.min(length, largest.write);
  return { name, value: 0, index: address & 0xffff, data: length, durationUs, expected };
}

/** @param writeDelay longest time each byte takes, microseconds; 0 if the bytes only go into the page buffer */
export function encodeWrite(
  name: 'FLASH_WRITE' | 'EEPROM_WRITE',
  address: number,
  data: Uint8Array,
  timing: { readonly period: number; readonly writeDelay: number },
): UsbtinyRequest {
  const { period, writeDelay } = timing;
  const durationUs = data.length * (32 * period + writeDelay);
  return { name, value: writeDelay, index: address & 0xffff, data, durationUs };
}
