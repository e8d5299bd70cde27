import * as mpsse from './mpsse.ts';

/**
 * A JTAG test access port moved by an MPSSE engine (IEEE 1149.1). Every step begins and ends in Run-Test/Idle.
 */

/** Takes the port to Run-Test/Idle from wherever it is. */
export const resetTap: mpsse.MpsseCommands = { bytes: mpsse.shiftTms(0x1f, 6, 0, false), replyLength: 0 };

const toShiftIr = mpsse.shiftTms(0x03, 4, 0, false);
const toShiftDr = mpsse.shiftTms(0x01, 3, 0, false);
/** The last bit goes out on the way to Exit1; then Update and Run-Test/Idle. */
const exit = { bits: 0x03, count: 3 } as const;

/** Puts an instruction of four bits into the instruction register. */
export function shiftIr(instruction: number): mpsse.MpsseCommands {
  return { bytes: [...toShiftIr, ...shiftOut(instruction, 4, false)], replyLength: 0 };
}

/** Puts bits into the data register. */
export function shiftDr(value: number, length: number): mpsse.MpsseCommands {
  return { bytes: [...toShiftDr, ...shiftOut(value, length, false)], replyLength: 0 };
}

/** The same, and keeps what comes out of it. */
export function exchangeDr(value: number, length: number): mpsse.MpsseCommands {
  return { bytes: [...toShiftDr, ...shiftOut(value, length, true)], replyLength: repliesOf(length) };
}

/** Bytes that `exchangeDr` is answered with. */
export function repliesOf(length: number): number {
  return Math.ceil((length - 1) / 8) + 1;
}

/** What came out of a data register. @param answer to `exchangeDr` */
export function decodeDr(answer: Uint8Array, length: number): number {
  let value = 0;
  let at = 0;
  for (let left = length - 1; left > 0; left -= 8) {
    const count = Math.min(8, left);
    value |= ((answer[at >> 3] ?? 0) >> (8 - count)) << at;
    at += count;
  }
  const last = answer[repliesOf(length) - 1] ?? 0;
  return value | (((last >> (8 - exit.count)) & 1) << (length - 1));
}

function shiftOut(value: number, length: number, read: boolean): readonly number[] {
  const bytes: number[] = [];
  let rest = value;
  let left = length - 1;
  for (; left > 0; left -= 8) {
    const count = Math.min(8, left);
    bytes.push(...mpsse.shiftBits(rest & ((1 << count) - 1), count, read));
    rest >>= count;
  }
  bytes.push(...mpsse.shiftTms(exit.bits, exit.count, rest & 1 ? 1 : 0, read));
  return bytes;
}
