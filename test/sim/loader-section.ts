import { OwnSection } from './own-section.ts';
import type { UsbTarget } from './usb-device.ts';

/** The same of a loader that leaves with its last request, and that no good program asks to write over itself. */
export class LoaderSection extends OwnSection {
  readonly pageSize: number;
  /** Whether the application runs. */
  started = false;

  /** @param size bytes of the boot loader at the end of flash */
  constructor(target: UsbTarget, size: number) {
    super(target, size);
    this.pageSize = target.chip.facts.flashPage;
  }

  /** The application runs from now on, and the device leaves. */
  startApplication(): void {
    this.started = true;
    this.target.leave('then');
  }

  erasePage(address: number): void {
    const from = address - (address % this.pageSize);
    if (from < this.start) this.target.chip.flash.fill(0xff, from, from + this.pageSize);
  }

  /** Bits only go to 0. What reaches into the boot loader is lost, and reported. */
  program(address: number, data: Uint8Array): void {
    if (address + data.length > this.start)
      this.target.report(`0x${address.toString(16)} is the boot loader's`);
    this.write(address, data, 0);
  }
}
