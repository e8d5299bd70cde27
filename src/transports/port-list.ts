import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/** A serial port of this computer, and the USB device behind it if there is one. */
export interface PortInfo {
  /** What to open. */
  readonly port: string;
  readonly vendorId: number | undefined;
  readonly productId: number | undefined;
  readonly serial: string;
  /** What the device calls itself ("Arduino Leonardo"); empty if nothing is known. */
  readonly name: string;
}

/** The serial ports there are, in order of their names, numbers at the end counting as numbers. */
export async function listSerialPorts(): Promise<readonly PortInfo[]> {
  const ports = process.platform === 'linux' ? linuxPorts('/sys/class/tty') : await packagePorts();
  return [...ports].sort((a, b) => a.port.localeCompare(b.port, 'en', { numeric: true }));
}

/**
 * Ports as Linux's sysfs shows them: no child process, no native code.
 * @param folder `/sys/class/tty`, or its like in a test
 */
export function linuxPorts(folder: string): readonly PortInfo[] {
  return entriesOf(folder).flatMap((name): PortInfo[] => {
    const device = realPath(path.join(folder, name, 'device'));
    // Terminals that are no ports have no device; a UART that is not there has type 0.
    if (!device || text(path.join(folder, name, 'type')) === '0') return [];
    const usb = usbFolder(device);
    const hex = (file: string) => (usb ? Number.parseInt(text(path.join(usb, file)), 16) : Number.NaN);
    const vendorId = hex('idVendor');
    const productId = hex('idProduct');
    return [
      {
        port: `/dev/${name}`,
        vendorId: Number.isNaN(vendorId) ? undefined : vendorId,
        productId: Number.isNaN(productId) ? undefined : productId,
        serial: usb ? text(path.join(usb, 'serial')) : '',
        name: usb
          ? [text(path.join(usb, 'manufacturer')), text(path.join(usb, 'product'))].filter(Boolean).join(' ')
          : '',
      },
    ];
  });
}

/** The package's own list, for other systems. */
async function packagePorts(): Promise<readonly PortInfo[]> {
  const { SerialPort } = await import('serialport');
  const number = (hex: string | undefined) => (hex ? Number.parseInt(hex, 16) : undefined);
  return (await SerialPort.list()).map((info) => ({
    port: info.path,
    vendorId: number(info.vendorId),
    productId: number(info.productId),
    serial: info.serialNumber ?? '',
    name: info.manufacturer ?? '',
  }));
}

/** The folder of the USB device that a port belongs to: the nearest one above that has a vendor. */
function usbFolder(device: string): string | undefined {
  for (let folder = device; folder !== path.dirname(folder); folder = path.dirname(folder))
    if (text(path.join(folder, 'idVendor'))) return folder;
  return undefined;
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

function text(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
