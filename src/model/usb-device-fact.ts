import type { UsbIds } from './udev-rule.ts';

/** What is known of a USB device by its ids: a programmer, or a boot loader. */
export interface UsbDeviceFact {
  readonly ids: UsbIds;
  /** The id (`-c`) that it is reached by. */
  readonly programmer: string;
  /** The ids (`-p`) of the parts that it may be; empty if the device does not tell. */
  readonly parts: readonly string[];
  /** What a person calls it, with its article. */
  readonly name: string;
}
