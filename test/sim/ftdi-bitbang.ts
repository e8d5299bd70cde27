import type { Contracted } from './contract.ts';
import { Ftdi } from './ftdi.ts';
import type { UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'ftdi_syncbb', id: 'ft232r', part: 'm328p', kind: 'ft232r', on: 'usb' },
];

/** Where avrdude's entry "ft232r" has the lines. */
const pins = { sck: 0x01, sdi: 0x02, sdo: 0x04, reset: 0x10 } as const;
const synchronous = 4;

/**
 * An FT232R in synchronous bit-bang mode (AN_232R-01): each byte is put on the pins, and what they were just before comes back.
 */
export class FtdiBitBang extends Ftdi {
  private latch = 0;
  private sdi = 1;

  constructor(target: UsbTarget) {
    super(target, 'R', [0, 1, synchronous]);
  }

  take(endpoint: number, packet: Uint8Array): void {
    if (endpoint !== 0x02 || this.mode !== synchronous) {
      this.target.report(`data outside bit-bang mode, or for endpoint ${endpoint}`);
      return;
    }
    for (const byte of packet) {
      this.answer(this.pins());
      this.latch = byte;
      this.drive();
    }
  }

  protected override enter(mode: number, outputs: number): void {
    super.enter(mode, outputs);
    this.drive();
  }

  protected pins(): number {
    const others = ((this.latch & this.outputs) | (~this.outputs & 0xff)) & ~pins.sdi;
    return others | (this.sdi ? pins.sdi : 0);
  }

  /** Pins that are not driven are pulled up. */
  private drive(): void {
    const level = (pin: number): 0 | 1 => (this.outputs & pin && !(this.latch & pin) ? 0 : 1);
    this.sdi = this.target.isp.pins(level(pins.reset), level(pins.sck), level(pins.sdo));
  }
}

export const usbKinds: UsbKinds = {
  ft232r: (target) => new FtdiBitBang(target),
};
