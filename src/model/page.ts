/** Bytes that travel together. `address` counts bytes from the start of the memory. */
export interface Page {
  readonly address: number;
  readonly data: Uint8Array;
}

/** A page to be read. */
export interface PageRange {
  readonly address: number;
  /** Bytes. */
  readonly length: number;
}
