import type { UsbDescriptors } from './usb-device.ts';

/** Atmel's vendor id. */
const atmel = 0x03eb;

/** Product ids of DFU boot loaders, by the part (avrdude.conf, `usbpid`; an ATmega16U4 comes with the larger one's). */
const productIds: Readonly<Record<string, number>> = {
  m8u2: 0x2fee,
  m16u2: 0x2fef,
  m32u2: 0x2ff0,
  m16u4: 0x2ff4,
  m32u4: 0x2ff4,
  usb82: 0x2ff7,
  usb646: 0x2ff9,
  usb162: 0x2ffa,
  usb1286: 0x2ffb,
  x128a4u: 0x2fde,
  x32a4u: 0x2fe4,
  x64a4u: 0x2fe5,
  x128a3u: 0x2fe6,
  x128a1u: 0x2fed,
};

type Class = readonly [number, number, number];

/** What a DFU device's descriptors tell, besides its ids (USB 2.0, 9.6; DFU 1.1, 4.1.3). */
export interface DfuIdentity {
  readonly part: string;
  readonly usb: number;
  readonly device: Class;
  readonly firstInterface: Class;
  /** Bytes of a packet of endpoint 0. */
  readonly packetSize: number;
  /** bcdDevice. */
  readonly release: number;
  readonly strings: readonly string[];
  /** Of the configuration. */
  readonly attributes: number;
  /** The functional descriptor, if it has one. */
  readonly functional: readonly number[];
}

export function dfuDescriptors(identity: DfuIdentity): UsbDescriptors {
  const { strings, functional } = identity;
  const word = (value: number): readonly number[] => [value & 0xff, value >> 8];
  const index = (at: number): number => (at < strings.length ? at + 1 : 0);
  const ids = [...word(atmel), ...word(productIds[identity.part] ?? 0)];
  return {
    device: Uint8Array.of(
      ...[18, 1, ...word(identity.usb), ...identity.device, identity.packetSize, ...ids],
      ...[...word(identity.release), index(0), index(1), index(2), 1],
    ),
    configuration: Uint8Array.of(
      ...[9, 2, ...word(18 + functional.length), 1, 1, 0, identity.attributes, 50],
      ...[9, 4, 0, 0, 0, ...identity.firstInterface, 0],
      ...functional,
    ),
    strings,
  };
}
