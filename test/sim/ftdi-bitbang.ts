import type { Contracted } from './contract.ts';
import { Ftdi } from './ftdi.ts';
import type { UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'ftdi_syncbb', id: 'ft232r', part: 'm328p', kind: 'ft232r', on: 'usb' },
];

const synchronous = 4;

/**
 * An FT232R or FT245R in synchronous bit-bang mode (AN_232R-01): each byte is put on the pins, and what they were just before comes back. The lines are where avrdude's
 * entry "ft232r" has them; options `reset=N`, `sck=N`, `sdo=N` and `sdi=N` put them elsewhere.
 */
export class FtdiBitBang extends Ftdi {
  private latch = 0;
  private sdi = 1;
  private readonly lines: Readonly<Record<'reset' | 'sck' | 'sdo' | 'sdi', number>>;

  constructor(target: UsbTarget, chip: '232R' | '245R') {
    super(target, chip, [0, 1, synchronous]);
    const pin = this.pin.bind(this);
    this.lines = { reset: pin('reset', 4), sck: pin('sck', 0), sdo: pin('sdo', 2), sdi: pin('sdi', 1) };
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
    const others = ((this.latch & this.outputs) | (~this.outputs & 0xff)) & ~this.lines.sdi;
    return others | (this.sdi ? this.lines.sdi : 0);
  }

  /** Pins that are not driven are pulled up. */
  private drive(): void {
    const level = (pin: number): 0 | 1 => (this.outputs & pin && !(this.latch & pin) ? 0 : 1);
    this.sdi = this.wires.step(level(this.lines.reset), level(this.lines.sck), level(this.lines.sdo));
  }
}

export const usbKinds: UsbKinds = {
  ft232r: (target) => new FtdiBitBang(target, '232R'),
  ft245r: (target) => new FtdiBitBang(target, '245R'),
};
