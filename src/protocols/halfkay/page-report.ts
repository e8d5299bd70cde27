/**
 * Pages for boot loaders that take one with each output report: PJRC's HalfKay (teensy_loader_cli) and LUFA's HID class boot loader
 * (Bootloaders/HID of LUFA). Such a report has two bytes of address, the low one first, and a page.
 */

/** How a chip is written through such a boot loader. */
export interface PageLayout {
  /** Bytes of a page. */
  readonly pageSize: number;
  /** Whether addresses count 256 bytes, as where an application may have 64 KiB or more, or single ones. */
  readonly countsLargePages: boolean;
}

/** In place of an address: start the application. */
const startAddress = 0xffff;
const largePage = 256;

/** How the flash of a chip is written. @param available bytes that an application may have */
export function pageLayout(available: number, pageSize: number): PageLayout {
  return { pageSize, countsLargePages: available >= 0x10000 };
}

/** A page at an address; what it lacks is left blank. */
export function encodePage(
  { pageSize, countsLargePages }: PageLayout,
  address: number,
  data: Uint8Array,
): Uint8Array {
  return encode(countsLargePages ? Math.floor(address / largePage) : address, pageSize, data);
}

/** Starts the application; the device is gone afterwards. */
export function encodeStart({ pageSize }: PageLayout): Uint8Array {
  return encode(startAddress, pageSize, new Uint8Array(0));
}

function encode(word: number, pageSize: number, data: Uint8Array): Uint8Array {
  const report = new Uint8Array(2 + pageSize).fill(0xff);
  report.set([word & 0xff, (word >> 8) & 0xff]);
  report.set(data.subarray(0, pageSize), 2);
  return report;
}
