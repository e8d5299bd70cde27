import { serialKinds, updiKinds } from 'avrdude:simulators';
import { type DeviceSpec, type SerialDevice, SimulatedDevice } from './device.ts';
import { updiPart } from './updi-parts.ts';

/** Every programmer and boot loader that can sit behind a serial port. */
export const SERIAL_KINDS = serialKinds;

/** Programmers of parts with UPDI, whose chips are of another kind. */
export const UPDI_KINDS = updiKinds;

/** @throws RangeError for an unknown kind, part, fault or memory */
export function simulate(spec: DeviceSpec): SimulatedDevice {
  const create = SERIAL_KINDS[spec.kind];
  if (!create) {
    throw new RangeError(`unknown kind ${spec.kind}; known: ${Object.keys(SERIAL_KINDS).sort().join(' ')}`);
  }
  return new SimulatedDevice(spec, create);
}

/** The same for any kind there is. @throws RangeError likewise */
export function simulateAny(spec: DeviceSpec): SerialDevice {
  const create = UPDI_KINDS[spec.kind];
  if (!create) return simulate(spec);
  const part = updiPart(spec.part);
  if (!part) throw new RangeError(`unknown part ${spec.part}`);
  return create(spec, part);
}
