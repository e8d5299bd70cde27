import { expect, test } from 'vitest';
import { createUsbOpener } from '../../../src/transports/node/usb.ts';
import type { LibraryDevice, UsbLibrary } from '../../../src/transports/node/usb-library.ts';
import { inVirtualTime } from '../../inside/virtual-time.ts';

/** libusb as the package `usb` shows it, with one device whose answers the test decides. */
class FakeLibrary {
  readonly log: string[] = [];
  /** Of transfers, as libusb numbers them. */
  readonly types: number[] = [];
  /** What a transfer does: gives bytes, fails with libusb's number, hangs, or hangs even when cancelled. */
  answers: (Uint8Array | number | 'hang' | 'lost')[] = [];
  openFails: number | undefined;
  resetFails = false;
  /** Whether the kernel has a driver for the device. */
  hasDriver = false;
  readonly device: LibraryDevice = {
    busNumber: 1,
    deviceAddress: 4,
    deviceDescriptor: {
      idVendor: 0x16c0,
      idProduct: 0x05dc,
      iManufacturer: 1,
      iProduct: 2,
      iSerialNumber: 0,
      ...{ bcdDevice: 0x0102, bMaxPacketSize0: 8, bNumConfigurations: 1 },
      ...{ bDeviceClass: 0xff, bDeviceSubClass: 1, bDeviceProtocol: 2 },
    },
    open: () => {
      if (this.openFails !== undefined) throw failure(this.openFails);
      this.log.push('open');
    },
    close: () => this.log.push('close'),
    configDescriptor: {
      bConfigurationValue: 1,
      interfaces: [[{ bInterfaceClass: 3, bInterfaceSubClass: 4, bInterfaceProtocol: 5 }]],
    },
    setConfiguration: (value, done) => {
      this.log.push(`configure ${value}`);
      done();
    },
    reset: (done) => {
      this.log.push('reset');
      done(this.resetFails ? failure(-4) : undefined);
    },
    interface: (number) => ({
      descriptor: {
        endpoints: [
          { bEndpointAddress: 0x81, bmAttributes: 3 },
          { bEndpointAddress: 0x02, bmAttributes: 2 },
        ],
      },
      claim: () => this.log.push(number === 0 ? 'claim' : `claim ${number}`),
      release: (done) => {
        this.log.push('release');
        done();
      },
      isKernelDriverActive: () => this.hasDriver,
      detachKernelDriver: () => this.log.push('detach'),
      attachKernelDriver: () => this.log.push('attach'),
    }),
  };

  asLibrary(): UsbLibrary {
    const fake = this;
    return {
      getDeviceList: () => [this.device],
      Transfer: class {
        private readonly done: (error: Error | undefined, data: Buffer, length: number) => void;
        private answer: Uint8Array | number | 'hang' | 'lost' = 'hang';
        constructor(
          _device: LibraryDevice,
          _endpoint: number,
          type: number,
          timeout: number,
          done: (error: Error | undefined, data: Buffer, length: number) => void,
        ) {
          expect(timeout).toBe(0);
          fake.types.push(type);
          this.done = done;
        }
        submit(buffer: Buffer): void {
          this.answer = fake.answers.shift() ?? new Uint8Array(0);
          fake.log.push(`submit ${buffer.toString('hex')}`);
          const { answer } = this;
          if (typeof answer === 'number' && answer < 0) throw failure(answer);
          if (typeof answer === 'number') setImmediate(() => this.done(failure(answer), buffer, 0));
          else if (typeof answer !== 'string') {
            if (answer.length > 0) buffer.set(answer, 8);
            setImmediate(() => this.done(undefined, buffer, answer.length));
          }
        }
        cancel(): boolean {
          fake.log.push('cancel');
          if (this.answer === 'hang') setImmediate(() => this.done(failure(3), Buffer.alloc(0), 0));
          return true;
        }
      },
    };
  }
}

function failure(errno: number): Error {
  return Object.assign(new Error(`libusb ${errno}`), { errno });
}

async function connect(fake: FakeLibrary) {
  const opener = createUsbOpener(async () => fake.asLibrary());
  const [found] = await opener.find({ vendorId: 0x16c0, productIds: [0x05dc], strings: false });
  return opener.open(found!.info);
}

const read = { requestType: 0xc0, request: 3, value: 0x0102, index: 0x0304, data: 4, timeoutMs: 30 };

test('finds by vendor and product, without opening where no strings are asked for', async () => {
  const fake = new FakeLibrary();
  const opener = createUsbOpener(async () => fake.asLibrary());
  expect(await opener.find({ vendorId: 0x1234, productIds: [0x05dc], strings: true })).toEqual([]);
  expect(await opener.find({ vendorId: 0x16c0, productIds: [1, 0x05dc], strings: false })).toEqual([
    {
      info: {
        ...{ vendorId: 0x16c0, productId: 0x05dc, release: 0x0102, bus: '001', device: '004' },
        ...{ vendor: undefined, product: undefined, serial: undefined },
      },
      failure: undefined,
    },
  ]);
  expect(fake.log).toEqual([]);
});

test('lists everything without opening it', async () => {
  const fake = new FakeLibrary();
  expect(await createUsbOpener(async () => fake.asLibrary()).list()).toEqual([
    {
      ...{ vendorId: 0x16c0, productId: 0x05dc, release: 0x0102, bus: '001', device: '004' },
      ...{ vendor: undefined, product: undefined, serial: undefined },
    },
  ]);
  expect(fake.log).toEqual([]);
});

test('tells what the descriptors say without opening it', async () => {
  const fake = new FakeLibrary();
  const opener = createUsbOpener(async () => fake.asLibrary());
  const [info] = await opener.list();
  expect(await opener.describe(info!)).toEqual({
    release: 0x0102,
    device: { class: 0xff, subclass: 1, protocol: 2 },
    ...{ packetSize: 8, configurations: 1, interfaces: 1 },
    firstInterface: { class: 3, subclass: 4, protocol: 5 },
    strings: { vendor: 1, product: 2, serial: 0 },
  });
  expect(fake.log).toEqual([]);
  await expect(opener.describe({ ...info!, device: '009' })).rejects.toMatchObject({ code: 'ENODEV' });
});

test('reads strings in the language of the device and closes; one that is refused is undefined', async () => {
  const fake = new FakeLibrary();
  const languages = Uint8Array.of(4, 3, 0x07, 0x04);
  fake.answers = [languages, Uint8Array.of(6, 3, 0x68, 0, 0x69, 0), languages, 4];
  const opener = createUsbOpener(async () => fake.asLibrary());
  const [found] = await opener.find({ vendorId: 0x16c0, productIds: [0x05dc], strings: true });
  expect(found?.info).toMatchObject({ vendor: 'hi', product: undefined, serial: undefined });
  expect(found?.unread).toEqual({ product: expect.objectContaining({ code: 'EPIPE' }) });
  expect(fake.log.map((line) => line.slice(0, 23))).toEqual([
    'open',
    'submit 800600030000ff00',
    'submit 800601030704ff00',
    'submit 800600030000ff00',
    'submit 800602030704ff00',
    'close',
  ]);
});

test('a device that may not be opened is found, with the reason', async () => {
  const fake = new FakeLibrary();
  fake.openFails = -3;
  const opener = createUsbOpener(async () => fake.asLibrary());
  const [found] = await opener.find({ vendorId: 0x16c0, productIds: [0x05dc], strings: true });
  expect(found?.failure).toMatchObject({ name: 'TransportError', code: 'EACCES' });
  await expect(opener.open(found!.info)).rejects.toMatchObject({ code: 'EACCES' });
});

test('a device that cannot be opened is asked after its driver, one that can is not', async () => {
  const library = new FakeLibrary();
  const asked: number[] = [];
  const opener = createUsbOpener(
    async () => library.asLibrary(),
    async ({ vendorId, productId }) => {
      asked.push(vendorId, productId);
      return 'libusb0';
    },
  );
  const query = { vendorId: 0x16c0, productIds: [0x05dc], strings: true };
  library.openFails = -12;
  const [found] = await opener.find(query);
  expect(found?.failure).toMatchObject({ code: 'ENOSYS', driver: 'libusb0' });
  await expect(opener.open(found!.info)).rejects.toMatchObject({ code: 'ENOSYS', driver: 'libusb0' });
  expect(asked).toEqual([0x16c0, 0x05dc, 0x16c0, 0x05dc]);
  library.openFails = undefined;
  await opener.open(found!.info);
  expect(asked).toHaveLength(4);
});

test('a control transfer carries its setup packet, and its data out', async () => {
  const fake = new FakeLibrary();
  fake.answers = [Uint8Array.of(9, 8, 7)];
  const transport = await connect(fake);
  expect(await transport.control(read)).toEqual(Uint8Array.of(9, 8, 7));
  const written = { ...read, requestType: 0x40, data: Uint8Array.of(0xaa, 0xbb) };
  expect(await transport.control(written)).toEqual(new Uint8Array(0));
  await transport.close();
  expect(fake.log).toEqual([
    'open',
    'submit c00302010403040000000000',
    'submit 40030201040302' + '00aabb',
    'close',
  ]);
});

test.each([
  [4, 'TransportError', 'EPIPE'],
  [5, 'DisconnectedError', 'ENODEV'],
  [-4, 'DisconnectedError', 'ENODEV'],
  [-1, 'TransportError', 'EIO'],
])('libusb %d is a %s', async (errno, name, code) => {
  const fake = new FakeLibrary();
  fake.answers = [errno];
  const transport = await connect(fake);
  await expect(transport.control(read)).rejects.toMatchObject({ name, code });
});

test('a transfer that hangs is cancelled at its deadline', () =>
  inVirtualTime(500, async () => {
    const fake = new FakeLibrary();
    fake.answers = ['hang', Uint8Array.of(1)];
    const transport = await connect(fake);
    await expect(transport.control(read)).rejects.toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
    expect(await transport.control(read)).toEqual(Uint8Array.of(1));
    expect(fake.log).toContain('cancel');
  }));

test('a transfer that does not even come back when cancelled is given up', () =>
  inVirtualTime(3000, async () => {
    const fake = new FakeLibrary();
    fake.answers = ['lost'];
    const transport = await connect(fake);
    await expect(transport.control(read)).rejects.toMatchObject({ name: 'TimeoutError' });
  }));

test('close cancels what is under way', async () => {
  const fake = new FakeLibrary();
  fake.answers = ['hang'];
  const transport = await connect(fake);
  const pending = transport.control({ ...read, timeoutMs: 60_000 });
  const outcome = expect(pending).rejects.toMatchObject({ code: 'ECANCELED' });
  await transport.close();
  await outcome;
  expect(fake.log.slice(-2)).toEqual(['cancel', 'close']);
});

test('bulk transfers claim the interface once and give it back', async () => {
  const fake = new FakeLibrary();
  const transport = await connect(fake);
  await transport.claim();
  await transport.bulkOut(2, Uint8Array.of(1, 2, 3), 100);
  await transport.bulkOut(2, Uint8Array.of(4), 100);
  await transport.close();
  expect(fake.log).toEqual(['open', 'claim', 'submit 010203', 'submit 04', 'release', 'close']);
});

test('a transfer is of the kind that its endpoint is of', async () => {
  const fake = new FakeLibrary();
  const transport = await connect(fake);
  await transport.bulkOut(2, Uint8Array.of(1), 100);
  await transport.bulkIn(0x81, 8, 100);
  await transport.close();
  expect(fake.types).toEqual([2, 3]);
});

test.runIf(process.platform === 'linux')(
  'an interface is taken from the kernel, and given back',
  async () => {
    const fake = new FakeLibrary();
    fake.hasDriver = true;
    const transport = await connect(fake);
    await transport.claim(2);
    await transport.bulkIn(0x81, 8, 100);
    await transport.close();
    expect(fake.log).toEqual([
      'open',
      'detach',
      'claim 2',
      `submit ${'00'.repeat(8)}`,
      'release',
      'attach',
      'close',
    ]);
  },
);

test('a device is configured anew and reset, its interface given back before', async () => {
  const fake = new FakeLibrary();
  const transport = await connect(fake);
  await transport.configure();
  await transport.claim();
  await transport.reset();
  await transport.close();
  expect(fake.log).toEqual(['open', 'configure 1', 'claim', 'release', 'reset', 'close']);
});

test('a device that is gone cannot be reset', async () => {
  const fake = new FakeLibrary();
  fake.resetFails = true;
  const transport = await connect(fake);
  await expect(transport.reset()).rejects.toMatchObject({ code: 'ENODEV' });
});

test('where libusb cannot begin, nothing is plugged in', async () => {
  const opener = createUsbOpener(async () => ({}) as UsbLibrary);
  const query = { vendorId: 0x03eb, productIds: [0x2104], strings: true };
  expect(await opener.find(query)).toEqual([]);
  expect(await opener.list()).toEqual([]);
});
