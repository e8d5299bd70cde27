import type { Contracted } from './contract.ts';
import type { Setup, UsbDescriptors, UsbFirmware, UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'usbtiny', id: 'usbtiny', part: 'm328p', kind: 'usbtiny', on: 'usb' },
];

/** The firmware of Dick Streefland's USBtiny (main.c): memory requests carry 16 address bits and count bytes in one. */
export class UsbtinyFirmware implements UsbFirmware {
  readonly descriptors: UsbDescriptors = {
    device: Uint8Array.of(18, 1, 0x10, 1, 0xff, 0, 0, 8, 0x81, 0x17, 0x9f, 0x0c, 4, 1, 0, 2, 0, 1),
    configuration: Uint8Array.of(9, 2, 18, 0, 1, 1, 0, 0x80, 50, 9, 4, 0, 0, 0, 0xff, 0, 0, 0),
    strings: ['', 'USBtiny'],
  };
  readonly requestNames = {
    0: 'ECHO',
    5: 'POWERUP',
    6: 'POWERDOWN',
    7: 'SPI',
    8: 'POLL_BYTES',
    9: 'FLASH_READ',
    10: 'FLASH_WRITE',
    11: 'EEPROM_READ',
    12: 'EEPROM_WRITE',
  };
  private readonly target: UsbTarget;
  /** Microseconds. */
  private period = 10;
  private powered = false;

  constructor(target: UsbTarget) {
    this.target = target;
  }

  vendor({ request, value, index, length }: Setup, data: Uint8Array): Uint8Array {
    switch (request) {
      case 5:
        if ((value & 0xff) === 0) this.target.report('SCK period of 0');
        this.period = value & 0xff;
        this.powered = true;
        this.target.isp.reset(index === 0);
        return new Uint8Array(0);
      case 6:
        this.powered = false;
        this.target.isp.reset(false);
        return new Uint8Array(0);
      case 7:
        if (!this.powered) this.target.report('SPI without power');
        return this.spi(value & 0xff, value >> 8, index & 0xff, index >> 8);
      case 8:
        return new Uint8Array(0);
      case 9:
      case 11:
        return this.read(request === 9, index, Math.min(length, 255));
      case 10:
      case 12:
        this.write(request === 10, index, data, value);
        return new Uint8Array(0);
      default:
        this.target.report(`unknown USBtiny request ${request}`);
        return new Uint8Array(0);
    }
  }

  private spi(...bytes: [number, number, number, number]): Uint8Array {
    return this.target.instruction(bytes, 1_000_000 / (this.period || 1));
  }

  private read(flash: boolean, start: number, length: number): Uint8Array {
    return Uint8Array.from({ length }, (_, i) => {
      const a = (start + i) & 0xffff;
      const answer = flash
        ? this.spi(0x20 | ((a & 1) << 3), a >> 9, (a >> 1) & 0xff, 0)
        : this.spi(0xa0, a >> 8, a & 0xff, 0);
      return answer[3]!;
    });
  }

  private write(flash: boolean, start: number, data: Uint8Array, timeoutUs: number): void {
    for (const [i, byte] of data.entries()) {
      const a = (start + i) & 0xffff;
      if (flash) this.spi(0x40 | ((a & 1) << 3), a >> 9, (a >> 1) & 0xff, byte);
      else this.spi(0xc0, a >> 8, a & 0xff, byte);
      if (timeoutUs > 0) this.target.settle();
    }
  }
}

export const usbKinds: UsbKinds = {
  usbtiny: (target) => new UsbtinyFirmware(target),
};
