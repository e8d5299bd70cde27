import { expect, test } from 'vitest';
import { TimeoutError } from '../../../src/model/errors.ts';
import type { Event } from '../../../src/output/events.ts';
import { Ch341aLink } from '../../../src/protocols/ch341a/link.ts';
import type { UsbTransport } from '../../../src/transports/usb-transport.ts';

/** A chip that echoes what goes over SPI, in pieces of the test's choice. */
class Echo {
  readonly log: string[] = [];
  readonly said: Event[] = [];
  readonly link: Ch341aLink;
  most = 31;
  /** Which byte never comes. */
  loses = Number.POSITIVE_INFINITY;
  private came = 0;
  private readonly pending: number[] = [];
  private readonly readers: (() => void)[] = [];

  constructor() {
    const transport: Partial<UsbTransport> = {
      bulkOut: async (_, data) => {
        this.log.push(`out ${data.length}`);
        this.pending.push(...data.filter((__, i) => i % 32 !== 0));
        for (const wake of this.readers.splice(0)) wake();
      },
      bulkIn: async (_, length, timeoutMs) => {
        await new Promise((resolve) => setImmediate(resolve));
        if (this.pending.length === 0) {
          await new Promise<void>((resolve) => {
            this.readers.push(resolve);
            setTimeout(resolve, Math.min(timeoutMs, 200));
          });
        }
        if (this.pending.length === 0) throw new TimeoutError('silence');
        const sent = this.pending.splice(0, Math.min(this.most, length));
        const data = Uint8Array.from(sent.filter((_, i) => this.came + i !== this.loses));
        this.came += sent.length;
        this.log.push(`in ${data.length}`);
        return data;
      },
    };
    this.link = new Ch341aLink(transport as UsbTransport, (event) => this.said.push(event));
  }
}

const bytes = (length: number, seed = 0): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + seed) & 0xff);

test('exchanges that fill their packets are under way together, and get what is theirs', async () => {
  const echo = new Echo();
  const [one, two] = await Promise.all([echo.link.exchange(bytes(62)), echo.link.exchange(bytes(93, 1))]);
  expect([one, two]).toEqual([bytes(62), bytes(93, 1)]);
  expect(echo.log).toEqual(['out 64', 'out 96', 'in 31', 'in 31', 'in 31', 'in 31', 'in 31']);
});

test('behind a packet that is not full, the next exchange waits for the answer', async () => {
  const echo = new Echo();
  await Promise.all([
    echo.link.exchange(bytes(4)),
    echo.link.exchange(bytes(31)),
    echo.link.exchange(bytes(31)),
  ]);
  expect(echo.log).toEqual(['out 5', 'in 4', 'out 32', 'out 32', 'in 31', 'in 31']);
});

test('answers in smaller pieces than they were sent in', async () => {
  const echo = new Echo();
  echo.most = 7;
  expect(await echo.link.exchange(bytes(40))).toEqual(bytes(40));
  expect(echo.log).toEqual(['out 42', ...Array<string>(5).fill('in 7'), 'in 5']);
});

test('an empty answer is a failure; after it nothing is sent until the chip has been emptied', async () => {
  const echo = new Echo();
  echo.most = 0;
  await expect(echo.link.exchange(bytes(4))).rejects.toMatchObject({ name: 'ProtocolError' });
  await expect(echo.link.exchange(bytes(4))).rejects.toMatchObject({ name: 'DisconnectedError' });
  expect(echo.said).toHaveLength(1);
  echo.most = 31;
  await echo.link.recover();
  expect(await echo.link.exchange(bytes(4))).toEqual(bytes(4));
  expect(echo.log).toEqual(['out 5', 'in 0', 'in 4', 'out 5', 'in 4']);
});

test('where a byte is missing, no answer from there on is believed', async () => {
  const echo = new Echo();
  const exchanges = [bytes(31), bytes(31, 1), bytes(31, 2)].map((sent) => echo.link.exchange(sent));
  echo.loses = 40;
  const outcomes = await Promise.allSettled(exchanges);
  expect(outcomes.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    bytes(31),
    'TimeoutError: silence',
    'TimeoutError: silence',
  ]);
});
