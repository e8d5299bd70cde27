import type { TransportError } from '../model/errors.ts';
import { DisconnectedError } from '../model/errors.ts';
import { UsbConnection } from './usb-connection.ts';
import { usbError } from './usb-errors.ts';
import { type LibraryDevice, loadUsbLibrary, type UsbLibrary } from './usb-library.ts';
import type { UsbDeviceInfo, UsbFound, UsbOpener, UsbQuery } from './usb-transport.ts';

/** Reads of string descriptors, milliseconds. */
const stringTimeoutMs = 1000;

/**
 * Access to USB devices through libusb, which is loaded when a device is first looked for.
 *
 * @param load gives the library; tests pass a fake
 */
export function createUsbOpener(load: () => Promise<UsbLibrary> = loadUsbLibrary): UsbOpener {
  return {
    async find(query) {
      const library = await load();
      const found: UsbFound[] = [];
      for (const device of library.getDeviceList()) {
        const { idVendor, idProduct } = device.deviceDescriptor;
        if (idVendor !== query.vendorId || !query.productIds.includes(idProduct)) continue;
        found.push(await look(library, device, query));
      }
      return found;
    },
    async open(info) {
      const library = await load();
      const device = library
        .getDeviceList()
        .find((one) => number(one.busNumber) === info.bus && number(one.deviceAddress) === info.device);
      if (!device) throw new DisconnectedError(`USB device ${info.bus}:${info.device} is gone`, 'ENODEV');
      openDevice(device);
      return new UsbConnection(library, device, info);
    },
  };
}

async function look(library: UsbLibrary, device: LibraryDevice, query: UsbQuery): Promise<UsbFound> {
  const { idVendor, idProduct, iManufacturer, iProduct, iSerialNumber } = device.deviceDescriptor;
  const info: UsbDeviceInfo = {
    vendorId: idVendor,
    productId: idProduct,
    vendor: undefined,
    product: undefined,
    serial: undefined,
    bus: number(device.busNumber),
    device: number(device.deviceAddress),
  };
  if (!query.strings) return { info, failure: undefined };
  try {
    openDevice(device);
  } catch (error) {
    return { info, failure: error as TransportError };
  }
  const connection = new UsbConnection(library, device, info);
  try {
    const vendor = await readString(connection, iManufacturer);
    const product = await readString(connection, iProduct);
    const serial = await readString(connection, iSerialNumber);
    return { info: { ...info, vendor, product, serial }, failure: undefined };
  } finally {
    await connection.close();
  }
}

/** @returns undefined if the device has no such string or does not give it */
async function readString(connection: UsbConnection, index: number): Promise<string | undefined> {
  if (index === 0) return undefined;
  try {
    const data = await connection.control({
      requestType: 0x80,
      request: 6,
      value: 0x0300 | index,
      index: 0x0409,
      data: 255,
      timeoutMs: stringTimeoutMs,
    });
    const length = Math.min(data[0] ?? 0, data.length);
    return data[1] === 3 ? Buffer.from(data.subarray(2, length)).toString('utf16le') : undefined;
  } catch {
    return undefined;
  }
}

function openDevice(device: LibraryDevice): void {
  try {
    device.open();
  } catch (error) {
    throw usbError(
      `cannot open USB device ${number(device.busNumber)}:${number(device.deviceAddress)}`,
      error,
    );
  }
}

function number(value: number): string {
  return String(value).padStart(3, '0');
}
