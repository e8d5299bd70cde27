import type { UsbClass, UsbDescription } from '../../src/transports/usb-transport.ts';
import type { UsbDescriptors } from '../sim/usb-device.ts';

/** What descriptors say, as the system tells it (USB 2.0, 9.6.1, 9.6.3, 9.6.5). */
export function descriptionOf({ device, configuration }: UsbDescriptors): UsbDescription {
  const classAt = (bytes: Uint8Array, at: number): UsbClass => ({
    class: bytes[at]!,
    subclass: bytes[at + 1]!,
    protocol: bytes[at + 2]!,
  });
  return {
    release: device[12]! + device[13]! * 256,
    device: classAt(device, 4),
    packetSize: device[7]!,
    configurations: device[17]!,
    interfaces: configuration[4]!,
    firstInterface: configuration[4]! > 0 ? classAt(configuration, 14) : undefined,
    strings: { vendor: device[14]!, product: device[15]!, serial: device[16]! },
  };
}
