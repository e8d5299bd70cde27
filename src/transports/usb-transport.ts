/** How to find a device: all given fields must match. */
export interface UsbMatch {
  readonly vendorId: number;
  readonly productIds: readonly number[];
  /** Compared with the string descriptors where given. */
  readonly vendor?: string;
  readonly product?: string;
  readonly serial?: string;
  readonly bus?: string;
  readonly device?: string;
}

export interface UsbDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  readonly vendor: string;
  readonly product: string;
  readonly serial: string;
  readonly bus: string;
  readonly device: string;
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
}

/** An open USB device. Every transfer has a deadline of our own: at its end it is cancelled and TimeoutError is thrown. */
export interface UsbTransport {
  readonly info: UsbDeviceInfo;
  /** @returns the bytes read, or an empty array for an out transfer. @throws TimeoutError, DisconnectedError, TransportError (stall: code EPIPE) */
  control(request: ControlRequest): Promise<Uint8Array>;
  bulkOut?(endpoint: number, data: Uint8Array, timeoutMs: number): Promise<void>;
  bulkIn?(endpoint: number, length: number, timeoutMs: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface UsbOpener {
  /** What is plugged in and matches, opened as far as reading its strings needs. Devices that may not be opened are named in `forbidden`. */
  find(match: UsbMatch): Promise<{ devices: readonly UsbDeviceInfo[]; forbidden: readonly UsbDeviceInfo[] }>;
  open(device: UsbDeviceInfo): Promise<UsbTransport>;
}
