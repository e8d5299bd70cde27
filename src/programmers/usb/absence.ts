import { type UsbIds, usbIdsText } from '../../model/udev-rule.ts';
import type { ProgrammerContext } from '../programmer.ts';

/** Programmers that many people have: the ids that they turn up with, and the `-c` for them. */
const common: readonly (UsbIds & { readonly name: string; readonly id: string })[] = [
  { vendorId: 0x16c0, productId: 0x05dc, name: 'USBasp', id: 'usbasp' },
  { vendorId: 0x1781, productId: 0x0c9f, name: 'USBtinyISP', id: 'usbtiny' },
  { vendorId: 0x03eb, productId: 0x2104, name: 'AVRISP mkII', id: 'avrispmkII' },
  { vendorId: 0x03eb, productId: 0x2103, name: 'JTAGICE mkII', id: 'jtag2' },
  { vendorId: 0x1a86, productId: 0x5512, name: 'CH341A', id: 'ch341a' },
];

/** Hints at what to look at when no device with these ids is plugged in: another programmer that is, else the cable. */
export async function hintAtAbsence({ open, emit }: ProgrammerContext, sought: UsbIds): Promise<void> {
  const isThere = async ({ vendorId, productId }: UsbIds): Promise<boolean> =>
    (await open.usb.find({ vendorId, productIds: [productId], strings: false })).length > 0;
  if (await isThere(sought)) return;
  const others: string[] = [];
  for (const one of common) {
    if (await isThere(one)) others.push(`a programmer that looks like ${aOrAn(one.name)} is (-c ${one.id})`);
  }
  const rest =
    others.length > 0
      ? `, but ${others.join(', and ')}.`
      : ': does its light burn, and does the cable carry data?';
  emit({
    kind: 'hint',
    name: 'usb/device-absent',
    text: `No USB device with the ids ${usbIdsText(sought)} is plugged in${rest}`,
  });
}

function aOrAn(name: string): string {
  return `${/^A/.test(name) ? 'an' : 'a'} ${name}`;
}
