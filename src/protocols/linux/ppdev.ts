import type { DeviceFile } from '../../transports/device-files.ts';
import { request } from './requests.ts';

/** A parallel port by its device file (linux/ppdev.h). */

const type = 0x70;
const requests = {
  readStatus: request('read', type, 0x81, 1),
  readControl: request('read', type, 0x83, 1),
  writeControl: request('write', type, 0x84, 1),
  readData: request('read', type, 0x85, 1),
  writeData: request('write', type, 0x86, 1),
  claim: request('none', type, 0x8b),
  release: request('none', type, 0x8c),
} as const;

/** The three registers of a parallel port; of status, bits are inputs. */
export type Register = 'data' | 'control' | 'status';

const reading = {
  data: requests.readData,
  control: requests.readControl,
  status: requests.readStatus,
} as const;
const writing = { data: requests.writeData, control: requests.writeControl } as const;

/** @throws TransportError: somebody else has it, or the file is no parallel port */
export function claimPort(file: DeviceFile): void {
  file.ioctl(requests.claim);
}

/** @throws TransportError */
export function releasePort(file: DeviceFile): void {
  file.ioctl(requests.release);
}

export function readRegister(file: DeviceFile, register: Register): number {
  const value = new Uint8Array(1);
  file.ioctl(reading[register], value);
  return value[0] ?? 0;
}

export function writeRegister(file: DeviceFile, register: 'data' | 'control', value: number): void {
  file.ioctl(writing[register], Uint8Array.of(value));
}
