import { expect, test } from 'vitest';
import { TransportError } from '../../../src/model/errors.ts';
import type { HidDeviceInfo, HidFound, HidOpener } from '../../../src/transports/hid-transport.ts';
import { createHidOpener } from '../../../src/transports/node/hid.ts';
import type { HidLibrary, LibraryHid } from '../../../src/transports/node/hid-library.ts';
import { createNodeHidOpener } from '../../../src/transports/node/node-hid.ts';
import { inVirtualTime } from '../../inside/virtual-time.ts';

/** hidapi as the package `node-hid` shows it, with one device whose answers the test decides. */
class FakeLibrary {
  readonly log: string[] = [];
  readonly listeners: Record<string, (what: never) => void> = {};
  /** What writing does: ends, fails with hidapi's words, or hangs. */
  writing: 'done' | 'hang' | string = 'done';
  opening: string | undefined;

  asLibrary(): HidLibrary {
    const device: LibraryHid = {
      write: async (report) => {
        this.log.push(`write ${report.toString('hex')}`);
        if (this.writing === 'hang') await new Promise(() => {});
        if (this.writing !== 'done') throw new Error(this.writing);
        return report.length;
      },
      sendFeatureReport: async (report) => {
        this.log.push(`feature ${report.toString('hex')}`);
        return report.length;
      },
      getFeatureReport: async (id, length) => {
        this.log.push(`get ${id} ${length}`);
        return Buffer.from([id, 1, 2, 3]);
      },
      on: (event: string, listener: (what: never) => void) => {
        this.listeners[event] = listener;
      },
      close: async () => void this.log.push('close'),
    };
    return {
      devicesAsync: async () => [
        {
          ...{ vendorId: 0x16c0, productId: 0x05df, path: 'first', release: 0x0102, interface: -1 },
          ...{ product: 'AVR-Doper', manufacturer: 'obdev.at', usagePage: 0xff00, usage: 1 },
        },
        { vendorId: 0x16c0, productId: 0x0478, path: 'second', release: 0x0100, interface: 2 },
      ],
      HIDAsync: {
        open: async (path) => {
          this.log.push(`open ${path}`);
          if (this.opening !== undefined) throw new Error(this.opening);
          return device;
        },
      },
    };
  }
}

async function connect(fake: FakeLibrary, numbering: 'numbered' | 'unnumbered' = 'numbered') {
  const opener = createNodeHidOpener(async () => fake.asLibrary());
  const [found] = await opener.find({ vendorId: 0x16c0, productIds: [0x05df] });
  return opener.open(found!.info, numbering);
}

test('where hidapi does not start there are no devices', async () => {
  const library = new FakeLibrary().asLibrary();
  const failing = (error: Error) =>
    createNodeHidOpener(async () => ({ ...library, devicesAsync: () => Promise.reject(error) })).find({
      ...{ vendorId: 0x16c0, productIds: [0x0478], strings: false },
    });
  expect(await failing(new TypeError('cannot initialize hidapi (hid_init failed)'))).toEqual([]);
  const unfit = Object.assign(new Error('unfit'), { code: 'ERR_ADDON_UNFIT' });
  await expect(failing(unfit)).rejects.toBe(unfit);
});

test('finds by vendor and product, with names and usage', async () => {
  const opener = createNodeHidOpener(async () => new FakeLibrary().asLibrary());
  expect(await opener.find({ vendorId: 0x16c0, productIds: [1, 0x05df] })).toEqual([
    {
      failure: undefined,
      info: {
        ...{ vendorId: 0x16c0, productId: 0x05df, release: 0x0102, path: 'first', place: undefined },
        ...{ vendor: 'obdev.at', product: 'AVR-Doper', serial: undefined },
        ...{ usagePage: 0xff00, usage: 1, interfaceNumber: undefined },
      },
    },
  ]);
  expect(await opener.find({ vendorId: 0x03eb, productIds: [0x05df] })).toEqual([]);
});

test('reports begin with a number, 0 where they have none; received ones do not have that', async () => {
  const fake = new FakeLibrary();
  const device = await connect(fake, 'unnumbered');
  await device.sendReport({ id: 0, data: Uint8Array.of(5) }, 100);
  await device.sendFeatureReport({ id: 2, data: Uint8Array.of(6) }, 100);
  expect(await device.getFeatureReport(4, 3, 100)).toEqual({ id: 4, data: Uint8Array.of(1, 2, 3) });
  const waiting = device.receiveReport(100);
  fake.listeners.data?.(Buffer.from([8, 9]) as never);
  expect(await waiting).toEqual({ id: 0, data: Uint8Array.of(8, 9) });
  await device.close();
  expect(fake.log).toEqual(['open first', 'write 0005', 'feature 0206', 'get 4 4', 'close']);
});

test('reports that came before they were asked for wait in their order', async () => {
  const fake = new FakeLibrary();
  const device = await connect(fake);
  await inVirtualTime(50, async () => {
    await expect(device.receiveReport(10)).rejects.toMatchObject({ name: 'TimeoutError' });
  });
  fake.listeners.data?.(Buffer.from([1, 9]) as never);
  fake.listeners.data?.(Buffer.from([2, 8]) as never);
  fake.listeners.error?.('could not read from HID device: No such device' as never);
  expect(await device.receiveReport(10)).toEqual({ id: 1, data: Uint8Array.of(9) });
  expect(await device.receiveReport(10)).toEqual({ id: 2, data: Uint8Array.of(8) });
  await expect(device.receiveReport(10)).rejects.toMatchObject({ name: 'DisconnectedError', code: 'ENODEV' });
});

test('what hangs is given up at its deadline, or when the run is to end', () =>
  inVirtualTime(500, async () => {
    const fake = new FakeLibrary();
    fake.writing = 'hang';
    const device = await connect(fake);
    const report = { id: 1, data: Uint8Array.of(1) };
    await expect(device.sendReport(report, 30)).rejects.toMatchObject({ name: 'TimeoutError' });
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 20);
    await expect(device.sendReport(report, 10_000, stop.signal)).rejects.toMatchObject({
      name: 'InterruptedError',
    });
    await expect(device.receiveReport(10_000, stop.signal)).rejects.toMatchObject({
      name: 'InterruptedError',
    });
  }));

// The words are those of hidapi 0.15 (linux/hid.c, windows/hid.c, mac/hid.c), with the systems' own.
test.each([
  ['Cannot write to hid device: Broken pipe', 'TransportError', 'EPIPE'],
  ['Cannot write to hid device: No such device', 'DisconnectedError', 'ENODEV'],
  [
    'Cannot write to hid device: hid_write/WriteFile: (0x0000048F) The device is not connected.',
    'DisconnectedError',
    'ENODEV',
  ],
  [
    'Cannot write to hid device: hid_write/GetOverlappedResult: (0x0000001F) A device attached to the system is not functioning.',
    'TransportError',
    'EPIPE',
  ],
  ['Cannot write to hid device: something else', 'TransportError', 'EIO'],
])('writing fails with "%s": %s %s', async (text, name, code) => {
  const fake = new FakeLibrary();
  fake.writing = text;
  const device = await connect(fake);
  await expect(device.sendReport({ id: 1, data: Uint8Array.of(1) }, 100)).rejects.toMatchObject({
    name,
    code,
  });
});

test.each([
  ['cannot open device with path /dev/hidraw3: Permission denied', 'EACCES'],
  [
    'cannot open device with path x: hid_open_path: failed to open IOHIDDevice from mach entry: (0xE00002E2) (iokit/common) not permitted',
    'EACCES',
  ],
  [
    'cannot open device with path x: CreateFile: (0x00000020) The process cannot access the file because it is being used by another process.',
    'EBUSY',
  ],
])('opening fails with "%s": %s', async (text, code) => {
  const fake = new FakeLibrary();
  fake.opening = text;
  await expect(connect(fake)).rejects.toMatchObject({ code });
});

/** A way to devices that finds these, and tells what it was asked to open. */
function way(name: string, found: readonly HidFound[] | Error, opened: string[]): HidOpener {
  return {
    find: async () => {
      if (found instanceof Error) throw found;
      return found;
    },
    open: async (info) => {
      opened.push(`${name} ${info.path}`);
      throw new TransportError('enough', 'EIO');
    },
  };
}

const device = (path: string, given: Partial<HidDeviceInfo> = {}): HidDeviceInfo => ({
  ...{ vendorId: 1, productId: 2, release: 1, vendor: undefined, product: undefined, serial: undefined },
  ...{ usagePage: undefined, usage: undefined, interfaceNumber: undefined, place: undefined, path },
  ...given,
});
const onUsb = device('usb:001:002', { place: { bus: '001', device: '002' } });
const denied = new TransportError('not allowed', 'EACCES');

test.each([
  ['linux', 'what libusb can open', [{ info: onUsb, failure: undefined }], [], 'usb usb:001:002'],
  [
    'linux',
    '/dev/hidraw, where libusb may not',
    [{ info: onUsb, failure: denied }],
    [device('hidraw')],
    'hidapi hidraw',
  ],
  ['linux', 'what is denied, without hidapi', [{ info: onUsb, failure: denied }], 'none', 'usb usb:001:002'],
  ['win32', 'hidapi', [{ info: onUsb, failure: undefined }], [device('hid')], 'hidapi hid'],
  ['darwin', 'hidapi', [{ info: onUsb, failure: undefined }], [device('hid')], 'hidapi hid'],
] as const)('on %s: %s', async (platform, _, byUsb, byHidapi, expected) => {
  const opened: string[] = [];
  const missing = Object.assign(new Error('libudev.so.1: not there'), { code: 'ERR_DLOPEN_FAILED' });
  const hid = createHidOpener(platform, {
    usb: way('usb', byUsb, opened),
    hidapi: way(
      'hidapi',
      byHidapi === 'none' ? missing : byHidapi.map((info) => ({ info, failure: undefined })),
      opened,
    ),
  });
  const [first] = await hid.find({ vendorId: 1, productIds: [2] });
  await expect(hid.open(first!.info, 'numbered')).rejects.toThrow('enough');
  expect(opened).toEqual([expected]);
});

test('the add-on is there and looks', async () => {
  const opener = createNodeHidOpener();
  expect(await opener.find({ vendorId: 0xfffe, productIds: [0xfffe] })).toEqual([]);
});
