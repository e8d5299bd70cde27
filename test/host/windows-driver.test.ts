import { expect, test } from 'vitest';
import { serviceIn } from '../../src/host/windows-driver.ts';

/** What `reg query …\\VID_16C0&PID_05DC /s` prints, a key for each device that was ever plugged in. */
const listing = (services: readonly (string | undefined)[]) =>
  services
    .map((service, i) =>
      [
        '',
        `HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Enum\\USB\\VID_16C0&PID_05DC\\5&2c1f&0&${i}`,
        '    DeviceDesc    REG_SZ    USBasp, Service of the world',
        '    Mfg    REG_SZ    www.fischl.de',
        ...(service === undefined ? [] : [`    Service    REG_SZ    ${service}`]),
        '',
      ].join('\r\n'),
    )
    .join('');

test('the service that a device is bound to', () => {
  expect(serviceIn(listing(['libusb0']))).toBe('libusb0');
  expect(serviceIn(listing([undefined, 'WinUSB']))).toBe('WinUSB');
  expect(serviceIn(listing(['libusb0', 'libusbK']))).toBe('libusbK');
});

test('none, if it has no driver', () => {
  expect(serviceIn(listing([undefined]))).toBe('');
});
