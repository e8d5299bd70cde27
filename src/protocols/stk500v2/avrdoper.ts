/**
 * How the AVR-Doper (https://www.obdev.at/products/vusb/avrdoper.html) carries a stream of bytes in HID feature reports: the
 * report's number, a count, data. Reports 1 to 4 differ in their size.
 */

import type { HidReport } from '../../transports/hid-transport.ts';

/** Data bytes of reports 1 … 4. */
const dataLengths = [13, 29, 61, 125] as const;
/** In front of the data: the count. */
const headLength = 1;

/** The smallest report that holds so many bytes, or the largest there is. Its length is that behind its number. */
export function reportFor(count: number): { readonly id: number; readonly length: number } {
  const index = dataLengths.findIndex((length) => length >= count);
  const at = index < 0 ? dataLengths.length - 1 : index;
  return { id: at + 1, length: headLength + (dataLengths[at] ?? 0) };
}

/** Cuts a stream up into reports. */
export function encodeReports(data: Uint8Array): readonly HidReport[] {
  const reports: HidReport[] = [];
  for (let at = 0; at < data.length; ) {
    const { id, length } = reportFor(data.length - at);
    const piece = data.subarray(at, at + length - headLength);
    const contents = new Uint8Array(length);
    contents.set([piece.length]);
    contents.set(piece, headLength);
    reports.push({ id, data: contents });
    at += piece.length;
  }
  return reports;
}

/** @returns the bytes of a report, and how many more the device has to give */
export function decodeReport(report: HidReport): { readonly data: Uint8Array; readonly pending: number } {
  const waiting = report.data[0] ?? 0;
  const data = report.data.subarray(headLength, headLength + waiting);
  return { data, pending: waiting - data.length };
}
