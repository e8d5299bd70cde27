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

/** What Zadig shows beside a device, and what is to be done about each. libusb opens WinUSB itself, the two others by libusbK.dll. */
test.each([
  ['WinUSB', 'is bound to WinUSB, which is right: another program has it open.'],
  ['libusbK', 'is bound to libusbK, which needs libusbK.dll beside it, or another program has it open.'],
  [
    'libusb0',
    'is bound to libusb-win32 (libusb0), as older avrdudes want it. It can be opened only where libusbK.dll is installed.',
  ],
  ['usbser', 'is a serial port to Windows: name it by -P COM… and the -c that belongs to it.'],
  [
    'HidUsb',
    'is a HID device to Windows: another program has it open, or it is not the programmer that -c names.',
  ],
  ['FTDIBUS', 'is bound to the driver "FTDIBUS", through which programs cannot talk to it.'],
  ['', 'has no driver.'],
])('Windows: the driver %j is told apart', (driver, words) => {
  const event = accessHint({ code: 'ENOSYS', ids, driver, programmer: 'usbtiny' }, 'win32');
  expect(event?.kind === 'hint' && event.text.split('\n')[0]).toBe(`The device 1781:0c9f ${words}`);
});

test('busy is told on every system, and nothing is made up for other errors', () => {
  expect(hint('EBUSY', 'darwin')).toBe('Another program is using the programmer: end it and try again.');
  expect(hint('EIO', 'linux')).toBeUndefined();
});
