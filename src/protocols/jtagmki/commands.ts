/** The bytes that a JTAGICE (mkI) is sent, and those it answers with. They were never published; avrdude's `jtagmkI.c` has them. */

import { classicMemories } from '../jtagmkii/memory-types.ts';

export const commands = {
  getSync: 0x20,
  setParameter: 0x42,
  stop: 0x46,
  go: 0x47,
  readMemory: 0x52,
  signOn: 0x53,
  writeMemory: 0x57,
  data: 0x68,
  getParameter: 0x71,
  reset: 0x78,
  setDeviceDescriptor: 0xa0,
  enterProgmode: 0xa3,
  leaveProgmode: 0xa4,
  chipErase: 0xa5,
} as const;

export const responses = { ok: 0x41, failed: 0x46 } as const;

export const parameters = {
  baudRate: 0x62,
  hardwareVersion: 0x7a,
  firmwareVersion: 0x7b,
  /** 255 stand for 6.25 V. */
  vTarget: 0x84,
  jtagClock: 0x86,
  flashPageSizeLow: 0x88,
  flashPageSizeHigh: 0x89,
  eepromPageSize: 0x8a,
} as const;

/** Kinds of memory. */
export const memories = classicMemories;

/** Where memory is, and how much of it. */
export interface Place {
  /** One of `memories`. */
  readonly type: number;
  /** In bytes; even for flash. */
  readonly address: number;
  /** In bytes; even for flash. */
  readonly length: number;
}

/** What `signOn` is followed by for one that has just been switched on. */
const afterPowerUp = 0x45;
/** A checksum that is not looked at, and the end of the command. */
const ending = [0x20, 0x20] as const;

/** @param bytes the command and what belongs to it */
export function encodeCommand(...bytes: readonly number[]): Uint8Array {
  return Uint8Array.of(...bytes, ...ending);
}

/** Signs on so that one that has just been switched on begins to answer. */
export function encodeFirstSignOn(): Uint8Array {
  return encodeCommand(commands.signOn, afterPowerUp);
}

/** `readMemory` or `writeMemory`; flash is counted in words. */
export function encodeMemoryCommand(command: number, { type, address, length }: Place): Uint8Array {
  const unit = type === memories.flashPage || type === memories.spm ? 2 : 1;
  const at = Math.floor(address / unit);
  return encodeCommand(command, type, Math.ceil(length / unit) - 1, at >> 16, (at >> 8) & 0xff, at & 0xff);
}

/** Bytes that one memory command moves at most: its count, of units, has eight bits. */
export function maxLength(type: number): number {
  return type === memories.flashPage ? 512 : 256;
}

/** Rates in the order in which a JTAGICE is looked for: as it is switched on, as programs leave it, the others. */
const baudRates: ReadonlyMap<number, number> = new Map([
  [19200, 0xfa],
  [115200, 0xff],
  [9600, 0xf4],
  [38400, 0xfd],
  [57600, 0xfe],
]);

export const searchedRates: readonly number[] = [...baudRates.keys()];

/** @returns the value of parameter `baudRate`; undefined if the JTAGICE does not have that rate */
export function encodeBaudRate(rate: number): number | undefined {
  return baudRates.get(rate);
}

interface Clock {
  readonly value: number;
  readonly hertz: number;
  /** From which frequency on it is chosen (Hz). */
  readonly from: number;
}

const clocks: readonly Clock[] = [
  { value: 0xff, hertz: 1e6, from: 1e6 },
  { value: 0xfe, hertz: 500e3, from: 499e3 },
  { value: 0xfd, hertz: 250e3, from: 249e3 },
];
const slowest: Clock = { value: 0xfb, hertz: 125e3, from: 0 };

/** @param seconds per cycle of the JTAG clock. @returns the value of parameter `jtagClock` */
export function encodeJtagClock(seconds: number): number {
  return (clocks.find(({ from }) => 1 / seconds >= from) ?? slowest).value;
}

/** @returns hertz; undefined for a value that stands for none */
export function decodeJtagClock(value: number): number | undefined {
  return [...clocks, slowest].find((clock) => clock.value === value)?.hertz;
}

/** @returns volts */
export function decodeVTarget(value: number): number {
  return (6.25 * value) / 255;
}

/** What a JTAGICE is told of the part. */
export interface DeviceDescription {
  readonly idr: number;
  readonly spmcr: number;
  readonly rampz: number;
  readonly flashPageSize: number;
  readonly eepromPageSize: number;
}

/** Maps of I/O registers, which only a debugger needs, stand before what matters and stay empty. */
const descriptorLength = 123;
const descriptorStart = 112;

/** `setDeviceDescriptor` with what programming needs. */
export function encodeDeviceDescriptor(device: DeviceDescription): Uint8Array {
  const descriptor = new Uint8Array(descriptorLength);
  const { flashPageSize } = device;
  descriptor.set(
    [
      device.idr,
      device.spmcr,
      device.rampz,
      flashPageSize & 0xff,
      flashPageSize >> 8,
      device.eepromPageSize & 0xff,
    ],
    descriptorStart,
  );
  return encodeCommand(commands.setDeviceDescriptor, ...descriptor);
}
