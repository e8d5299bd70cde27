import { hex4 } from './hex-text.ts';
import type { ProgrammerEntry } from './programmer-entry.ts';

/** A USB device that a programmer may turn up as. */
export interface UsbIds {
  readonly vendorId: number;
  readonly productId: number;
}

/** Both ids as they are usually written, `16c0:05dc`. */
export function usbIdsText({ vendorId, productId }: UsbIds): string {
  return `${hex4(vendorId)}:${hex4(productId)}`;
}

/** The ids USBasp had before it was given the shared ones. */
export const oldUsbaspIds: UsbIds = { vendorId: 0x03eb, productId: 0xc7b4 };

/** The ids a programmer turns up with, and those of its older firmware. */
export function usbIdsOf(entry: Pick<ProgrammerEntry, 'usbvid' | 'usbpid'>): readonly UsbIds[] {
  return entry.usbpid.flatMap((productId) => {
    const own = { vendorId: entry.usbvid, productId };
    return own.vendorId === 0x16c0 && productId === 0x05dc ? [own, oldUsbaspIds] : [own];
  });
}

/**
 * The rule that lets the user at the console open the device.
 *
 * @param hidraw whether it is reached as a HID device, which has a node of its own
 * @returns one line or two, each with its end
 */
export function udevRule(ids: UsbIds, hidraw: boolean): string {
  const match =
    `ATTRS{idVendor}=="${hex4(ids.vendorId)}", ATTRS{idProduct}=="${hex4(ids.productId)}", ` +
    'MODE="0660", TAG+="uaccess"\n';
  return `SUBSYSTEM=="usb", ${match}${hidraw ? `KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${match}` : ''}`;
}

/** Where the rule belongs. */
export function udevRuleFile(programmerId: string): string {
  return `/etc/udev/rules.d/55-avrdude-${programmerId}.rules`;
}
