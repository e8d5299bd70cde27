import { LoaderSection } from './loader-section.ts';
import { describe } from './usb-descriptors.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

const getReport = 1;
const setReport = 9;
const setIdle = 10;
/** The boot loader's section, in bytes. */
const loaderSize = 2048;
/** Behind report 2's number: address (3) and data. */
const blockLength = 128;

/**
 * obdev's BootloadHID (firmware/main.c of 2012-12-08), which keyboards from PS2AVRGB's maker have: feature report 1 tells the sizes of page and flash when
 * read and leaves when written, report 2 takes 128 bytes. A page is erased with its first word and written with its last. Memories cannot be read.
 */
export class BootloadHidFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = { 1: 'GET_REPORT', 9: 'SET_REPORT', 10: 'SET_IDLE' };
  private readonly section: LoaderSection;
  private readonly target: UsbTarget;
  private readonly page: Uint8Array;
  /** Whether page after page comes whole. */
  private next: number | undefined;

  constructor(target: UsbTarget) {
    this.target = target;
    this.section = new LoaderSection(target, loaderSize);
    this.page = new Uint8Array(this.section.pageSize).fill(0xff);
    this.descriptors = describe({
      ids: [0x16c0, 0x05df],
      release: 0x0100,
      strings: ['obdev.at', target.option('product', 'HIDBoot')],
      report: Uint8Array.of(
        ...[0x06, 0, 0xff, 0x09, 1, 0xa1, 1, 0x15, 0, 0x26, 0xff, 0, 0x75, 8],
        ...[0x85, 1, 0x95, 6, 0x09, 0, 0xb2, 2, 1, 0x85, 2, 0x95, 0x83, 0x09, 0, 0xb2, 2, 1, 0xc0],
      ),
    });
  }

  get started(): boolean {
    return this.section.started;
  }

  vendor({ requestType, request, value, index }: Setup, data: Uint8Array): Uint8Array | undefined {
    if (requestType === 0x21 && request === setIdle) return new Uint8Array(0);
    const id = value & 0xff;
    if (value >> 8 !== 3 || index !== 0) return undefined;
    if (requestType === 0xa1 && request === getReport && id === 1) return this.sizes();
    if (requestType !== 0x21 || request !== setReport || data[0] !== id) return undefined;
    if (id === 1 && data.length === 7) this.section.startApplication();
    else if (id === 2 && data.length === 4 + blockLength)
      this.block(data[1]! + data[2]! * 256 + data[3]! * 65536, data.subarray(4));
    else this.target.report(`report ${id} of ${data.length} bytes`);
    return new Uint8Array(0);
  }

  private sizes(): Uint8Array {
    const { length } = this.target.chip.flash;
    const { pageSize } = this.section;
    return Uint8Array.of(
      ...[1, pageSize & 0xff, pageSize >> 8],
      ...[length & 0xff, (length >> 8) & 0xff, (length >> 16) & 0xff, 0],
    );
  }

  private block(address: number, data: Uint8Array): void {
    const { pageSize } = this.section;
    if (address % pageSize !== 0 && address !== this.next)
      this.target.report(`a block at 0x${address.toString(16)}, within a page whose beginning has not come`);
    for (let at = 0; at < data.length; at++) {
      const place = address + at;
      if (place % pageSize === 0) {
        this.section.erasePage(place);
        this.page.fill(0xff);
      }
      this.page[place % pageSize] = data[at]!;
      if (place % pageSize === pageSize - 1) this.section.program(place + 1 - pageSize, this.page);
    }
    this.next = address + data.length;
  }
}

export const usbKinds: UsbKinds = {
  bootloadhid: (target) => new BootloadHidFirmware(target),
};
