import type { UsbTarget } from './usb-device.ts';

/**
 * The flash that a USB boot loader lies in: its own section, filled with recognisable bytes, and the application's. Faults:
 * `stall-write=ADDRESS` and `unplug-write=ADDRESS`, once, when that byte is written; `bad-flash=ADDRESS`: a cell that loses its lowest
 * bit; `erase-fails`.
 */
export class OwnSection {
  /** Its first address. */
  readonly start: number;
  protected readonly target: UsbTarget;
  private stallAt: number;
  private unplugAt: number;

  /** @param size bytes at the end of flash */
  constructor(target: UsbTarget, size: number) {
    this.target = target;
    const { flash } = target.chip;
    this.start = flash.length - size;
    for (let at = this.start; at < flash.length; at++) flash[at] = 0xb0 | (at & 0x0f);
    this.stallAt = Number(target.option('stall-write', '-1'));
    this.unplugAt = Number(target.option('unplug-write', '-1'));
  }

  /** Erases the application's section. */
  erase(): void {
    const { chip, option } = this.target;
    chip.counts.chipErases += 1;
    if (option('erase-fails', 'no') === 'no') chip.flash.fill(0xff, 0, this.start);
  }

  /**
   * Writes; what reaches into the own section is lost.
   * @param erases bytes of a page if those that are written to are erased first; 0 if bits only go to 0
   * @returns false if the request is to be stalled
   */
  write(address: number, data: Uint8Array, erases: number): boolean {
    const reaches = (place: number): boolean => place >= address && place < address + data.length;
    if (reaches(this.stallAt)) {
      this.stallAt = -1;
      return false;
    }
    if (reaches(this.unplugAt)) {
      this.target.leave('now');
      return true;
    }
    const { flash, counts } = this.target.chip;
    for (
      let page = address - (address % (erases || 1));
      erases > 0 && page < address + data.length;
      page += erases
    )
      if (page < this.start) flash.fill(0xff, page, page + erases);
    data.forEach((byte, i) => {
      const at = address + i;
      if (at >= this.start) return;
      if (((flash[at] ?? 0) & byte) !== byte) counts.lostWrites += 1;
      flash[at]! &= byte;
    });
    counts.pageWrites += 1;
    const bad = Number(this.target.option('bad-flash', '-1'));
    if (bad >= 0) flash[bad]! &= 0xfe;
    return true;
  }
}
