import { expect, test } from 'vitest';
import { TransportError } from '../../../src/model/errors.ts';
import { hidInterfacesOf } from '../../../src/transports/node/hid-interface.ts';
import { usageOf } from '../../../src/transports/node/report-descriptor.ts';
import { createUsbHidOpener } from '../../../src/transports/node/usb-hid.ts';
import type { ControlRequest, UsbOpener, UsbTransport } from '../../../src/transports/usb-transport.ts';

// Descriptors as USB 2.0 (9.6) and HID 1.11 (6.2) lay them out.

/** A tool with a serial port on interfaces 0 and 1, and HID with both endpoints on interface 2. */
const composite = Uint8Array.of(
  ...[9, 2, 90, 0, 3, 1, 0, 0x80, 50],
  ...[9, 4, 0, 0, 1, 2, 2, 1, 0],
  ...[7, 5, 0x83, 3, 8, 0, 10],
  ...[9, 4, 1, 0, 2, 10, 0, 0, 0],
  ...[7, 5, 0x84, 2, 64, 0, 0],
  ...[7, 5, 0x04, 2, 64, 0, 0],
  ...[9, 4, 2, 0, 2, 3, 0, 0, 0],
  ...[9, 0x21, 0x11, 1, 0, 1, 0x22, 33, 0],
  ...[7, 5, 0x81, 3, 0, 2, 4],
  ...[7, 5, 0x02, 3, 64, 0, 4],
);
/** A boot loader: reports go out as control transfers only. */
const bootLoader = Uint8Array.of(
  ...[9, 2, 34, 0, 1, 1, 0, 0x80, 50],
  ...[9, 4, 0, 0, 1, 3, 0, 0, 0],
  ...[9, 0x21, 0x11, 1, 0, 1, 0x22, 25, 0],
  ...[7, 5, 0x81, 3, 8, 0, 5],
);
const vendorUsage = Uint8Array.of(0x06, 0x9c, 0xff, 0x09, 0x1b, 0xa1, 0x01, 0x0a, 0x19, 0x00, 0xc0);

test('interfaces of class HID are found in a configuration, with their endpoints', () => {
  expect(hidInterfacesOf(composite)).toEqual([
    {
      number: 2,
      reportDescriptorLength: 33,
      input: { address: 0x81, packetSize: 512 },
      output: { address: 0x02, packetSize: 64 },
    },
  ]);
  expect(hidInterfacesOf(bootLoader)).toEqual([
    { number: 0, reportDescriptorLength: 25, input: { address: 0x81, packetSize: 8 }, output: undefined },
  ]);
  expect(hidInterfacesOf(composite.subarray(0, 48))).toEqual([]);
  expect(hidInterfacesOf(Uint8Array.of(0, 0, 0))).toEqual([]);
});

test.each([
  ['a page of two bytes', vendorUsage, { usagePage: 0xff9c, usage: 0x1b }],
  [
    'the first collection, not those in it',
    Uint8Array.of(0x05, 1, 0x09, 6, 0xa1, 1, 0x05, 7, 0x09, 9),
    { usagePage: 1, usage: 6 },
  ],
  [
    'a usage that brings its page',
    Uint8Array.of(0x0b, 0x02, 0x00, 0x00, 0xff, 0xa1, 1),
    { usagePage: 0xff00, usage: 2 },
  ],
  [
    'a long item before it',
    Uint8Array.of(0xfe, 2, 0x80, 0x09, 0x55, 0x05, 1, 0x09, 6, 0xa1, 1),
    { usagePage: 1, usage: 6 },
  ],
  ['nothing', new Uint8Array(0), { usagePage: undefined, usage: undefined }],
])('usage of a report descriptor: %s', (_, descriptor, usage) => {
  expect(usageOf(descriptor)).toEqual(usage);
});

/** A device of libusb's that answers standard requests, and keeps an account of everything else. */
function plugged(
  configuration: Uint8Array,
  answers: { reportDescriptor?: Uint8Array; input?: Uint8Array } = {},
) {
  const log: string[] = [];
  const hex = (data: Uint8Array | number) =>
    typeof data === 'number' ? `<${data}` : Buffer.from(data).toString('hex');
  const transport: Partial<UsbTransport> = {
    control: async ({ requestType, request, value, index, data }: ControlRequest) => {
      if (request === 6 && value === 0x0200) return configuration;
      log.push(`${requestType.toString(16)} ${request} ${value.toString(16)} ${index} ${hex(data)}`);
      if (requestType === 0x81) {
        if (!answers.reportDescriptor) throw new TransportError('stalled', 'EPIPE');
        return answers.reportDescriptor;
      }
      return requestType === 0xa1 ? Uint8Array.of(7, 8, 9) : new Uint8Array(0);
    },
    claim: async (number) => void log.push(`claim ${number}`),
    bulkOut: async (endpoint, data) => void log.push(`out ${endpoint} ${hex(data)}`),
    bulkIn: async (endpoint, length) => {
      log.push(`in ${endpoint.toString(16)} ${length}`);
      return answers.input ?? new Uint8Array(0);
    },
    close: async () => void log.push('close'),
  };
  const info = {
    ...{ vendorId: 0x16c0, productId: 0x0478, release: 0x0100, bus: '001', device: '004' },
    ...{ vendor: undefined, product: 'Board', serial: '12' },
  };
  const usb: UsbOpener = {
    find: async () => [{ info, failure: undefined }],
    list: async () => [info],
    describe: () => Promise.reject(new Error('nobody asks')),
    open: async () => transport as UsbTransport,
  };
  return { hid: createUsbHidOpener(async () => usb), log };
}

const query = { vendorId: 0x16c0, productIds: [0x0478] };

test('a boot loader tells its usage, and takes reports as control transfers', async () => {
  const { hid, log } = plugged(bootLoader, { reportDescriptor: vendorUsage });
  const [found] = await hid.find(query);
  expect(found?.info).toMatchObject({ product: 'Board', serial: '12', release: 0x100, usage: undefined });
  const device = await hid.open(found!.info, 'unnumbered');
  expect(device.info).toMatchObject({ usagePage: 0xff9c, usage: 0x1b, interfaceNumber: 0 });
  await device.sendReport({ id: 0, data: Uint8Array.of(1, 2) }, 100);
  await device.sendFeatureReport({ id: 3, data: Uint8Array.of(4) }, 100);
  expect(await device.getFeatureReport(7, 2, 100)).toEqual({ id: 7, data: Uint8Array.of(8, 9) });
  expect(await device.getFeatureReport(0, 3, 100)).toEqual({ id: 0, data: Uint8Array.of(7, 8, 9) });
  await device.close();
  expect(log).toEqual([
    'claim 0',
    '81 6 2200 0 <25',
    '21 9 200 0 0102',
    '21 9 303 0 0304',
    'a1 1 307 0 <3',
    'a1 1 300 0 <3',
    'close',
  ]);
});

test('a tool with endpoints of its own is spoken to over them, on its own interface', async () => {
  const { hid, log } = plugged(composite, { input: Uint8Array.of(5, 6, 7) });
  const [found] = await hid.find(query);
  const device = await hid.open(found!.info, 'numbered');
  expect(device.info).toMatchObject({ usagePage: undefined, usage: undefined, interfaceNumber: 2 });
  await device.sendReport({ id: 2, data: Uint8Array.of(1) }, 100);
  expect(await device.receiveReport(100)).toEqual({ id: 5, data: Uint8Array.of(6, 7) });
  expect(log).toEqual(['claim 2', '81 6 2200 2 <33', 'out 2 0201', 'in 81 512']);
});

test('without numbers a report is all data', async () => {
  const { hid, log } = plugged(composite, { input: Uint8Array.of(0, 6, 7) });
  const [found] = await hid.find(query);
  const device = await hid.open(found!.info, 'unnumbered');
  await device.sendReport({ id: 0, data: Uint8Array.of(1) }, 100);
  expect(await device.receiveReport(100)).toEqual({ id: 0, data: Uint8Array.of(0, 6, 7) });
  expect(log.slice(2)).toEqual(['out 2 01', 'in 81 512']);
});

test('what is no HID device is closed again', async () => {
  const { hid, log } = plugged(composite.subarray(0, 48));
  const [found] = await hid.find(query);
  await expect(hid.open(found!.info, 'numbered')).rejects.toMatchObject({ code: 'ENODEV' });
  expect(log).toEqual(['close']);
});
