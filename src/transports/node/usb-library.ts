/**
 * What we use of the npm package `usb` (libusb 1.0), so that tests can put a fake in its place.
 */
export interface UsbLibrary {
  getDeviceList(): readonly LibraryDevice[];
  readonly Transfer: new (
    device: LibraryDevice,
    endpoint: number,
    type: number,
    timeout: number,
    callback: (error: Error | undefined, data: Buffer, length: number) => void,
  ) => LibraryTransfer;
}

export interface LibraryTransfer {
  submit(buffer: Buffer): unknown;
  cancel(): boolean;
}

export interface LibraryDevice {
  readonly busNumber: number;
  readonly deviceAddress: number;
  readonly deviceDescriptor: {
    readonly idVendor: number;
    readonly idProduct: number;
    readonly bcdDevice: number;
    readonly iManufacturer: number;
    readonly iProduct: number;
    readonly iSerialNumber: number;
    readonly bDeviceClass: number;
    readonly bDeviceSubClass: number;
    readonly bDeviceProtocol: number;
    readonly bMaxPacketSize0: number;
    readonly bNumConfigurations: number;
  };
  open(defaultConfig?: boolean): void;
  close(): void;
  interface(number: number): LibraryInterface;
  readonly configDescriptor?:
    | {
        readonly bConfigurationValue: number;
        /** Each with its alternate settings. */
        readonly interfaces?: readonly (readonly LibraryInterfaceDescriptor[])[];
      }
    | undefined;
  setConfiguration(value: number, callback: (error?: Error) => void): void;
  reset(callback: (error?: Error) => void): void;
}

interface LibraryInterfaceDescriptor {
  readonly bInterfaceClass: number;
  readonly bInterfaceSubClass: number;
  readonly bInterfaceProtocol: number;
}

export interface LibraryInterface {
  readonly descriptor?: { readonly endpoints: readonly LibraryEndpoint[] };
  claim(): void;
  release(callback: (error?: Error) => void): void;
  isKernelDriverActive(): boolean;
  detachKernelDriver(): void;
  attachKernelDriver?(): void;
}

export interface LibraryEndpoint {
  readonly bEndpointAddress: number;
  /** Its type in the lowest two bits, numbered as types of transfer are. */
  readonly bmAttributes: number;
}

/** Types of transfer, as libusb numbers them. */
export const transferTypes = { control: 0, bulk: 2, interrupt: 3 } as const;

/** Loads libusb; nothing of it is in memory before. */
export async function loadUsbLibrary(): Promise<UsbLibrary> {
  const { usb } = (await import('usb')).default;
  return usb as unknown as UsbLibrary;
}
