import { IceFrames } from './jtagmkii-frames.ts';
import type { Waiting } from './line.ts';
import { UpdiDevice, type UpdiKinds } from './updi-device.ts';

const OK = 0x80;
const PARAMETER = 0x81;
const MEMORY = 0x82;
const SIGN_ON = 0x86;
const FAILED = 0xa0;
const ILLEGAL_PARAMETER = 0xa1;
const ILLEGAL_MEMORY_TYPE = 0xa2;
const ILLEGAL_RANGE = 0xa3;
const ILLEGAL_STATE = 0xa5;
const ILLEGAL_COMMAND = 0xaa;

/** Memory types that each region may be written by. */
const WRITABLE_BY: Readonly<Record<string, readonly number[]>> = {
  flash: [0xb0, 0xc0],
  eeprom: [0x22, 0xb1, 0xc4],
  userrow: [0xc5],
  fuses: [0xb2],
  lock: [0xb3],
};
const LARGEST_BLOCK = 512;

const number = (bytes: readonly number[]) => bytes.reduce((sum, byte, i) => sum + byte * 2 ** (8 * i), 0);

/**
 * jtag2updi on an Arduino: messages of the JTAGICE mkII (AVR067), as firmware 6.00, for a part with UPDI whose memories go by the
 * addresses of its data space. It writes what it is told to; only flash has to be erased before.
 */
export class Jtag2Updi extends UpdiDevice {
  private signedOn = false;
  private programming = false;
  /** The target stands still from the synchronisation on, until it is told to run or the session ends. */
  private stopped = false;
  private readonly values = new Map<number, readonly number[]>([
    [1, [0x01, 0x01]],
    [2, [0x00, 0x06, 0x00, 0x06]],
    [3, [0x06]],
    [5, [0x04]],
    [6, [0x88, 0x13]],
  ]);

  protected get held(): boolean {
    return this.programming || this.stopped;
  }

  protected *run(): Waiting<void> {
    const frames = new IceFrames(this.line);
    for (;;) {
      const message = yield* frames.next();
      this.line.count((message[0] ?? 0).toString(16).padStart(2, '0'));
      frames.answer(this.faults.refuses() ? [FAILED] : this.command(message));
    }
  }

  private command(m: readonly number[]): number[] {
    const id = m[0] ?? 0;
    if (!this.signedOn && id !== 0x01) this.line.violation(`command ${id} before sign-on`);
    switch (id) {
      case 0x00:
        if (this.programming) this.line.violation('sign-off in programming mode');
        this.signedOn = false;
        this.stopped = false;
        return [OK];
      case 0x01:
        this.signedOn = true;
        return [SIGN_ON, 1, 1, 0, 6, 1, 1, 0, 6, 1, 0, 0, 0, 0, 0, 0, ...Buffer.from('JTAGICE mkII'), 0];
      case 0x02:
        if (!this.values.has(m[1] ?? 0)) return [ILLEGAL_PARAMETER];
        this.values.set(m[1] ?? 0, m.slice(2));
        return [OK];
      case 0x03: {
        const value = this.values.get(m[1] ?? 0);
        return value ? [PARAMETER, ...value] : [ILLEGAL_PARAMETER];
      }
      case 0x0c:
        return this.describe(m.slice(1));
      case 0x08:
        this.stopped = false;
        return [OK];
      case 0x0b:
        return [OK];
      case 0x0f:
        this.stopped = true;
        return [OK];
      default:
        return this.absent ? [ILLEGAL_STATE, 0] : this.onTarget(id, m);
    }
  }

  /** The descriptor tells how large pages are. */
  private describe(descriptor: readonly number[]): number[] {
    const { flash, eeprom } = this.chip.facts;
    if (descriptor.length !== 298) this.line.violation(`a descriptor of ${descriptor.length} bytes`);
    const pages = [number(descriptor.slice(243, 245)), descriptor[245] ?? 0];
    if (pages[0] !== flash.page || pages[1] !== eeprom.page) this.line.violation(`pages of ${pages} bytes`);
    return [OK];
  }

  private onTarget(id: number, m: readonly number[]): number[] {
    const { chip } = this;
    switch (id) {
      case 0x14:
        if (chip.locked) return [ILLEGAL_STATE, 1];
        this.programming = true;
        return [OK];
      case 0x15:
        this.programming = false;
        return [OK];
      case 0x34:
        return this.erase(m[1] ?? 0, number(m.slice(2, 6)));
      case 0x04:
      case 0x05: {
        if (chip.locked) return [ILLEGAL_STATE, 1];
        const [length, address] = [number(m.slice(2, 6)), number(m.slice(6, 10))];
        if (length > LARGEST_BLOCK) return [ILLEGAL_RANGE];
        if (id === 0x04) return this.write(m[1] ?? 0, address, m.slice(10), length);
        return [MEMORY, ...Array.from({ length }, (_, i) => chip.read((address + i) & 0xffffff))];
      }
      default:
        return [ILLEGAL_COMMAND];
    }
  }

  private erase(what: number, address: number): number[] {
    if (what === 0) this.chip.eraseChip();
    else if (this.chip.locked) return [ILLEGAL_STATE, 1];
    else if (what < 4 || what > 7) return [ILLEGAL_RANGE];
    else this.chip.erasePage(address);
    return [OK];
  }

  private write(type: number, address: number, data: readonly number[], length: number): number[] {
    if (data.length !== length) this.line.violation(`${data.length} bytes where ${length} are announced`);
    const name = this.chip.nameAt(address);
    if (name === undefined || !WRITABLE_BY[name]?.includes(type)) return [ILLEGAL_MEMORY_TYPE];
    return this.chip.place(address, data) ? [OK] : [ILLEGAL_RANGE];
  }
}

export const updiKinds: UpdiKinds = { jtag2updi: (spec, part) => new Jtag2Updi(spec, part) };
