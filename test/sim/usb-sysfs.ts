import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { UsbDescriptors } from './usb-device.ts';

/** A device's place: bus 1, port and address. */
export interface UsbPlace {
  readonly port: number;
  readonly address: number;
}

const controller = 'devices/pci0000:00/0000:00:14.0/usb1';

/** Writes the picture of a plugged-in device that libusb looks for under `/sys`. @param root stands for `/` */
export function writeSysfs(root: string, { port, address }: UsbPlace, descriptors: UsbDescriptors): void {
  const { device, configuration, strings } = descriptors;
  const name = `1-${port}`;
  const folder = join(root, 'sys', controller, name);
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(root, 'sys/bus/usb/devices'), { recursive: true });
  symlinkSync(`../../../${controller}/${name}`, join(root, 'sys/bus/usb/devices', name));
  symlinkSync('../../../../../bus/usb', join(folder, 'subsystem'));
  const word = (at: number): string => hex(device[at + 1]! * 256 + device[at]!, 4);
  const three = String(address).padStart(3, '0');
  const uevent = [
    'MAJOR=189',
    `MINOR=${address - 1}`,
    `DEVNAME=bus/usb/001/${three}`,
    'DEVTYPE=usb_device',
    'DRIVER=usb',
    'BUSNUM=001',
    `DEVNUM=${three}`,
  ];
  const attributes: Record<string, string> = {
    uevent: uevent.join('\n'),
    dev: `189:${address - 1}`,
    busnum: '1',
    devnum: String(address),
    devpath: String(port),
    // Low speed knows no bulk transfers; a device with endpoints is one of full speed.
    speed: configuration[9 + 4]! > 0 ? '12' : '1.5',
    version: ' 1.10',
    idVendor: word(8),
    idProduct: word(10),
    bcdDevice: word(12),
    bDeviceClass: hex(device[4]!, 2),
    bDeviceSubClass: hex(device[5]!, 2),
    bDeviceProtocol: hex(device[6]!, 2),
    bMaxPacketSize0: String(device[7]),
    bNumConfigurations: '1',
    bNumInterfaces: ` ${configuration[4]}`,
    bConfigurationValue: '1',
    bmAttributes: '80',
    bMaxPower: '50mA',
    product: strings[1] ?? '',
    ...(strings[2] === undefined ? {} : { serial: strings[2] }),
  };
  for (const [key, value] of Object.entries(attributes)) writeFileSync(join(folder, key), `${value}\n`);
  writeFileSync(join(folder, 'descriptors'), Buffer.concat([device, configuration]));
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
