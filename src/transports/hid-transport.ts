/** Which HID device is meant. */
export interface HidQuery {
  readonly vendorId: number;
  readonly productId: number;
  /** Its product's name: of several with these ids, which share them with other makers, the one that is called so. */
  readonly product: string;
}

/** An open HID device, as far as feature reports go. A report begins with its number. */
export interface HidTransport {
  /**
   * @param length of the report, its number included
   * @param ends ends waiting before its time
   * @returns what came, perhaps less
   * @throws TransportError, TimeoutError, DisconnectedError, InterruptedError
   */
  getFeatureReport(id: number, length: number, timeoutMs: number, ends?: AbortSignal): Promise<Uint8Array>;
  /** @throws as above */
  sendFeatureReport(report: Uint8Array, timeoutMs: number, ends?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface HidOpener {
  /** @throws TransportError with the code ENODEV if there is none, EACCES if the user may not */
  open(query: HidQuery): Promise<HidTransport>;
}
