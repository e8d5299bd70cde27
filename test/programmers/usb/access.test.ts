import { expect, test } from 'vitest';
import { accessHint } from '../../../src/programmers/usb/access.ts';

const ids = { vendorId: 0x1781, productId: 0x0c9f };
const hint = (code: string, platform: NodeJS.Platform) => {
  const event = accessHint({ code, ids, programmer: 'usbtiny' }, platform);
  return event?.kind === 'hint' ? event.text : undefined;
};

test('Linux: the rule and where to put it', () => {
  expect(hint('EACCES', 'linux')).toBe(
    [
      'You may not use this USB device. Allow it to the user at the console by a udev rule:',
      `  echo 'SUBSYSTEM=="usb", ATTRS{idVendor}=="1781", ATTRS{idProduct}=="0c9f", MODE="0660", TAG+="uaccess"' | sudo tee /etc/udev/rules.d/55-avrdude-usbtiny.rules`,
      '  sudo udevadm control --reload',
      'then unplug the programmer and plug it in again.',
    ].join('\n'),
  );
});

test('Windows: the driver that is needed', () => {
  expect(hint('ENOSYS', 'win32')).toBe(
    [
      'The device 1781:0c9f is bound to a driver that programs cannot talk to it through, or to none.',
      'It needs WinUSB (or libusbK, libusb-win32): run Zadig (https://zadig.akeo.ie), choose the device and "WinUSB", and install.',
    ].join('\n'),
  );
});

test('busy is told on every system, and nothing is made up for other errors', () => {
  expect(hint('EBUSY', 'darwin')).toBe('Another program is using the programmer: end it and try again.');
  expect(hint('EIO', 'linux')).toBeUndefined();
});
