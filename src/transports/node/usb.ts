import { DisconnectedError, TransportError } from '../../model/errors.ts';
import type { UsbDescription, UsbDeviceInfo, UsbFound, UsbOpener, UsbQuery } from '../usb-transport.ts';
import { UsbConnection } from './usb-connection.ts';
import { usbError } from './usb-errors.ts';
import { type LibraryDevice, loadUsbLibrary, type UsbLibrary } from './usb-library.ts';

/** Reads of string descriptors, milliseconds. */
const stringTimeoutMs = 1000;

/** Which driver the system has bound a device to; see `TransportError`. */
export type DriverOf = (ids: {
  readonly vendorId: number;
  readonly productId: number;
}) => Promise<string | undefined>;

/**
 * Access to USB devices through libusb, which is loaded when a device is first looked for.
 *
 * @param load gives the library; tests pass a fake
 * @param driverOf asked about a device that cannot be opened, where the system binds devices to drivers
 */
export function createUsbOpener(
  load: () => Promise<UsbLibrary> = loadUsbLibrary,
  driverOf: DriverOf = async () => undefined,
): UsbOpener {
  return {
    async find(query) {
      const library = await load();
      const found: UsbFound[] = [];
      for (const device of devicesOf(library)) {
        const { idVendor, idProduct } = device.deviceDescriptor;
        if (idVendor !== query.vendorId || !query.productIds.includes(idProduct)) continue;
        const one = await look(library, device, query);
        const failure = one.failure && (await withDriver(one.failure, one.info, driverOf));
        found.push({ ...one, failure });
      }
      return found;
    },
    async list() {
      return devicesOf(await load()).map(plainInfo);
    },
    async describe(info) {
      return descriptionOf(deviceOf(await load(), info));
    },
    async open(info, interfaceNumber) {
      const library = await load();
      const device = deviceOf(library, info);
      try {
        openDevice(device);
      } catch (error) {
        throw error instanceof TransportError ? await withDriver(error, info, driverOf) : error;
      }
      return new UsbConnection(library, device, info, interfaceNumber);
    },
  };
}

async function withDriver(
  error: TransportError,
  info: UsbDeviceInfo,
  driverOf: DriverOf,
): Promise<TransportError> {
  const driver = await driverOf(info);
  if (driver === undefined) return error;
  return new TransportError(error.message, error.code, { cause: error.cause, driver });
}

/** Where libusb cannot begin, the package has none of its functions: then nothing is plugged in. */
function devicesOf(library: UsbLibrary): readonly LibraryDevice[] {
  return typeof library.getDeviceList === 'function' ? library.getDeviceList() : [];
}

/** @throws DisconnectedError if it is not there any more */
function deviceOf(library: UsbLibrary, info: UsbDeviceInfo): LibraryDevice {
  const device = devicesOf(library).find(
    (one) => number(one.busNumber) === info.bus && number(one.deviceAddress) === info.device,
  );
  if (!device) throw new DisconnectedError(`USB device ${info.bus}:${info.device} is gone`, 'ENODEV');
  return device;
}

function descriptionOf({ deviceDescriptor: device, configDescriptor }: LibraryDevice): UsbDescription {
  const interfaces = configDescriptor?.interfaces ?? [];
  const first = interfaces[0]?.[0];
  return {
    release: device.bcdDevice,
    device: {
      class: device.bDeviceClass,
      subclass: device.bDeviceSubClass,
      protocol: device.bDeviceProtocol,
    },
    packetSize: device.bMaxPacketSize0,
    configurations: device.bNumConfigurations,
    interfaces: interfaces.length,
    firstInterface: first && {
      class: first.bInterfaceClass,
      subclass: first.bInterfaceSubClass,
      protocol: first.bInterfaceProtocol,
    },
    strings: { vendor: device.iManufacturer, product: device.iProduct, serial: device.iSerialNumber },
  };
}

/** What is known of a device without opening it. */
function plainInfo({ deviceDescriptor, busNumber, deviceAddress }: LibraryDevice): UsbDeviceInfo {
  return {
    vendorId: deviceDescriptor.idVendor,
    productId: deviceDescriptor.idProduct,
    release: deviceDescriptor.bcdDevice,
    vendor: undefined,
    product: undefined,
    serial: undefined,
    bus: number(busNumber),
    device: number(deviceAddress),
  };
}

async function look(library: UsbLibrary, device: LibraryDevice, query: UsbQuery): Promise<UsbFound> {
  const { iManufacturer, iProduct, iSerialNumber } = device.deviceDescriptor;
  const info = plainInfo(device);
  if (!query.strings) return { info, failure: undefined };
  try {
    openDevice(device);
  } catch (error) {
    return { info, failure: error as TransportError };
  }
  const connection = new UsbConnection(library, device, info);
  const indices = { vendor: iManufacturer, product: iProduct, serial: iSerialNumber };
  const strings: { [name in keyof typeof indices]?: string } = {};
  const unread: { [name in keyof typeof indices]?: TransportError } = {};
  try {
    for (const name of ['vendor', 'product', 'serial'] as const) {
      if (indices[name] === 0) continue;
      try {
        strings[name] = await readString(connection, indices[name]);
      } catch (error) {
        if (!(error instanceof TransportError)) throw error;
        unread[name] = error;
      }
    }
    return { info: { ...info, ...strings }, failure: undefined, unread };
  } finally {
    await connection.close();
  }
}

/** In the first language the device has, which it is asked for each time: as libusb does. @throws TransportError */
async function readString(connection: UsbConnection, index: number): Promise<string> {
  const languages = await readStringDescriptor(connection, 0, 0);
  if (languages.length < 4) throw new TransportError('the device has no language', 'EIO');
  const data = await readStringDescriptor(
    connection,
    index,
    (languages[2] ?? 0) | ((languages[3] ?? 0) << 8),
  );
  if (data[1] !== 3) throw new TransportError(`string descriptor ${index} is none`, 'EIO');
  return Buffer.from(data.subarray(2, data[0])).toString('utf16le');
}

function readStringDescriptor(
  connection: UsbConnection,
  index: number,
  language: number,
): Promise<Uint8Array> {
  return connection.control({
    requestType: 0x80,
    request: 6,
    value: 0x0300 | index,
    index: language,
    data: 255,
    timeoutMs: stringTimeoutMs,
  });
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
