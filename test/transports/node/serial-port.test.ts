import { afterEach, describe, expect, test } from 'vitest';
import { openSerial } from '../../../src/transports/node/open-serial.ts';
import { withoutDeviceFolder } from '../../../src/transports/node/serial-port.ts';
import type { SerialTransport } from '../../../src/transports/serial-transport.ts';
import { type Carrier, servePty, serveTcp } from '../../sim/carrier.ts';
import type { Dump, SerialDevice } from '../../sim/device.ts';
import { PSEUDO_TERMINALS } from '../../sim/pseudo-terminal.ts';

/** A device that repeats what it hears; a minus makes it hang up. */
class Echo implements SerialDevice {
  readonly rates: number[] = [];
  onData: (data: Uint8Array) => void = () => {};
  onHangUp: () => void = () => {};
  open(): void {}
  close(): void {}
  rate(bitsPerSecond: number): void {
    this.rates.push(bitsPerSecond);
  }
  receive(data: Uint8Array): void {
    if (data.includes(0x2d)) this.onHangUp();
    else this.onData(data);
  }
  stop(): void {}
  dump(): Dump {
    throw new Error('nothing to dump');
  }
}

let carrier: Carrier | undefined;
let line: SerialTransport | undefined;

afterEach(async () => {
  await line?.close();
  await carrier?.close();
  carrier = line = undefined;
});

const servers = { 'a pseudo-terminal': servePty, TCP: serveTcp };

describe.each(Object.entries(servers).filter(([, serve]) => serve !== servePty || PSEUDO_TERMINALS))(
  '%s',
  (_, serve) => {
    async function connected() {
      const device = new Echo();
      carrier = await serve(device);
      line = await openSerial({ port: carrier.port, baudRate: 115200 });
      return { device, line };
    }

    test('reads exactly what is asked for, however it comes', async () => {
      const { line } = await connected();
      await line.write(Uint8Array.of(1, 2, 3));
      await line.write(Uint8Array.of(4, 5));
      expect([...(await line.read(4, 1000))]).toEqual([1, 2, 3, 4]);
      expect([...(await line.read(1, 1000))]).toEqual([5]);
    });

    test('takes every byte value, and more than fits in a buffer', async () => {
      const { line } = await connected();
      const data = Uint8Array.from({ length: 20000 }, (_, i) => (i * 7) & 0xff).map((byte) =>
        byte === 0x2d ? 0 : byte,
      );
      const [read] = await Promise.all([line.read(data.length, 5000), line.write(data)]);
      expect(Buffer.compare(read, data)).toBe(0);
    });

    test('a deadline gives up what has come', async () => {
      const { line } = await connected();
      await line.write(Uint8Array.of(1, 2));
      await expect(line.read(3, 150)).rejects.toMatchObject({
        name: 'TimeoutError',
        received: Uint8Array.of(1, 2),
      });
      await line.write(Uint8Array.of(9));
      expect([...(await line.read(1, 1000))]).toEqual([9]);
    });

    test('draining throws away what comes in its time', async () => {
      const { line } = await connected();
      await line.write(Uint8Array.of(1, 2, 3));
      await line.drain(150);
      await line.write(Uint8Array.of(4));
      expect([...(await line.read(1, 1000))]).toEqual([4]);
    });

    test('a hang-up ends a read at once, and everything after it', async () => {
      const { line } = await connected();
      await line.write(Uint8Array.of(0x2d));
      await expect(line.read(1, 5000)).rejects.toMatchObject({ name: 'DisconnectedError' });
      await expect(line.read(1, 5000)).rejects.toMatchObject({ name: 'DisconnectedError' });
      await expect(line.write(Uint8Array.of(1))).rejects.toMatchObject({ name: 'DisconnectedError' });
    });

    test('has no control lines, and says so', async () => {
      const { line } = await connected();
      await expect(line.setLines({ dtr: true, rts: true })).rejects.toMatchObject({ code: 'ENOTTY' });
    });
  },
);

describe.skipIf(!PSEUDO_TERMINALS)('a port of the operating system', () => {
  test('takes any baud rate', async () => {
    const device = new Echo();
    carrier = await servePty(device);
    line = await openSerial({ port: carrier.port, baudRate: 74880 });
    await line.setBaudRate(57600);
    await line.setBaudRate(250000);
    await line.write(Uint8Array.of(1));
    expect([...(await line.read(1, 1000))]).toEqual([1]);
  });

  test('cannot be opened twice', async () => {
    carrier = await servePty(new Echo());
    line = await openSerial({ port: carrier.port, baudRate: 115200 });
    await expect(openSerial({ port: carrier.port, baudRate: 115200 })).rejects.toMatchObject({
      name: 'TransportError',
      code: 'EBUSY',
    });
  });

  test.each([
    ['/dev/nosuchport', 'ENOENT'],
    ['/dev/null', 'ENOTTY'],
    ['/tmp', 'EISDIR'],
    ['/dev/null/port', 'ENOTDIR'],
  ])('%s fails with %s', async (port, code) => {
    await expect(openSerial({ port, baudRate: 115200 })).rejects.toMatchObject({
      name: 'TransportError',
      code,
    });
  });
});

test.each([
  ['net:localhost', 'EINVAL'],
  ['net::123', 'EINVAL'],
  ['net:127.0.0.1:nothing', 'ENOTFOUND'],
  ['net:127.0.0.1:1', 'ECONNREFUSED'],
  ['net:[::1]:1', 'ECONNREFUSED'],
])('%s fails with %s', async (port, code) => {
  await expect(openSerial({ port, baudRate: 115200 })).rejects.toMatchObject({
    name: 'TransportError',
    code,
  });
});

test.each([
  ['COM10', 'COM10'],
  ['\\\\.\\COM10', 'COM10'],
  ['//./COM10', 'COM10'],
  ['\\\\?\\COM256', 'COM256'],
  ['com3', 'com3'],
  ['\\\\server\\COM10', '\\\\server\\COM10'],
])('Windows: %s is the port %s', (given, name) => {
  expect(withoutDeviceFolder(given)).toBe(name);
});
