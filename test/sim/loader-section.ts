import type { Chip } from './chip.ts';
import type { UsbTarget } from './usb-device.ts';

/**
 * What every boot loader does to the flash it is in: its own section keeps itself, which shows by recognisable bytes, and the application's can be
 * erased and written.
 */
export class LoaderSection {
  /** Where the boot loader begins. */
  readonly start: number;
  readonly pageSize: number;
  /** Whether the application runs. */
  started = false;
  private readonly chip: Chip;
  private readonly target: UsbTarget;

  /** @param size bytes of the boot loader at the end of flash */
  constructor(target: UsbTarget, size: number) {
    const { chip } = target;
    this.chip = chip;
    this.target = target;
    this.start = chip.flash.length - size;
    this.pageSize = chip.facts.flashPage;
    for (let at = this.start; at < chip.flash.length; at++) chip.flash[at] = 0xb0 | (at & 0x0f);
  }

  /** The application runs from now on, and the device leaves. */
  startApplication(): void {
    this.started = true;
    this.target.leave('then');
  }

  eraseApplication(): void {
    this.chip.counts.chipErases += 1;
    this.chip.flash.fill(0xff, 0, this.start);
  }

  erasePage(address: number): void {
    const from = address - (address % this.pageSize);
    if (from < this.start) this.chip.flash.fill(0xff, from, from + this.pageSize);
  }

  /** Bits only go to 0. What reaches into the boot loader is lost, and reported. */
  program(address: number, data: Uint8Array): void {
    if (address + data.length > this.start)
      this.target.report(`0x${address.toString(16)} is the boot loader's`);
    data.forEach((byte, i) => {
      if (address + i < this.start) this.chip.flash[address + i]! &= byte;
    });
    this.chip.counts.pageWrites += 1;
  }
}

/** Device and configuration descriptors of a device with one interface (USB 2.0, 9.6). */
export function describe(settings: {
  readonly ids: readonly [vendor: number, product: number];
  readonly release: number;
  readonly strings: readonly string[];
  readonly deviceClass?: number;
  /** Its report descriptor, if it is a HID device. */
  readonly report?: Uint8Array;
}): { device: Uint8Array; configuration: Uint8Array; strings: readonly string[]; report?: Uint8Array } {
  const { ids, release, strings, report } = settings;
  const word = (value: number): readonly number[] => [value & 0xff, value >> 8];
  const index = (at: number): number => (strings[at] === undefined ? 0 : at + 1);
  const hid = report
    ? [...[9, 0x21, 0x11, 1, 0, 1, 0x22, ...word(report.length)], ...[7, 5, 0x81, 3, 8, 0, 5]]
    : [];
  const length = 18 + hid.length;
  return {
    device: Uint8Array.of(
      ...[18, 1, 0x10, 1, settings.deviceClass ?? 0, 0, 0, 8, ...word(ids[0]), ...word(ids[1])],
      ...[...word(release), index(0), index(1), index(2), 1],
    ),
    configuration: Uint8Array.of(
      ...[9, 2, ...word(length), 1, 1, 0, 0x80, 25],
      ...[9, 4, 0, 0, report ? 1 : 0, report ? 3 : 0xff, 0, 0, 0],
      ...hid,
    ),
    strings,
    ...(report && { report }),
  };
}
