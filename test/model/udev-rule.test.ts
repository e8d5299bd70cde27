import { expect, test } from 'vitest';
import { udevRule, usbIdsOf } from '../../src/model/udev-rule.ts';

test('a USBasp may also turn up with the ids of its first firmware', () => {
  expect(usbIdsOf({ usbvid: 0x16c0, usbpid: [0x05dc] })).toEqual([
    { vendorId: 0x16c0, productId: 0x05dc },
    { vendorId: 0x03eb, productId: 0xc7b4 },
  ]);
  expect(usbIdsOf({ usbvid: 0x1781, usbpid: [0x0c9f] })).toEqual([{ vendorId: 0x1781, productId: 0x0c9f }]);
});

test('the rule, and the second one of a HID device', () => {
  const rest = 'ATTRS{idVendor}=="03eb", ATTRS{idProduct}=="2141", MODE="0660", TAG+="uaccess"\n';
  const ids = { vendorId: 0x03eb, productId: 0x2141 };
  expect(udevRule(ids, false)).toBe(`SUBSYSTEM=="usb", ${rest}`);
  expect(udevRule(ids, true)).toBe(
    `SUBSYSTEM=="usb", ${rest}KERNEL=="hidraw*", SUBSYSTEM=="hidraw", ${rest}`,
  );
});
