import { expect, test } from 'vitest';
import { isAtPort, parseUsbPort } from '../../../src/programmers/usb/port.ts';

const info = {
  ...{ vendorId: 0x16c0, productId: 0x05dc, vendor: 'v', product: 'p' },
  ...{ serial: 'AB0042', bus: '001', device: '017' },
};

test.each([
  ['usb', true],
  ['USB', true],
  ['usb:001:017', true],
  ['usb:1:17', true],
  ['usb:1:18', false],
  ['usb:0042', true],
  ['usb:AB0042', true],
  ['usb:AB', false],
  ['usb:', false],
  ['usb:16c0:05dc', true],
  ['usb:16c0:05dc:0042', true],
  ['usb:16c0:05dc:0043', false],
  ['usb:1781:0c9f', false],
  ['/dev/ttyUSB0', false],
  ['usbasp', false],
])('-P %s: %s', (port, expected) => {
  expect(isAtPort(parseUsbPort(port), info)).toBe(expected);
});

test('what stands behind the device counts, or is not looked at', () => {
  const place = { kind: 'place', bus: '001' };
  expect(parseUsbPort('usb:001:002:3')).toEqual({ ...place, device: '002:3' });
  expect(parseUsbPort('usb:001:002:3', 'ignored')).toEqual({ ...place, device: '002' });
});
