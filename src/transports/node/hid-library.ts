/** What we use of the npm package `node-hid` (hidapi), so that tests can put a fake in its place. */
export interface HidLibrary {
  devicesAsync(vendorId: number, productId: number): Promise<readonly LibraryHidInfo[]>;
  readonly HIDAsync: { open(path: string): Promise<LibraryHid> };
}

export interface LibraryHidInfo {
  readonly vendorId: number;
  readonly productId: number;
  readonly path?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly release: number;
  readonly interface: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

/** An open device. Reports that are written or got begin with their number, 0 where they have none. */
export interface LibraryHid {
  write(report: Buffer): Promise<number>;
  sendFeatureReport(report: Buffer): Promise<number>;
  getFeatureReport(id: number, length: number): Promise<Buffer>;
  /** Reports as they come, without a number where they have none; listening begins with the first listener. */
  on(event: 'data', listener: (report: Buffer) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
  close(): Promise<void>;
}

/** Loads hidapi; nothing of it is in memory before. */
export async function loadHidLibrary(): Promise<HidLibrary> {
  const { default: library } = await import('node-hid');
  return library as unknown as HidLibrary;
}
