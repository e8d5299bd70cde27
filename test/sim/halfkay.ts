import { LoaderSection } from './loader-section.ts';
import { describe } from './usb-descriptors.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

/** By part: the usage that names a Teensy's board (teensy_loader_cli, avrdude's teensy.c). */
const usages: Readonly<Record<string, number>> = { m32u4: 0x1b, usb646: 0x1a, usb1286: 0x1c };

const setReport = 9;
const setIdle = 10;
const start = 0xffff;

/**
 * Boot loaders that take a page with each output report, behind two bytes of address: PJRC's HalfKay (as far as its host programs
 * tell; the firmware is closed), and LUFA's HID class boot loader (BootloaderHID.c). HalfKay erases all with the page at address 0, and does
 * not take that in another way; LUFA's erases each page. Neither can be read. Above 64 KiB of flash addresses count 256 bytes.
 */
export class HalfKayFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = { 1: 'GET_REPORT', 9: 'SET_REPORT', 10: 'SET_IDLE' };
  private readonly section: LoaderSection;
  private readonly target: UsbTarget;
  private readonly kind: 'halfkay' | 'lufa';
  private erased = false;

  constructor(target: UsbTarget, kind: 'halfkay' | 'lufa') {
    this.target = target;
    this.kind = kind;
    const { facts, flash } = target.chip;
    const large = flash.length >= 0x10000;
    const size = kind === 'lufa' ? facts.bootSection : large ? 0x400 : 0x200;
    this.section = new LoaderSection(target, size);
    const usage = kind === 'lufa' ? 0xfb : (usages[facts.name] ?? 0);
    const length = 2 + facts.flashPage;
    this.descriptors = describe({
      ids: kind === 'lufa' ? [0x03eb, 0x2067] : [0x16c0, 0x0478],
      release: kind === 'lufa' ? 0x0001 : 0x0100,
      strings: [],
      report: Uint8Array.of(
        ...[0x06, kind === 'lufa' ? 0xdc : 0x9c, 0xff, 0x09, usage, 0xa1, 1, 0x09, 2, 0x15, 0, 0x26, 0xff, 0],
        ...[0x75, 8, 0x96, length & 0xff, length >> 8, 0x91, 2, 0xc0],
      ),
    });
  }

  get started(): boolean {
    return this.section.started;
  }

  vendor({ requestType, request, value, index }: Setup, data: Uint8Array): Uint8Array | undefined {
    if (requestType !== 0x21 || index !== 0) return undefined;
    if (request === setIdle) return new Uint8Array(0);
    const { pageSize } = this.section;
    if (request !== setReport || value !== 0x0200 || data.length !== 2 + pageSize) {
      this.target.report(`report 0x${value.toString(16)} of ${data.length} bytes`);
      return undefined;
    }
    const word = data[0]! + data[1]! * 256;
    if (word === start) this.section.startApplication();
    else this.write(this.target.chip.flash.length <= 0x10000 ? word : word * 256, data.subarray(2));
    return new Uint8Array(0);
  }

  private write(address: number, page: Uint8Array): void {
    if (address % page.length !== 0) this.target.report(`no page begins at 0x${address.toString(16)}`);
    if (this.kind === 'lufa') this.section.erasePage(address);
    else if (address === 0) {
      this.section.erase();
      this.erased = true;
    } else if (!this.erased && this.target.option('before-page-0', '') !== 'allowed')
      this.target.report('a page came before that at address 0');
    this.section.program(address, page);
  }
}

export const usbKinds: UsbKinds = {
  teensy: (target) => new HalfKayFirmware(target, 'halfkay'),
  'lufa-hid': (target) => new HalfKayFirmware(target, 'lufa'),
};
