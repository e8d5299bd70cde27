import { LoaderSection } from './loader-section.ts';
import { describe } from './usb-descriptors.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

const request = { info: 0, transfer: 1, erase: 2, program: 3, start: 4 } as const;
/** Bytes of the boot loader at the end of flash (its configurations t85_default, t45_default and t167_default). */
const loaderSize: Readonly<Record<string, number>> = { t85: 0x680, t45: 0x680 };

/**
 * micronucleus (firmware/main.c of v1.11 and v2.6): the boot loader of chips without a boot section, at the end of flash, reached
 * because the reset vector leads to it. Version 1 (`version=1.11`) takes a page in one transfer and puts the vectors right; version 2
 * takes two words at a time, makes sure of word 0, and counts no address until the first page is written. `write-sleep=N`: what it says of its own speed.
 */
export class MicronucleusFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors;
  readonly requestNames = { 0: 'INFO', 1: 'TRANSFER', 2: 'ERASE', 3: 'PROGRAM', 4: 'START' };
  private readonly section: LoaderSection;
  private readonly target: UsbTarget;
  private readonly major: number;
  private address = 0;
  private readonly page: Uint8Array;
  private readonly vectors = new Map<number, number>();

  constructor(target: UsbTarget) {
    this.target = target;
    const [major = 2, minor = 6] = target.option('version', '2.6').split('.').map(Number);
    this.major = major;
    this.section = new LoaderSection(target, loaderSize[target.chip.facts.name] ?? 0x680);
    this.page = new Uint8Array(this.section.pageSize).fill(0xff);
    this.descriptors = describe({
      ...{ ids: [0x16d0, 0x0753], release: major * 256 + minor, strings: [], deviceClass: 0xff },
    });
  }

  get started(): boolean {
    return this.section.started;
  }

  vendor(setup: Setup, data: Uint8Array): Uint8Array | undefined {
    const { value, index } = setup;
    switch (setup.request) {
      case request.info:
        return this.info();
      case request.transfer:
        if (this.major === 1) this.transfer(index, data);
        else if (this.address !== 0) this.begin(index);
        return new Uint8Array(0);
      case request.program:
        if (this.major === 1) return undefined;
        this.word(value);
        this.word(index);
        return new Uint8Array(0);
      case request.erase:
        this.section.erase();
        this.address = 0;
        this.page.fill(0xff);
        // Version 1 leaves a reset vector behind, so that it is found again.
        if (this.major === 1) {
          this.transfer(0, new Uint8Array(this.page.length).fill(0xff));
          this.address = 0;
        }
        return new Uint8Array(0);
      case request.start: {
        const { flash } = this.target.chip;
        const blank = flash[this.section.start - 3] === 0xff;
        if (this.major > 1 && blank) this.target.report('started without a reset vector');
        if (this.major > 1 || !blank) this.section.startApplication();
        return new Uint8Array(0);
      }
      default:
        return undefined;
    }
  }

  private info(): Uint8Array {
    const { start, pageSize } = this.section;
    const size = start - (this.major === 1 ? 6 : 4);
    const times = Number(this.target.option('write-sleep', '5'));
    const [, second = 0, third = 0] = this.target.chip.signature;
    const block = [size >> 8, size & 0xff, pageSize, times];
    return Uint8Array.from(this.major === 1 ? block : [...block, second, third]);
  }

  private begin(address: number): void {
    if (address % this.page.length !== 0) this.target.report(`no page begins at 0x${address.toString(16)}`);
    this.address = address - (address % this.page.length);
    this.page.fill(0xff);
  }

  private transfer(address: number, data: Uint8Array): void {
    if (data.length !== this.page.length) this.target.report(`a page of ${data.length} bytes`);
    this.address = address;
    this.page.fill(0xff);
    for (let at = 0; at + 1 < data.length; at += 2) this.word(data[at]! + data[at + 1]! * 256);
  }

  private word(given: number): void {
    const word = this.placed(given);
    this.page.set([word & 0xff, word >> 8], this.address % this.page.length);
    this.address += 2;
    if (this.address % this.page.length !== 0) return;
    this.section.program(this.address - this.page.length, this.page);
    this.page.fill(0xff);
  }

  /** What is written in place of a word: vectors are the boot loader's. */
  private placed(word: number): number {
    const { start } = this.section;
    const toLoader = 0xc000 + start / 2 - 1;
    if (this.major > 1) return this.address === 0 ? toLoader : word;
    const behind = (this.target.chip.flash.length - start) / 2;
    if (this.address === 0 || this.address === 4) {
      this.vectors.set(this.address, word);
      return toLoader;
    }
    if (this.address === start - 4) return ((this.vectors.get(0) ?? 0xffff) + behind + 2) & 0xffff;
    if (this.address === start - 6) return ((this.vectors.get(4) ?? 0xffff) + behind + 3) & 0xffff;
    return word;
  }
}

export const usbKinds: UsbKinds = {
  micronucleus: (target) => new MicronucleusFirmware(target),
};
