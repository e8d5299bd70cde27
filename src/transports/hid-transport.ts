import type { TransportError } from '../model/errors.ts';

/** Which HID devices to look for. What else must be true of them is the programmer's affair. */
export interface HidQuery {
  readonly vendorId: number;
  readonly productIds: readonly number[];
}

/** A HID device, or one of several that a composite device has. What the system does not tell before it is opened is undefined. */
export interface HidDeviceInfo {
  readonly vendorId: number;
  readonly productId: number;
  /** bcdDevice: its version, two digits each before and behind the point. */
  readonly release: number | undefined;
  readonly vendor: string | undefined;
  readonly product: string | undefined;
  readonly serial: string | undefined;
  /** Of its first top level collection (HID 1.11, 6.2.2.6). */
  readonly usagePage: number | undefined;
  readonly usage: number | undefined;
  readonly interfaceNumber: number | undefined;
  /** Bytes of its output report, where it does not number reports and the system shows its report descriptor. */
  readonly outputLength?: number | undefined;
  /** Bus and device, three decimal digits each, where the system tells. */
  readonly place: { readonly bus: string; readonly device: string } | undefined;
  /** By which the system opens it. */
  readonly path: string;
}

/** A device that is plugged in. */
export interface HidFound {
  readonly info: HidDeviceInfo;
  /** Why it cannot be opened, where that is known already (`code`: EACCES, EBUSY …). */
  readonly failure: TransportError | undefined;
}

/** A report: its number, 0 from and for a device that does not number them, and what stands behind the number. */
export interface HidReport {
  readonly id: number;
  readonly data: Uint8Array;
}

/** Whether a device numbers its reports, which not every system tells. */
export type HidNumbering = 'numbered' | 'unnumbered';

/**
 * An open HID device. Its operations are those of WebHID, with a deadline each; input reports are asked for instead of being
 * events. All of them throw TransportError (a stall has the code EPIPE where the system tells), TimeoutError, DisconnectedError or
 * InterruptedError.
 */
export interface HidTransport {
  /** With its usage, as far as the system tells. */
  readonly info: HidDeviceInfo;
  /** Sends an output report: by the interrupt endpoint where the device has one for that, else as a control transfer. */
  sendReport(report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void>;
  /** The next input report from the interrupt endpoint. */
  receiveReport(timeoutMs: number, ends?: AbortSignal): Promise<HidReport>;
  /**
   * @param length of the report in bytes, without its number
   * @param ends ends waiting before its time
   * @returns what came, perhaps less
   */
  getFeatureReport(id: number, length: number, timeoutMs: number, ends?: AbortSignal): Promise<HidReport>;
  sendFeatureReport(report: HidReport, timeoutMs: number, ends?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface HidOpener {
  /** What is plugged in and matches. An empty list if nothing does. @throws TransportError if the system has no way to look */
  find(query: HidQuery): Promise<readonly HidFound[]>;
  /** @throws TransportError with the code ENODEV if it is gone, EACCES if the user may not, EBUSY if another program has it */
  open(device: HidDeviceInfo, numbering: HidNumbering): Promise<HidTransport>;
}
