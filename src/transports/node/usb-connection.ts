import { TimeoutError } from '../../model/errors.ts';
import type { ControlRequest, UsbDeviceInfo, UsbTransport } from '../usb-transport.ts';
import { usbError } from './usb-errors.ts';
import { type LibraryDevice, type LibraryInterface, transferTypes, type UsbLibrary } from './usb-library.ts';
import { type RunningTransfer, startTransfer } from './usb-transfer.ts';
import { Wakefulness } from './wakefulness.ts';

/** Bytes of a setup packet, which libusb wants in front of the data. */
const setupLength = 8;

/** How long configuring or resetting a device may take, in milliseconds. */
const settleMs = 2000;

/** An interface that is ours, and whether the kernel's driver had it before. */
interface Claimed {
  readonly library: LibraryInterface;
  readonly hadDriver: boolean;
}

/** An open device of libusb. */
export class UsbConnection implements UsbTransport {
  readonly info: UsbDeviceInfo;
  readonly #library: UsbLibrary;
  readonly #device: LibraryDevice;
  readonly #running = new Set<RunningTransfer>();
  readonly #wakefulness = new Wakefulness();
  readonly #claimed = new Map<number, Claimed>();

  readonly #interfaceNumber: number;

  /** @param device opened, and closed by this connection */
  constructor(library: UsbLibrary, device: LibraryDevice, info: UsbDeviceInfo, interfaceNumber = 0) {
    this.#interfaceNumber = interfaceNumber;
    this.#library = library;
    this.#device = device;
    this.info = info;
  }

  async control(request: ControlRequest): Promise<Uint8Array> {
    const { requestType, data } = request;
    const length = typeof data === 'number' ? data : data.length;
    const buffer = Buffer.alloc(setupLength + length);
    buffer.writeUInt8(requestType, 0);
    buffer.writeUInt8(request.request, 1);
    buffer.writeUInt16LE(request.value, 2);
    buffer.writeUInt16LE(request.index, 4);
    buffer.writeUInt16LE(length, 6);
    if (typeof data !== 'number') buffer.set(data, setupLength);
    const done = await this.#transfer(
      `control request ${request.request}`,
      0,
      'control',
      request.timeoutMs,
      buffer,
      request.ends,
    );
    if ((requestType & 0x80) === 0) return new Uint8Array(0);
    return new Uint8Array(done.buffer.subarray(setupLength, setupLength + done.length));
  }

  async claim(interfaceNumber = 0): Promise<void> {
    this.#claim(interfaceNumber);
  }

  configure(): Promise<void> {
    const device = this.#device;
    return settled('cannot configure the USB device', (done) =>
      device.setConfiguration(device.configDescriptor?.bConfigurationValue ?? 1, done),
    );
  }

  async reset(): Promise<void> {
    await this.#cancel();
    await this.#release();
    await settled('cannot reset the USB device', (done) => this.#device.reset(done));
  }

  async bulkOut(endpoint: number, data: Uint8Array, timeoutMs: number, ends?: AbortSignal): Promise<void> {
    const address = endpoint & 0x7f;
    const type = this.#typeOf(address);
    await this.#transfer(`${type} out ${address}`, address, type, timeoutMs, Buffer.from(data), ends);
  }

  async bulkIn(endpoint: number, length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array> {
    const address = endpoint | 0x80;
    const type = this.#typeOf(address);
    const buffer = Buffer.alloc(length);
    const done = await this.#transfer(`${type} in ${endpoint}`, address, type, timeoutMs, buffer, ends);
    return new Uint8Array(done.buffer.subarray(0, done.length));
  }

  async close(): Promise<void> {
    await this.#cancel();
    await this.#release();
    try {
      this.#device.close();
    } catch {
      // A transfer that would not be cancelled still holds the device; the end of the process closes it.
    }
  }

  async #cancel(): Promise<void> {
    const pending = [...this.#running];
    for (const transfer of pending) transfer.cancel();
    await Promise.allSettled(pending.map((transfer) => transfer.done));
  }

  async #release(): Promise<void> {
    const claimed = [...this.#claimed.values()];
    this.#claimed.clear();
    for (const { library, hadDriver } of claimed) {
      await new Promise<void>((resolve) => library.release(() => resolve()));
      if (hadDriver) giveBack(library);
    }
  }

  /** Claims the interface that it was opened for if none is, and looks the endpoint up in those that are. */
  #typeOf(address: number): 'bulk' | 'interrupt' {
    if (this.#claimed.size === 0) this.#claim(this.#interfaceNumber);
    const endpoints = [...this.#claimed.values()].flatMap(
      ({ library }) => library.descriptor?.endpoints ?? [],
    );
    const attributes = endpoints.find((one) => one.bEndpointAddress === address)?.bmAttributes ?? 0;
    return (attributes & 3) === transferTypes.interrupt ? 'interrupt' : 'bulk';
  }

  #claim(interfaceNumber: number): void {
    if (this.#claimed.has(interfaceNumber)) return;
    try {
      const library = this.#device.interface(interfaceNumber);
      const hadDriver = process.platform === 'linux' && library.isKernelDriverActive();
      if (hadDriver) library.detachKernelDriver();
      library.claim();
      this.#claimed.set(interfaceNumber, { library, hadDriver });
    } catch (error) {
      throw usbError('cannot claim the USB interface', error);
    }
  }

  async #transfer(
    what: string,
    endpoint: number,
    type: keyof typeof transferTypes,
    timeoutMs: number,
    buffer: Buffer,
    ends?: AbortSignal,
  ): Promise<{ buffer: Buffer; length: number }> {
    const options = { what, endpoint, type: transferTypes[type], timeoutMs, ends };
    const running = startTransfer(this.#library, this.#device, options, buffer);
    this.#running.add(running);
    this.#wakefulness.begin();
    try {
      return await running.done;
    } finally {
      this.#wakefulness.end();
      this.#running.delete(running);
    }
  }
}

/** Lets the kernel's driver have an interface again, of a device that is still there. */
function giveBack(library: LibraryInterface): void {
  try {
    library.attachKernelDriver?.();
  } catch {
    // It has gone, or is another by now.
  }
}

/** Waits for what libusb does on a thread of its own, but not for ever. @throws TransportError */
function settled(what: string, work: (done: (error?: Error) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = setTimeout(
      () => reject(new TimeoutError(`${what}: no end within ${settleMs} ms`)),
      settleMs,
    );
    const done = (error?: Error): void => {
      clearTimeout(deadline);
      if (error) reject(usbError(what, error));
      else resolve();
    };
    try {
      work(done);
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
}
