import { Chip } from './chip.ts';
import { IspTarget } from './isp-target.ts';
import type { TpiChip } from './tpi-chip.ts';
import { TpiMemories } from './tpi-memories.ts';

/** A chip on wires: RESET with a pull-up, SCK, the data line to it, and the one from it. */
export class PinTarget {
  readonly chip: Chip;
  readonly isp: IspTarget;
  /** The chip instead, if the part has TPI; its data line is both. */
  readonly tpi: TpiMemories | undefined;
  readonly violations: string[] = [];
  private levels = { reset: true, sck: false, sdo: false };
  private sdi = true;

  constructor(part: string, now?: () => number) {
    this.tpi = part === 't10' ? new TpiMemories() : undefined;
    this.chip = new Chip(this.tpi ? 'm328p' : part, now);
    this.isp = new IspTarget(this.chip, (text) => this.violations.push(text));
  }

  /** Drives wires; `undefined` lets go of one. */
  drive(wires: { readonly [name in 'reset' | 'sck' | 'sdo']: boolean | undefined }): void {
    const before = this.levels;
    const after = { reset: wires.reset ?? true, sck: wires.sck ?? false, sdo: wires.sdo ?? false };
    this.levels = after;
    if (before.reset && !after.reset && before.sck) this.violations.push('RESET falls while SCK is high');
    if (before.reset && after.reset && after.sck && !before.sck)
      this.violations.push('SCK rises while RESET is high');
    if (this.tpi) this.driveTpi(this.tpi, before, after);
    // Data that change together with the rising clock come too late.
    else {
      const data = !before.sck && after.sck ? before.sdo : after.sdo;
      this.sdi = this.isp.pins(Number(after.reset), Number(after.sck), Number(data)) === 1;
    }
  }

  /** What the chip holds. */
  memories(): Record<string, Uint8Array> {
    return (this.tpi ?? this.chip).memories();
  }

  get miso(): boolean {
    return this.sdi;
  }

  private driveTpi(tpi: TpiChip, before: PinTarget['levels'], after: PinTarget['levels']): void {
    if (before.reset !== after.reset) tpi.reset();
    if (!before.sck && after.sck) this.sdi = tpi.bit(Number(after.sdo)) === 1;
    else this.sdi = after.sdo;
  }
}
