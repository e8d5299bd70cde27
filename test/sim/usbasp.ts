import type { Contracted } from './contract.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'usbasp', id: 'usbasp', part: 'm328p', kind: 'usbasp', on: 'usb' },
];

/** SCK in hertz by the number SETISPSCK sets (usbasp.h); 0 is what the jumper chooses: 375 kHz. */
const CLOCKS = [
  375_000, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 93_750, 187_500, 375_000, 750_000, 1_500_000,
  3_000_000,
];

/**
 * The firmware of Thomas Fischl's USBasp, version of 2011-05-28 (main.c, isp.c). A block may cross pages; the page is written
 * when its counter reaches zero, which starts over where a block says "first". Once a long address was set, the addresses in
 * block requests are ignored until the next CONNECT.
 */
export class UsbaspFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors = {
    device: Uint8Array.of(18, 1, 0x10, 1, 0xff, 0, 0, 8, 0xc0, 0x16, 0xdc, 0x05, 4, 1, 1, 2, 0, 1),
    configuration: Uint8Array.of(9, 2, 18, 0, 1, 1, 0, 0x80, 25, 9, 4, 0, 0, 0, 0, 0, 0, 0),
    strings: ['www.fischl.de', 'USBasp'],
  };
  readonly requestNames = {
    1: 'CONNECT',
    2: 'DISCONNECT',
    3: 'TRANSMIT',
    4: 'READFLASH',
    5: 'ENABLEPROG',
    6: 'WRITEFLASH',
    7: 'READEEPROM',
    8: 'WRITEEEPROM',
    9: 'SETLONGADDRESS',
    10: 'SETISPSCK',
    127: 'GETCAPABILITIES',
  };
  private readonly target: UsbTarget;
  private clock = 0;
  private address = 0;
  private longAddresses = false;
  private pageCounter = 0;
  private extended = 0xff;

  constructor(target: UsbTarget) {
    this.target = target;
  }

  vendor({ request, value, index, length }: Setup, data: Uint8Array): Uint8Array {
    switch (request) {
      case 1:
        this.longAddresses = false;
        this.extended = 0xff;
        this.target.isp.reset(false);
        this.target.isp.reset(true);
        return new Uint8Array(0);
      case 2:
        this.target.isp.reset(false);
        return new Uint8Array(0);
      case 3:
        return this.spi(value & 0xff, value >> 8, index & 0xff, index >> 8);
      case 5:
        return Uint8Array.of(this.enable() ? 0 : 1);
      case 4:
      case 7:
        return this.read(request === 4, value, length & 0xff);
      case 6:
      case 8:
        return this.write(request === 6, value, index, data);
      case 9:
        this.longAddresses = true;
        this.address = value + index * 0x10000;
        return new Uint8Array(0);
      case 10:
        this.clock = value & 0xff;
        return Uint8Array.of(0);
      case 127:
        return Uint8Array.of(1, 0, 0, 0);
      default:
        this.target.report(`unknown USBasp request ${request}`);
        return new Uint8Array(0);
    }
  }

  private spi(...bytes: [number, number, number, number]): Uint8Array {
    return this.target.instruction(bytes, CLOCKS[this.clock] ?? 375_000);
  }

  private enable(): boolean {
    for (let attempt = 0; attempt < 32; attempt++) {
      if (this.spi(0xac, 0x53, 0, 0)[2] === 0x53) return true;
      this.target.isp.reset(false);
      this.target.isp.reset(true);
    }
    return false;
  }

  private read(flash: boolean, address: number, length: number): Uint8Array {
    if (!this.longAddresses) this.address = address;
    return Uint8Array.from({ length }, () => {
      const a = this.address++;
      if (!flash) return this.spi(0xa0, (a >> 8) & 0xff, a & 0xff, 0)[3]!;
      this.extend(a);
      return this.spi(0x20 | ((a & 1) << 3), (a >> 9) & 0xff, (a >> 1) & 0xff, 0)[3]!;
    });
  }

  private write(flash: boolean, address: number, index: number, data: Uint8Array): Uint8Array {
    if (!this.longAddresses) this.address = address;
    const flags = (index >> 8) & 0x0f;
    const pageSize = (index & 0xff) | ((index >> 4) & 0xf00);
    if (flash && flags & 1) this.pageCounter = pageSize;
    for (const byte of data) {
      const a = this.address++;
      if (!flash) {
        this.spi(0xc0, (a >> 8) & 0xff, a & 0xff, byte);
        this.target.settle();
        continue;
      }
      this.spi(0x40 | ((a & 1) << 3), (a >> 9) & 0xff, (a >> 1) & 0xff, byte);
      if (pageSize === 0) this.target.settle();
      else if (--this.pageCounter === 0) {
        this.flush(a);
        this.pageCounter = pageSize;
      }
    }
    if (flash && flags & 2 && this.pageCounter !== pageSize) this.flush(this.address - 1);
    return new Uint8Array(0);
  }

  private flush(address: number): void {
    this.extend(address);
    this.spi(0x4c, (address >> 9) & 0xff, (address >> 1) & 0xff, 0);
    this.target.settle();
  }

  /** The firmware sends "load extended address" to every chip, whether it knows it or not. */
  private extend(address: number): void {
    const high = (address >> 17) & 0xff;
    if (high === this.extended) return;
    this.extended = high;
    this.spi(0x4d, 0, high, 0);
  }
}

export const usbKinds: UsbKinds = {
  usbasp: (target) => new UsbaspFirmware(target),
};
