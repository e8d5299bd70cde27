import type { Waiting } from './line.ts';
import { UpdiDevice, type UpdiKinds } from './updi-device.ts';

const SYNC = 0x55;
const ACK = 0x40;
/** A character of nothing but zeros is a break at this rate (bits per second) or below it. */
const BREAK_RATE = 1200;

/** Keys by the bit of KEY_STATUS that each sets. */
const KEYS: Readonly<Record<string, number>> = { 'NVMProg ': 0x10, NVMErase: 0x08, 'NVMUs&te': 0x20 };
const ERASE_KEY = 0x08;
const PROGRAMMING_KEY = 0x10;
const USER_ROW_KEY = 0x20;

/**
 * A serial adapter with RX and TX joined on a UPDI pin (data sheets, "UPDI"): what the host sends comes back to it, and what the
 * target answers comes on the same wire. Options: `need_break=1` (deaf until a double break), `noecho=1` (RX and TX are not joined).
 */
export class SerialUpdi extends UpdiDevice {
  private rateNow = 115200;
  private breaks = 0;
  private deaf = this.options.need_break === '1';
  private enabled = false;
  private control = { a: 0, b: 0 };
  private pointer = 0;
  private repeats = 1;
  private keys = 0;
  private inReset = false;
  private userRow: Map<number, number> | undefined;

  override rate(bitsPerSecond: number): void {
    super.rate(bitsPerSecond);
    this.rateNow = bitsPerSecond;
  }

  protected get held(): boolean {
    return this.inReset || this.chip.programming || this.enabled;
  }

  protected override hear(byte: number): void {
    if (this.options.noecho !== '1') this.line.put(byte);
  }

  protected *run(): Waiting<void> {
    for (;;) {
      const byte = yield* this.line.byte();
      if (byte === 0) this.takeBreak();
      else if (byte === SYNC && this.enabled && !this.deaf && !this.absent) yield* this.instruction();
      else if (this.enabled && !this.deaf && !this.absent)
        this.line.violation(`0x${byte.toString(16)} where SYNC was due`);
    }
  }

  private takeBreak(): void {
    if (this.rateNow <= BREAK_RATE && ++this.breaks >= 2) this.deaf = false;
    this.enabled = !this.deaf;
    this.control = { a: 0, b: 0 };
    this.repeats = 1;
  }

  private *instruction(): Waiting<void> {
    const code = yield* this.line.byte();
    const unit = (code & 3) + 1;
    const repeats = this.repeats;
    this.repeats = 1;
    switch (code >> 5) {
      case 0:
        this.line.count('lds');
        this.answer(...this.load(yield* this.number(((code >> 2) & 3) + 1), unit));
        return;
      case 1:
        this.line.count('ld');
        this.loadByPointer(code, unit, repeats);
        return;
      case 2:
        this.line.count('sts');
        yield* this.storeDirectly(yield* this.number(((code >> 2) & 3) + 1), unit);
        return;
      case 3:
        this.line.count('st');
        yield* this.storeByPointer(code, unit, repeats);
        return;
      case 4:
        this.line.count('ldcs');
        this.answer(this.status(code & 15));
        return;
      case 5:
        this.line.count('repeat');
        this.repeats = (yield* this.number(unit)) + 1;
        return;
      case 6:
        this.line.count('stcs');
        this.setStatus(code & 15, yield* this.line.byte());
        return;
      default:
        this.line.count('key');
        yield* this.key(code);
    }
  }

  private *number(bytes: number): Waiting<number> {
    let value = 0;
    for (let i = 0; i < bytes; i++) value += (yield* this.line.byte()) * 2 ** (8 * i);
    return value;
  }

  /** The target talks: nobody else may. */
  private answer(...bytes: readonly number[]): void {
    if (this.line.pending) this.line.violation('the host talks while the target answers');
    this.line.put(...bytes);
  }

  private acknowledge(): void {
    if (this.control.a & 0x08) return;
    this.answer(this.faults.refuses() ? 0x00 : ACK);
  }

  private load(address: number, unit: number): number[] {
    return Array.from({ length: unit }, (_, i) => this.chip.read(address + i));
  }

  private loadByPointer(code: number, unit: number, repeats: number): void {
    const bytes: number[] = [];
    for (let i = 0; i < repeats; i++) {
      bytes.push(...this.load(this.pointer, unit));
      if (code & 0x04) this.pointer += unit;
    }
    this.answer(...bytes);
  }

  private *storeDirectly(address: number, unit: number): Waiting<void> {
    this.acknowledge();
    for (let i = 0; i < unit; i++) this.store(address + i, yield* this.line.byte());
    this.acknowledge();
  }

  private *storeByPointer(code: number, unit: number, repeats: number): Waiting<void> {
    if (code & 0x08) {
      this.pointer = yield* this.number(unit);
      this.acknowledge();
      return;
    }
    for (let i = 0; i < repeats; i++) {
      for (let k = 0; k < unit; k++) this.store(this.pointer + k, yield* this.line.byte());
      if (code & 0x04) this.pointer += unit;
      this.acknowledge();
    }
  }

  private store(address: number, value: number): void {
    if (this.userRow) this.userRow.set(address, value);
    else this.chip.write(address, value);
  }

  private status(register: number): number {
    switch (register) {
      case 0x00:
        return 0x30;
      case 0x02:
        return this.control.a;
      case 0x03:
        return this.control.b;
      case 0x07:
        return this.keys;
      case 0x0b: {
        const { locked, programming } = this.chip;
        const bits = [
          locked,
          false,
          this.userRow !== undefined,
          programming,
          false,
          this.inReset,
          false,
          true,
        ];
        return bits.reduce((value, bit, i) => value | (bit ? 1 << i : 0), 0x02);
      }
      default:
        return 0;
    }
  }

  private setStatus(register: number, value: number): void {
    switch (register) {
      case 0x02:
        this.control.a = value;
        return;
      case 0x03:
        this.control.b = value;
        if (value & 0x04) this.disable();
        return;
      case 0x07:
        this.keys &= ~value;
        return;
      case 0x08:
        if (value === 0x59) this.inReset = true;
        else if (this.inReset) this.leaveReset();
        return;
      case 0x0a:
        if (!(value & 0x02) || !this.userRow) return;
        this.chip.writeUserRow(this.userRow);
        this.userRow = undefined;
        return;
      default:
        this.line.violation(`status register ${register} cannot be written`);
    }
  }

  private disable(): void {
    this.enabled = false;
    this.keys = 0;
    this.chip.reset();
  }

  private leaveReset(): void {
    this.inReset = false;
    this.userRow = undefined;
    this.chip.reset();
    if (this.keys & ERASE_KEY) this.chip.eraseChip();
    if (this.keys & USER_ROW_KEY) this.userRow = new Map();
    else if (this.keys & PROGRAMMING_KEY) this.chip.programming = !this.chip.locked;
    this.keys = 0;
  }

  private *key(code: number): Waiting<void> {
    const length = 8 << (code & 3);
    if (code & 0x04) {
      this.answer(...Buffer.from(this.chip.facts.sib.padEnd(length, '\0')).subarray(0, length));
      return;
    }
    const text = Buffer.from(yield* this.line.bytes(length))
      .reverse()
      .toString('latin1');
    if (!(text in KEYS)) this.line.violation(`unknown key ${text}`);
    this.keys |= KEYS[text] ?? 0;
  }
}

export const updiKinds: UpdiKinds = { serialupdi: (spec, part) => new SerialUpdi(spec, part) };
