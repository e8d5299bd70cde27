import { createFsFromVolume, Volume } from 'memfs';
import { expect, test } from 'vitest';
import type { FileSystem } from '../../../src/model/host.ts';
import { listSerialPorts } from '../../../src/transports/node/serial-ports.ts';

/** A machine with the ports that a kernel shows: on the board, empty, virtual, and two adapters. */
function machine(): FileSystem {
  const volume = new Volume();
  const port = (name: string, device: string, files: Record<string, string> = {}) => {
    volume.fromJSON({ [`/dev/${name}`]: '', [`/sys/devices/${device}/.keep`]: '', ...files });
    volume.mkdirSync(`/sys/devices/${device}/tty/${name}`, { recursive: true });
    volume.symlinkSync(`/sys/devices/${device}`, `/sys/devices/${device}/tty/${name}/device`);
    volume.mkdirSync('/sys/class/tty', { recursive: true });
    volume.symlinkSync(`/sys/devices/${device}/tty/${name}`, `/sys/class/tty/${name}`);
  };
  const usb = (folder: string, vendor: string, product: string, serial: string) => ({
    [`/sys/devices/${folder}/idVendor`]: `${vendor}\n`,
    [`/sys/devices/${folder}/idProduct`]: `${product}\n`,
    ...(serial && { [`/sys/devices/${folder}/serial`]: `${serial}\n` }),
  });
  port('ttyUSB10', 'pci/usb1/1-2/1-2:1.0/ttyUSB10', usb('pci/usb1/1-2', '0403', '6001', 'A7003'));
  port('ttyUSB2', 'pci/usb1/1-3/1-3:1.0/ttyUSB2', usb('pci/usb1/1-3', '1a86', '7523', ''));
  port('ttyACM0', 'pci/usb1/1-4/1-4:1.0', usb('pci/usb1/1-4', '2341', '0043', '75833'));
  port('ttyS0', 'pnp0/00:00');
  port('ttyS1', 'platform/serial8250');
  volume.fromJSON({ '/sys/class/tty/ttyS1/type': '0\n' });
  volume.mkdirSync('/sys/devices/virtual/tty/tty0', { recursive: true });
  volume.symlinkSync('/sys/devices/virtual/tty/tty0', '/sys/class/tty/tty0');
  return createFsFromVolume(volume) as unknown as FileSystem;
}

test('the ports of a Linux machine', async () => {
  expect(await listSerialPorts(machine(), 'linux')).toEqual([
    { port: '/dev/ttyACM0', vendor: 0x2341, product: 0x0043, serialNumber: '75833' },
    { port: '/dev/ttyS0', vendor: 0, product: 0, serialNumber: '' },
    { port: '/dev/ttyUSB2', vendor: 0x1a86, product: 0x7523, serialNumber: '' },
    { port: '/dev/ttyUSB10', vendor: 0x0403, product: 0x6001, serialNumber: 'A7003' },
  ]);
});

test('a machine without any', async () => {
  const fs = createFsFromVolume(new Volume()) as unknown as FileSystem;
  expect(await listSerialPorts(fs, 'linux')).toEqual([]);
});
