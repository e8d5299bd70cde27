import { Avr109 } from './avr109.ts';
import { Avr910 } from './avr910.ts';
import { Babble } from './babble.ts';
import { BusPirate } from './buspirate.ts';
import { type Board, type DeviceSpec, type Firmware, type SerialDevice, SimulatedDevice } from './device.ts';
import { Jtag2Updi } from './jtag2updi.ts';
import { JtagMki } from './jtagmki.ts';
import { JtagMkii } from './jtagmkii.ts';
import { Optiboot } from './optiboot.ts';
import { SerialUpdi } from './serial-updi.ts';
import { Serprog } from './serprog.ts';
import { Stk500v1 } from './stk500v1.ts';
import { Stk500v2 } from './stk500v2.ts';
import type { UpdiDevice } from './updi-device.ts';
import { type UpdiPart, updiPart } from './updi-parts.ts';
import { Wiring } from './wiring.ts';
import { Xbee } from './xbee.ts';

/** Every programmer and boot loader that can sit behind a serial port. */
export const SERIAL_KINDS: Readonly<Record<string, (board: Board) => Firmware>> = {
  babble: (board) => new Babble(board),
  stk500v1: (board) => new Stk500v1(board),
  optiboot: (board) => new Optiboot(board),
  avr910: (board) => new Avr910(board),
  stk500v2: (board) => new Stk500v2(board),
  wiring: (board) => new Wiring(board),
  buspirate: (board) => new BusPirate(board),
  jtagmki: (board) => new JtagMki(board),
  jtagmkii: (board) => new JtagMkii(board),
  avr109: (board) => new Avr109(board),
  serprog: (board) => new Serprog(board),
  xbee: (board) => new Xbee(board),
};

/** @throws RangeError for an unknown kind, part, fault or memory */
export function simulate(spec: DeviceSpec): SimulatedDevice {
  const create = SERIAL_KINDS[spec.kind];
  if (!create) {
    throw new RangeError(`unknown kind ${spec.kind}; known: ${Object.keys(SERIAL_KINDS).sort().join(' ')}`);
  }
  return new SimulatedDevice(spec, create);
}

/** Programmers of parts with UPDI, whose chips are of another kind. */
export const UPDI_KINDS: Readonly<Record<string, (spec: DeviceSpec, part: UpdiPart) => UpdiDevice>> = {
  serialupdi: (spec, part) => new SerialUpdi(spec, part),
  jtag2updi: (spec, part) => new Jtag2Updi(spec, part),
};

/** The same for any kind there is. @throws RangeError likewise */
export function simulateAny(spec: DeviceSpec): SerialDevice {
  const create = UPDI_KINDS[spec.kind];
  if (!create) return simulate(spec);
  const part = updiPart(spec.part);
  if (!part) throw new RangeError(`unknown part ${spec.part}`);
  return create(spec, part);
}
