import type { TransportError } from '../model/errors.ts';

/** Which devices to look for. What their strings must be is the programmer's affair. */
export interface UsbQuery {
  readonly vendorId: number;
  readonly productIds: readonly number[];
  /** Open each device and read its manufacturer, product and serial number (costs two transfers each). */
  readonly strings: boolean;
}

export interface UsbDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice: the device's version, two digits each before and behind the point. */
  readonly release?: number | undefined;
  /** String descriptors; undefined if they were not asked for, or the device has none, or would not give them. */
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly serial: string | undefined;
  /** Three decimal digits, as Linux names the folder and the file of a device. */
  readonly bus: string;
  readonly device: string;
}

/** A class with its subclass and protocol, as descriptors have them (USB 2.0, 9.6). */
export interface UsbClass {
  readonly class: number;
  readonly subclass: number;
  readonly protocol: number;
}

/** What a device's descriptors say of it. */
export interface UsbDescription {
  /** bcdDevice. */
  readonly release: number;
  readonly device: UsbClass;
  /** Bytes in a packet of endpoint 0. */
  readonly packetSize: number;
  readonly configurations: number;
  /** How many interfaces its configuration has, and what the first one is. */
  readonly interfaces: number;
  readonly firstInterface: UsbClass | undefined;
  /** Numbers of the string descriptors; 0: it has none. */
  readonly strings: { readonly [name in 'vendor' | 'product' | 'serial']: number };
}

/** A device that is plugged in. */
export interface UsbFound {
  readonly info: UsbDeviceInfo;
  /** Why it could not be opened to read its strings (`code`: EACCES, EBUSY, ENOSYS: no driver that can be talked to …). */
  readonly failure: TransportError | undefined;
  /** Why it would not give those of its strings that it says it has. */
  readonly unread?: { readonly [name in 'vendor' | 'product' | 'serial']?: TransportError };
}

export interface ControlRequest {
  /** bmRequestType; bit 7 set: device to host. */
  readonly requestType: number;
  readonly request: number;
  readonly value: number;
  readonly index: number;
  /** What to send (out), or how many bytes to read (in). */
  readonly data: Uint8Array | number;
  readonly timeoutMs: number;
  /** Ends the transfer before its time. */
  readonly ends?: AbortSignal | undefined;
}

/**
 * An open USB device. Every transfer has a deadline of our own: at its end it is cancelled and TimeoutError is thrown.
 * Transfers may be started before earlier ones have ended; the device sees them in the order of the calls.
 */
export interface UsbTransport {
  readonly info: UsbDeviceInfo;
  /**
   * @returns the bytes read (perhaps fewer than asked for), or an empty array for an out transfer
   * @throws TimeoutError, DisconnectedError, InterruptedError, TransportError (a stall has the code EPIPE)
   */
  control(request: ControlRequest): Promise<Uint8Array>;
  /**
   * Claims an interface for this program, unless that has been done. A driver of the system's that has it lets go of it, until the device is closed.
   * @param interfaceNumber the first, if not given
   * @throws TransportError (code EBUSY: another program has it)
   */
  claim(interfaceNumber?: number): Promise<void>;
  /** Gives the device its first configuration anew, which empties its endpoints. @throws TransportError */
  configure(): Promise<void>;
  /**
   * Bulk transfers, or interrupt ones, as the endpoint is.
   * @param endpoint number with its direction bit; if nothing is claimed yet, the first interface is
   */
  bulkOut(endpoint: number, data: Uint8Array, timeoutMs: number, ends?: AbortSignal): Promise<void>;
  /** @returns what one transfer brought, at most `length` bytes */
  bulkIn(endpoint: number, length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array>;
  /** Cancels what is under way, gives the interface back and resets the device, as if it had been plugged in anew. @throws TransportError */
  reset(): Promise<void>;
  /** Cancels what is still under way, gives the interfaces back and closes the device. */
  close(): Promise<void>;
}

export interface UsbOpener {
  /** What is plugged in and matches. An empty list if nothing does. @throws TransportError if the system has no USB */
  find(query: UsbQuery): Promise<readonly UsbFound[]>;
  /** Everything that is plugged in; nothing is opened, so no strings are known. @throws as above */
  list(): Promise<readonly UsbDeviceInfo[]>;
  /** What its descriptors say, without opening it. @throws DisconnectedError if it is gone */
  describe(device: UsbDeviceInfo): Promise<UsbDescription>;
  /**
   * @param interfaceNumber the interface that is claimed, which is the first unless it is told
   * @throws TransportError with the code EACCES if the user may not, DisconnectedError if it is gone
   */
  open(device: UsbDeviceInfo, interfaceNumber?: number): Promise<UsbTransport>;
}
