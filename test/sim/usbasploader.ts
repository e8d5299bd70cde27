import { LoaderSection } from './loader-section.ts';
import { describe } from './usb-descriptors.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

/** Of the USBasp, whose requests it takes. */
const request = {
  connect: 1,
  disconnect: 2,
  transmit: 3,
  readFlash: 4,
  enable: 5,
  writeFlash: 6,
  readEeprom: 7,
  writeEeprom: 8,
  setLongAddress: 9,
  setSck: 10,
} as const;

/** Reads of fuses and lock bits that it carries out, by the first two bytes of the instruction, and what it answers (the factory's are others). */
const fuses: Readonly<Record<number, number>> = { 20480: 0xff, 22536: 0xd0, 20488: 0xfd, 22528: 0xcf };
/** Parts without an extended fuse. */
const withoutExtendedFuse = ['m32', 'm8'];
/** Bit in the high byte of the index: the block ends a page. */
const lastBlock = 2;

/**
 * USBaspLoader (obdev, kept by baerwolf; firmware/main.c): a boot loader that looks like a USBasp. It knows no SPI: of the
 * instructions it makes up answers to signature, fuse, flash and EEPROM reads, and 0 for all else. So a chip erase (unless `chip-erase`) and fuse writes seem to work and
 * do nothing. Pages are erased as they are written. `fuses=0`, `eeprom=0`: built without.
 */
export class UsbaspLoaderFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors = describe({
    ...{ ids: [0x16c0, 0x05dc], release: 0x0102, deviceClass: 0xff, strings: ['www.fischl.de', 'USBasp'] },
  });
  readonly requestNames = Object.fromEntries(
    Object.entries(request).map(([name, code]) => [code, name.toUpperCase()]),
  );
  private readonly section: LoaderSection;
  private readonly target: UsbTarget;
  private readonly page: Uint8Array;
  private address = 0;

  constructor(target: UsbTarget) {
    this.target = target;
    const size = target.chip.facts.name === 'usb1286' ? 8192 : target.chip.facts.bootSection;
    this.section = new LoaderSection(target, target.chip.facts.name === 'm328p' ? 2048 : size);
    this.page = new Uint8Array(this.section.pageSize).fill(0xff);
  }

  get started(): boolean {
    return this.section.started;
  }

  vendor(setup: Setup, data: Uint8Array): Uint8Array {
    const { value, index, length } = setup;
    const { eeprom } = this.target.chip;
    const hasEeprom = this.target.option('eeprom', '1') !== '0';
    switch (setup.request) {
      case request.transmit:
        return Uint8Array.of(0, 0, 0, this.instruction(value & 0xff, value >> 8, index & 0xff, index >> 8));
      case request.enable:
      case request.setSck:
        return Uint8Array.of(0);
      case request.setLongAddress:
        this.address = value + (this.isLarge ? index * 65536 : 0);
        return new Uint8Array(0);
      case request.readFlash:
        return this.read(this.target.chip.flash, value, length);
      case request.readEeprom:
        return this.read(hasEeprom ? eeprom : this.target.chip.flash, value, length);
      case request.writeEeprom:
        this.setLow(value);
        for (const byte of data) if (hasEeprom) eeprom[this.address++ % eeprom.length] = byte;
        return new Uint8Array(0);
      case request.writeFlash:
        this.setLow(value);
        this.fill(data, (index >> 8) & lastBlock);
        return new Uint8Array(0);
      case request.disconnect:
        this.section.startApplication();
        return new Uint8Array(0);
      default:
        return new Uint8Array(0);
    }
  }

  private get isLarge(): boolean {
    return this.target.chip.flash.length > 0x10000;
  }

  /** Above 64 KiB only the long address counts for the upper part. */
  private setLow(value: number): void {
    this.address = this.isLarge ? (this.address & ~0xffff) | value : value;
  }

  private read(memory: Uint8Array, value: number, length: number): Uint8Array {
    this.setLow(value);
    const start = this.address;
    this.address += length & 0xff;
    return Uint8Array.from({ length: length & 0xff }, (_, i) => memory[(start + i) % memory.length]!);
  }

  private fill(data: Uint8Array, last: number): void {
    const { pageSize, start } = this.section;
    for (let at = 0; at < data.length; at += 2) {
      if (this.address >= start) this.target.report(`0x${this.address.toString(16)} is the boot loader's`);
      if (this.address >= start) return;
      this.page.set([data[at]!, data[at + 1] ?? 0xff], this.address % pageSize);
      this.address += 2;
      if (this.address % pageSize !== 0 && (!last || at + 2 < data.length)) continue;
      const page = this.address - 2 - ((this.address - 2) % pageSize);
      this.section.erasePage(page);
      this.section.program(page, this.page);
      this.page.fill(0xff);
    }
  }

  private instruction(opcode: number, b1: number, b2: number, b3: number): number {
    const { chip, option } = this.target;
    const address = b1 * 256 + b2;
    if (opcode === 0x30) return chip.signature[b2 & 3] ?? 0;
    if (opcode === 0x50 || opcode === 0x58) {
      if (option('fuses', '1') === '0') return 0;
      if (opcode === 0x50 && b1 === 8 && withoutExtendedFuse.includes(chip.facts.name)) return 0;
      return fuses[opcode * 256 + b1] ?? 0;
    }
    if (opcode === 0x20 || opcode === 0x28)
      return chip.flash[(address * 2 + (opcode === 0x28 ? 1 : 0)) % chip.flash.length]!;
    if (option('eeprom', '1') !== '0') {
      if (opcode === 0xa0) return chip.eeprom[address % chip.eeprom.length]!;
      if (opcode === 0xc0) chip.eeprom[address % chip.eeprom.length] = b3;
    }
    if (opcode === 0xac && b1 === 0x80 && option('chip-erase', 'no') !== 'no') this.section.erase();
    return 0;
  }
}

export const usbKinds: UsbKinds = {
  usbasploader: (target) => new UsbaspLoaderFirmware(target),
};
