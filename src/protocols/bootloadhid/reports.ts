import type { HidReport } from '../../transports/hid-transport.ts';

/**
 * Feature reports of obdev's BootloadHID (firmware/main.c of 2012-12-08, commandline/main.c). Report 1 tells sizes when it is read, and
 * leaves when it is written; report 2 carries 128 bytes behind a 24-bit address, the low byte first. A page is erased with its first word and written with
 * its last, so that pages have to come whole.
 */
export const sizesReport = { id: 1, length: 6 } as const;
const dataReport = 2;
/** Bytes in a data report. */
export const blockLength = 128;
/** What the boot loader takes of the end of flash, in bytes (the tool's own figure). */
const loaderLength = 2048;

/** What a boot loader says of its chip, in bytes. */
export interface ChipSizes {
  readonly pageSize: number;
  readonly flashSize: number;
  /** What is left for the application. */
  readonly available: number;
}

/** @returns undefined if that cannot be */
export function decodeSizes({ data }: HidReport): ChipSizes | undefined {
  const [pageLow = 0, pageHigh = 0, ...flash] = data;
  const pageSize = pageLow + pageHigh * 256;
  const flashSize = flash.slice(0, 4).reduceRight((sum, byte) => sum * 256 + byte, 0);
  return data.length >= sizesReport.length && pageSize > 0 && flashSize > loaderLength
    ? { pageSize, flashSize, available: flashSize - loaderLength }
    : undefined;
}

/** @param data at most `blockLength` bytes; what it lacks is left blank */
export function encodeBlock(address: number, data: Uint8Array): HidReport {
  const contents = new Uint8Array(3 + blockLength).fill(0xff);
  contents.set([address & 0xff, (address >> 8) & 0xff, (address >> 16) & 0xff]);
  contents.set(data.subarray(0, blockLength), 3);
  return { id: dataReport, data: contents };
}

/** Leaves the boot loader. */
export function encodeLeave(): HidReport {
  return { id: sizesReport.id, data: new Uint8Array(sizesReport.length) };
}
