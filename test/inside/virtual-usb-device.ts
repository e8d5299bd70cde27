import type { Outcome, Request, UsbBoard } from '../sim/usb-device.ts';

/** libusb's numbers of what went wrong with a call, by what its names end in. */
export const libusbErrors = { IO: -1, NO_DEVICE: -4, NOT_FOUND: -5, BUSY: -6 } as const;

/** The same of a transfer. */
const statuses = { done: 0, broken: 1, cancelled: 3, stalled: 4, gone: 5, overflow: 6 } as const;

/** Bytes of a setup packet, which stands in front of a control transfer's data. */
export const setupLength = 8;

/** An error as the add-on throws it, or hands it to a callback. @param errno what libusb returned, or a transfer's status */
function libusbError(errno: number): Error {
  const name = Object.entries(libusbErrors).find(([, number]) => number === errno)?.[0];
  return Object.assign(new Error(name ? `LIBUSB_ERROR_${name}` : '**UNKNOWN**'), { errno });
}

type Done = (error?: Error) => void;

/** Where a device is plugged in. */
export interface Plug {
  readonly board: UsbBoard;
  readonly address: number;
  /** Calls back when the program has nothing to do; never, once the run is over. */
  later(happens: () => void): void;
  /** A transfer is on its way. */
  travels(): void;
}

/** Fields of a descriptor, by their names and places; those of two bytes begin with `bcd`, `id` or `w` (USB 2.0, 9.6). */
const layouts = {
  device: {
    ...{ bLength: 0, bDescriptorType: 1, bcdUSB: 2, bDeviceClass: 4, bDeviceSubClass: 5, bDeviceProtocol: 6 },
    ...{ bMaxPacketSize0: 7, idVendor: 8, idProduct: 10, bcdDevice: 12 },
    ...{ iManufacturer: 14, iProduct: 15, iSerialNumber: 16, bNumConfigurations: 17 },
  },
  configuration: {
    ...{ bLength: 0, bDescriptorType: 1, wTotalLength: 2, bNumInterfaces: 4, bConfigurationValue: 5 },
    ...{ iConfiguration: 6, bmAttributes: 7, bMaxPower: 8 },
  },
  interface: {
    ...{ bLength: 0, bDescriptorType: 1, bInterfaceNumber: 2, bAlternateSetting: 3, bNumEndpoints: 4 },
    ...{ bInterfaceClass: 5, bInterfaceSubClass: 6, bInterfaceProtocol: 7, iInterface: 8 },
  },
  endpoint: {
    ...{
      bLength: 0,
      bDescriptorType: 1,
      bEndpointAddress: 2,
      bmAttributes: 3,
      wMaxPacketSize: 4,
      bInterval: 6,
    },
  },
} as const;

type Fields<Layout extends keyof typeof layouts> = Record<keyof (typeof layouts)[Layout], number>;

function fieldsOf<Layout extends keyof typeof layouts>(layout: Layout, bytes: Uint8Array): Fields<Layout> {
  const entries = Object.entries(layouts[layout] as Record<string, number>).map(([name, at]) => [
    name,
    bytes[at]! + (/^(bcd|id|w)[A-Z]/.test(name) ? bytes[at + 1]! * 256 : 0),
  ]);
  return Object.fromEntries(entries) as Fields<Layout>;
}

type Interface = Fields<'interface'> & { readonly endpoints: Fields<'endpoint'>[] };

/** A configuration descriptor, and what follows it, as the add-on gives them: interfaces, each by its settings. */
function configurationOf(
  bytes: Uint8Array,
): Fields<'configuration'> & { readonly interfaces: Interface[][] } {
  const interfaces: Interface[][] = [];
  for (let at = 0; at < bytes.length; at += bytes[at]!) {
    const descriptor = bytes.subarray(at);
    if (descriptor[1] === 4) {
      const one = { ...fieldsOf('interface', descriptor), endpoints: [] };
      const settings = interfaces.find(([first]) => first?.bInterfaceNumber === one.bInterfaceNumber);
      if (settings) settings.push(one);
      else interfaces.push([one]);
    } else if (descriptor[1] === 5)
      interfaces.at(-1)?.at(-1)?.endpoints.push(fieldsOf('endpoint', descriptor));
  }
  return { ...fieldsOf('configuration', bytes), interfaces };
}

/**
 * A device as the native add-on of the package `usb` has it: libusb on Linux's usbfs, as `UsbFile` does it for another process. What
 * the package adds to it in JavaScript is the package's own.
 */
export function deviceClass() {
  return class Device {
    readonly busNumber = 1;
    readonly deviceAddress: number;
    readonly deviceDescriptor: Fields<'device'>;
    readonly plug: Plug;
    isOpen = false;
    /** Requests that have not been answered. */
    readonly running = new Set<() => void>();
    underWay = 0;

    constructor(plug: Plug) {
      this.plug = plug;
      this.deviceAddress = plug.address;
      this.deviceDescriptor = fieldsOf('device', plug.board.firmware.descriptors.device);
    }

    __open(): void {
      this.isOpen = true;
    }

    /** @throws Error while something is under way */
    __close(): void {
      if (this.running.size > 0 || this.underWay > 0)
        throw new Error("Can't close device with a pending request");
      this.isOpen = false;
    }

    __getConfigDescriptor() {
      return configurationOf(this.plug.board.firmware.descriptors.configuration);
    }

    __claimInterface(): void {
      this.mustBeOpen();
      if (this.plug.board.busy) throw libusbError(libusbErrors.BUSY);
    }

    __releaseInterface(_number: number, done: Done): void {
      this.answer(done);
    }

    __isKernelDriverActive(): boolean {
      this.mustBeOpen();
      return false;
    }

    __setConfiguration(_wanted: number, done: Done): void {
      this.plug.board.configure();
      this.answer(done);
    }

    reset(done: Done): void {
      this.plug.board.configure();
      this.answer(done);
    }

    private mustBeOpen(): void {
      if (!this.isOpen) throw new Error('Device is not opened');
    }

    /** What libusb does on a thread of its own. */
    private answer(done: Done): void {
      this.mustBeOpen();
      this.underWay += 1;
      this.plug.later(() => {
        this.underWay -= 1;
        done.call(this);
      });
    }
  };
}

type Device = InstanceType<ReturnType<typeof deviceClass>>;

type Completed = (error: Error | undefined, buffer: Buffer, length: number) => void;

/** A transfer of the same add-on. */
export class Transfer {
  private readonly device: Device;
  private readonly endpoint: number;
  private readonly completed: Completed;
  private cancelRunning: (() => void) | undefined;

  constructor(device: Device, endpoint: number, _type: number, _timeout: number, completed: Completed) {
    this.device = device;
    this.endpoint = endpoint;
    this.completed = completed;
  }

  /** @throws Error as libusb does when it cannot begin */
  submit(buffer: Buffer): this {
    const { device, endpoint } = this;
    const { plug } = device;
    if (this.cancelRunning) throw new Error('Transfer is already active');
    if (!device.isOpen) throw new Error('Device is not open');
    if (plug.board.gone) throw libusbError(libusbErrors.NO_DEVICE);
    if (!plug.board.has(endpoint)) throw libusbError(libusbErrors.IO);
    plug.travels();
    const request = requestOf(endpoint, buffer);
    const { done, cancel } = plug.board.submit(request);
    this.cancelRunning = cancel;
    device.running.add(cancel);
    void done.then((outcome) => plug.later(() => this.complete(request, buffer, outcome)));
    return this;
  }

  /** @returns whether there was something to cancel */
  cancel(): boolean {
    const { cancelRunning } = this;
    cancelRunning?.();
    return cancelRunning !== undefined;
  }

  private complete(request: Request, buffer: Buffer, outcome: Outcome): void {
    if (this.cancelRunning) this.device.running.delete(this.cancelRunning);
    this.cancelRunning = undefined;
    const status = statuses[outcome.kind];
    const data = outcome.kind === 'done' ? outcome.data : new Uint8Array(0);
    buffer.set(data, request.setup ? setupLength : 0);
    const length = outcome.kind === 'done' ? data.length || request.data.length : 0;
    this.completed.call(this, status === 0 ? undefined : libusbError(status), buffer, length);
  }
}

function requestOf(endpoint: number, buffer: Buffer): Request {
  if (endpoint !== 0) {
    const data = endpoint & 0x80 ? new Uint8Array(0) : Uint8Array.from(buffer);
    return { endpoint, data, length: buffer.length };
  }
  const setup = {
    requestType: buffer.readUInt8(0),
    request: buffer.readUInt8(1),
    value: buffer.readUInt16LE(2),
    index: buffer.readUInt16LE(4),
    length: buffer.readUInt16LE(6),
  };
  const data = setup.requestType & 0x80 ? new Uint8Array(0) : Uint8Array.from(buffer.subarray(setupLength));
  return { endpoint: 0, setup, data };
}
