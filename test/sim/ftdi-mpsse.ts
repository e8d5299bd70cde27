import type { Contracted } from './contract.ts';
import { Ftdi } from './ftdi.ts';
import { JtagTap } from './jtag-tap.ts';
import type { UsbKinds, UsbTarget } from './usb-device.ts';

export const contract: readonly Contracted[] = [
  { type: 'avrftdi', id: 'avrftdi', part: 'm328p', kind: 'ft2232h', on: 'usb' },
  { type: 'avrftdi', id: 'ft232h', part: 'm328p', kind: 'ft232h', on: 'usb' },
  {
    ...{ type: 'avrftdi_jtag', id: 'ft232h_jtag', part: 'm1284p', kind: 'ft232h', on: 'usb' },
    options: ['wiring=jtag'],
  },
];

/** Where the engine has its lines; RESET is where avrdude's entries have it, TMS likewise. */
const pins = { clock: 0x01, out: 0x02, in: 0x04, reset: 0x08 } as const;
const mpsse = 2;

/**
 * An MPSSE engine (FTDI AN_108) whose lines go to an AVR's SPI or TPI, or (option `wiring=jtag`) to its JTAG port. An FT2232D's has only
 * the first commands.
 */
export class FtdiMpsse extends Ftdi {
  private readonly tap: JtagTap | undefined;
  private pending: number[] = [];
  /** Bytes of a command that have not come yet. */
  private rest: { readonly op: number; readonly count: number } | undefined;
  private value = 0;
  private directions = 0;
  private input = 1;

  private readonly isFirst: boolean;

  constructor(target: UsbTarget, chip: '2232H' | '232H' | '2232D') {
    super(target, chip, [0, mpsse]);
    this.isFirst = chip === '2232D';
    const isJtag = target.option('wiring', 'isp') === 'jtag';
    this.tap = isJtag ? new JtagTap(target.chip, (text) => target.report(text)) : undefined;
  }

  override get holds(): boolean {
    return this.tap?.holds ?? super.holds;
  }

  take(endpoint: number, packet: Uint8Array): void {
    if (endpoint !== 0x02 || this.mode !== mpsse) {
      this.target.report(`commands outside MPSSE mode, or for endpoint ${endpoint}`);
      return;
    }
    this.pending.push(...packet);
    for (let length = this.execute(); length > 0; length = this.execute()) this.pending.splice(0, length);
  }

  protected override enter(mode: number, outputs: number): void {
    super.enter(mode, outputs);
    this.pending = [];
    this.rest = undefined;
    [this.value, this.directions] = [0, 0];
    this.drive();
  }

  protected pins(): number {
    const others = ((this.value & this.directions) | ~this.directions) & 0xff & ~pins.in;
    return others | (this.input ? pins.in : 0);
  }

  /** Carries out the first command. @returns the bytes that it took, 0 while it is not whole */
  private execute(): number {
    const [op, low = 0, high = 0] = this.pending;
    if (op === undefined) return 0;
    if (this.rest) return this.goOn(this.rest);
    if (op < 0x80) return this.shift(op);
    const length = { 128: 3, 130: 3, 134: 3 }[op] ?? 1;
    if (this.pending.length < length) return 0;
    if (op === 0x80) {
      [this.value, this.directions] = [low, high];
      this.drive();
    } else if (op === 0x81) this.answer(this.pins());
    else if (op === 0x83) this.answer(0xff);
    else if (op === 0x87) this.sendNow();
    else if (!this.knows(op)) {
      this.target.report(`unknown MPSSE command ${op}`);
      this.answer(0xfa, op);
    }
    return length;
  }

  private knows(op: number): boolean {
    return [0x82, 0x84, 0x85, 0x86].includes(op) || (!this.isFirst && [0x8a, 0x8b].includes(op));
  }

  /** Bit 0: out on the falling edge; 1: bits; 3: lowest first; 4: out; 5: in; 6: TMS. */
  private shift(op: number): number {
    const [, first = 0, second = 0] = this.pending;
    const [bits, lowest, out, into, tms] = [0x02, 0x08, 0x10, 0x20, 0x40].map((bit) => (op & bit) !== 0);
    if ((out || tms) && !(op & 0x01)) this.target.report('data that change while they are sampled');
    if (bits) {
      const length = out || tms ? 3 : 2;
      if (this.pending.length < length) return 0;
      let came = 0;
      for (let bit = 0; bit <= first; bit++) {
        const sent = out || tms ? (second >> (lowest ? bit : 7 - bit)) & 1 : 1;
        const level = tms ? this.clock(second >> 7, sent) : this.clock(sent);
        came = lowest ? (came >> 1) | (level << 7) : (came << 1) | level;
      }
      if (into) this.answer(came & 0xff);
      return length;
    }
    if (this.pending.length < 3) return 0;
    const count = first + 256 * second + 1;
    // What goes out is shifted as it comes, and answered so.
    if (out) this.rest = { op, count };
    else
      this.shiftBytes(
        op,
        Array.from({ length: count }, () => 0xff),
      );
    return 3;
  }

  /** Goes on with bytes that go out. @returns how many there were */
  private goOn({ op, count }: { readonly op: number; readonly count: number }): number {
    const there = this.pending.slice(0, count);
    this.shiftBytes(op, there);
    this.rest = there.length < count ? { op, count: count - there.length } : undefined;
    return there.length;
  }

  private shiftBytes(op: number, bytes: readonly number[]): void {
    for (const byte of bytes) {
      let came = 0;
      for (let bit = 0; bit < 8; bit++) {
        const place = op & 0x08 ? bit : 7 - bit;
        came |= this.clock((byte >> place) & 1) << place;
      }
      if (op & 0x20) this.answer(came);
    }
  }

  /** One clock. @returns the level that came in */
  private clock(out: number, tms = this.value & pins.reset ? 1 : 0): number {
    if (this.tap) {
      this.value = tms ? this.value | pins.reset : this.value & ~pins.reset;
      return this.tap.clock(out, tms);
    }
    if ((this.directions & (pins.clock | pins.out)) !== (pins.clock | pins.out))
      this.target.report('SPI with pins that are not driven');
    const reset = this.level(pins.reset);
    const data = out ? 1 : 0;
    this.wires.step(reset, 0, data);
    const level = this.wires.step(reset, 1, data);
    this.wires.step(reset, 0, data);
    return level;
  }

  private level(pin: number): 0 | 1 {
    return this.directions & pin && !(this.value & pin) ? 0 : 1;
  }

  private drive(): void {
    if (this.tap) return;
    const low = this.level(pins.reset) === 0;
    if (low && !this.wires.held && this.level(pins.clock) && this.mode === mpsse && this.directions)
      this.target.report('RESET falls while SCK is not low');
    this.input = this.wires.step(this.level(pins.reset), this.level(pins.clock), this.level(pins.out));
  }
}

export const usbKinds: UsbKinds = {
  ft2232h: (target) => new FtdiMpsse(target, '2232H'),
  ft2232d: (target) => new FtdiMpsse(target, '2232D'),
  ft232h: (target) => new FtdiMpsse(target, '232H'),
};
