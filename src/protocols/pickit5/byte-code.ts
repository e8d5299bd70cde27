import { words } from './frames.ts';

/**
 * Short scripts of our own. Registers hold 32 bits; T is the last result of an instruction on the target (facts: pickit5.c of avrdude
 * 8.2). What is done with whole memories is in Microchip's scripts (`conf/facts/pickit5-scripts.txt`).
 */

type Steps = readonly number[];

/** Register := four bytes, two, one. */
const set = (register: number, value: number): Steps => [0x90, register, ...words(value)];
const set16 = (register: number, value: number): Steps => [0x9c, register, value & 0xff, value >> 8];
const set8 = (register: number, value: number): Steps => [0x9b, register, value & 0xff];
/** Register := the next word of the parameters. */
const take = (register: number): Steps => [0x91, register];
const add = (register: number, value: number): Steps => [0x92, register, ...words(value)];
const copy = (to: number, from: number): Steps => [0x60, to, from];
/** T goes into the answer, as a byte or a word. */
const give: Steps = [0x9f];
const give16: Steps = [0x9d];
/** The script ends here unless T has this value. */
const endUnless = (value: number): Steps => [0xa8, ...words(value)];
/** Instructions on the target. */
const on = (...steps: Steps): Steps => [0x1e, ...steps];
/** Repeats `steps` until T, masked, has the value, so many times at most. */
const until = (mask: number, value: number, times: number, ...steps: Steps): Steps => [
  ...[0xa2, ...steps, 0xa5, ...words(mask), ...words(value)],
  ...[times & 0xff, times >> 8],
];

const script = (...steps: readonly Steps[]): Uint8Array => Uint8Array.from(steps.flat());

/** The target's power: where from, off, how much (millivolts), and what is measured. */
export const powerSource = (own: boolean): Uint8Array => script([0x46, ...words(own ? 1 : 0)]);
export const powerOff = script([0x44]);
export const powerOn = (mv: number): Uint8Array => script([0x40, ...words(mv, mv, mv), 0x42, 0x43]);
export const measurePower = script([0x47]);

/** @returns volts and milliamperes at the target. @param data answer to `measurePower` */
export function decodePower(data: Uint8Array): { readonly volts: number; readonly milliamps: number } {
  const whole = new Uint8Array(32);
  whole.set(data.subarray(0, 32));
  const view = new DataView(whole.buffer);
  return { volts: view.getUint32(4, true) / 1000, milliamps: view.getUint32(24, true) };
}

/** No programming without a computer; four bytes come back. */
export const leaveProgrammerToGo = script([0x5e, ...words(0)]);

/** A byte of a UPDI part's data space. */
export const updiStore = (address: number, value: number): Uint8Array =>
  script(set(0, address), set8(1, value), on(0x06, 0, 1));
export const updiLoad = (address: number): Uint8Array => script(set(0, address), on(0x03, 0), give);

const bigEndian = ([a = 0, b = 0, c = 0, d = 0]: Uint8Array): number => (a << 24) | (b << 16) | (c << 8) | d;
/** Waits until the target is not busy; the answer begins with 0 if it is not. */
const ispReady = [...set(0, 0x32), ...on(0x37, 0), ...give, ...endUnless(0)];

/** Sends an ISP instruction that writes. */
export const ispWrite = (instruction: Uint8Array): Uint8Array =>
  script(ispReady, set(1, bigEndian(instruction)), on(0x34, 1));
/** Sends one that reads. @param byte which of the four that come back carries the answer; it is the second byte of the script's */
export const ispRead = (instruction: Uint8Array, byte: number): Uint8Array =>
  script(ispReady, set(1, bigEndian(instruction)), set8(2, byte), set8(3, 0), on(0x35, 1, 2, 3), give);

/** A part with debugWIRE tells the last two bytes of its signature, highest first. */
export const debugWireSignature = script(set(0x0c, 3), on(0x45, 0x0c), give16);

/** JTAG: PROG_COMMANDS, whose register has 15 bits (data sheets, "Programming via the JTAG Interface"). */
const progCommands = { instruction: 5, bits: 15 } as const;
const scan = (register: number): Steps => on(0x67, register, 2);
const scanBack = (register: number): Steps => on(0x6b, register, 2);
const beginJtag = [...set8(2, progCommands.bits), ...set8(3, progCommands.instruction), ...on(0x66, 3)];

const jtagFuses = {
  lfuse: { write: 0x33, poll: 0x33, read: 0x33 },
  hfuse: { write: 0x37, poll: 0x37, read: 0x3f },
  efuse: { write: 0x3b, poll: 0x37, read: 0x3b },
} as const;

export type JtagFuse = keyof typeof jtagFuses;

export function jtagWriteFuse(fuse: JtagFuse, value: number): Uint8Array {
  const { write, poll } = jtagFuses[fuse];
  return script(
    ...[beginJtag, set16(0, 0x2340), scan(0), set16(0, 0x1300 | value), scan(0)],
    ...[set16(0, write << 8), set16(1, (write & 0xfd) << 8), set16(4, poll << 8)],
    ...[scan(0), scan(1), scan(0), scan(0)],
    until(0x200, 0x200, 10, ...scanBack(4)),
  );
}

export function jtagReadFuse(fuse: JtagFuse): Uint8Array {
  const { read } = jtagFuses[fuse];
  return script(
    ...[beginJtag, set16(0, 0x2304), scan(0), set16(0, (read & 0xfe) << 8), scan(0)],
    ...[set16(0, read << 8), scanBack(0), give],
  );
}

/** Bytes of the signature row of a classic part, which come as data. */
export function jtagReadSigrow(address: number, length: number): Uint8Array {
  return script(
    ...[beginJtag, set16(0, 0x2308), set16(1, 0x0300 | address), set16(4, 0x3200), set16(5, 0x3300)],
    [0xac, length & 0xff, length >> 8],
    ...[on(0x66, 3), scan(0), scan(1), scan(4), scanBack(5), give, add(1, 1)],
    [0xa4],
  );
}

/** Registers of an XMEGA's NVM controller, and its commands (XMEGA AU manual, 30.11 and 30.12). */
const nvm = { command: 0x010001ca, data: 0x010001c4, status: 0x010001cf, busy: 0x80 } as const;
const nvmCommands = { loadFlashBuffer: 0x23, eraseWriteFlashPage: 0x2f } as const;

/** Writes pages of an XMEGA's flash, erasing them, wherever in it they are. Parameters: address and length. */
export function pdiWriteFlash(pageSize: number): Uint8Array {
  const page = [pageSize & 0xff, pageSize >> 8];
  return script(
    ...[take(0), take(1), set(4, nvm.command), set(5, nvm.data), set(6, nvm.status)],
    ...[set8(7, nvmCommands.loadFlashBuffer), set8(8, nvmCommands.eraseWriteFlashPage), set8(9, 0xff)],
    ...[set16(10, pageSize), on(0x03, 4), [0x6c, 11], on(0x03, 5), [0x6c, 12]],
    ...[copy(3, 1), [0x93, 3, ...page], [0xad, 3]],
    ...[on(0x06, 4, 7), on(0x09, 0), on(0x10, 10), on(0x0a, 10), on(0x06, 4, 8), on(0x06, 0, 9)],
    until(nvm.busy, 0, 100, ...on(0x03, 6)),
    ...[add(0, pageSize), [0xae], on(0x06, 5, 12), on(0x06, 4, 11), [0x5a]],
  );
}
