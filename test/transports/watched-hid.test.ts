import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InterruptedError, SilentLineError, TimeoutError } from '../../src/model/errors.ts';
import { AvrDoperStream } from '../../src/protocols/stk500v2/avrdoper-stream.ts';
import { watchedClock, watchedOpeners } from '../../src/run/watched.ts';
import type { HidTransport } from '../../src/transports/hid-transport.ts';
import { Watch } from '../../src/transports/watch.ts';
import { virtualClock } from '../whole-run/virtual-clock.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'], loopLimit: 100_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A transfer that the device leaves hanging, as the system cancels it. */
const hanging = (timeoutMs: number, ends?: AbortSignal) =>
  new Promise<never>((_, reject) => {
    setTimeout(() => reject(new TimeoutError(`${timeoutMs} ms`)), timeoutMs);
    ends?.addEventListener('abort', () => reject(new InterruptedError('interrupted')));
  });

const nowhere = () => Promise.reject(new Error('nothing is plugged in'));
const query = { vendorId: 1, productId: 2, product: '' };

/** A device as the openers of a run give it. */
async function watched(device: Partial<HidTransport>) {
  const stop = new AbortController();
  const watch = new Watch(stop.signal, virtualClock.now);
  const whole: HidTransport = {
    getFeatureReport: (_id, _length, timeoutMs, ends) => hanging(timeoutMs, ends),
    sendFeatureReport: (_report, timeoutMs, ends) => hanging(timeoutMs, ends),
    close: async () => {},
    ...device,
  };
  const openers = {
    serial: nowhere,
    usb: { find: async () => [], list: async () => [], describe: nowhere, open: nowhere },
    hid: { open: async () => whole },
  };
  const { hid } = watchedOpeners({ openers, watch });
  return { stop, watch, hid, device: await hid.open(query) };
}

/** What came of some work, and how long it took (virtual milliseconds). */
async function timed(work: Promise<unknown>): Promise<{ result: unknown; took: number }> {
  const start = performance.now();
  let end = start;
  const settled = work
    .catch((error: unknown) => error)
    .then((result) => {
      end = performance.now();
      return result;
    });
  await vi.runAllTimersAsync();
  return { result: await settled, took: Math.round(end - start) };
}

test('a device that leaves its transfers hanging counts as silent after 15 s', async () => {
  const { device } = await watched({});
  let all = 0;
  let last: unknown;
  for (let tries = 0; tries < 40 && !(last instanceof SilentLineError); tries++) {
    const { result, took } = await timed(device.getFeatureReport(1, 15, 5000));
    all += took;
    last = result;
  }
  expect(last).toBeInstanceOf(SilentLineError);
  expect(all).toBeGreaterThan(14_000);
  expect(all).toBeLessThanOrEqual(15_000);
});

test('so does one that answers with nothing but empty reports, whatever is waited for', async () => {
  const { device, watch } = await watched({ getFeatureReport: async (id, length) => report(id, length) });
  const stream = new AvrDoperStream(device, watchedClock({ clock: virtualClock, watch }));
  const { result, took } = await timed(stream.read(1, 600_000));
  expect(result).toBeInstanceOf(SilentLineError);
  expect(took).toBeGreaterThan(14_000);
  expect(took).toBeLessThanOrEqual(15_000);
});

test('one that says something now and then is listened to for as long as it takes', async () => {
  let asked = 0;
  const { device, watch } = await watched({
    getFeatureReport: async (id, length) =>
      ++asked % 5000 === 0 ? report(id, length, 0x14) : report(id, length),
  });
  const stream = new AvrDoperStream(device, watchedClock({ clock: virtualClock, watch }));
  const { result, took } = await timed(stream.read(3, 600_000));
  expect(result).toEqual(Uint8Array.of(0x14, 0x14, 0x14));
  expect(took).toBeGreaterThan(25_000);
});

test('an interruption ends a transfer under way, and lets nothing more be begun', async () => {
  const { device, hid, stop } = await watched({});
  setTimeout(() => stop.abort(), 50);
  const { result, took } = await timed(device.sendFeatureReport(Uint8Array.of(1, 0), 5000));
  expect(result).toBeInstanceOf(InterruptedError);
  expect(took).toBe(150);
  expect((await timed(device.sendFeatureReport(Uint8Array.of(1, 0), 5000))).result).toBeInstanceOf(
    InterruptedError,
  );
  expect((await timed(device.getFeatureReport(1, 15, 5000))).result).toBeInstanceOf(InterruptedError);
  expect((await timed(hid.open(query))).result).toBeInstanceOf(InterruptedError);
});

test('an opening that hangs is not waited for either', async () => {
  const stop = new AbortController();
  const watch = new Watch(stop.signal, virtualClock.now);
  const openers = {
    serial: nowhere,
    usb: { find: async () => [], list: async () => [], describe: nowhere, open: nowhere },
    hid: { open: () => new Promise<never>(() => {}) },
  };
  setTimeout(() => stop.abort(), 50);
  const { result, took } = await timed(watchedOpeners({ openers, watch }).hid.open(query));
  expect(result).toBeInstanceOf(InterruptedError);
  expect(took).toBe(150);
});

/** Its number, how many bytes wait, and these. */
function report(id: number, length: number, ...data: number[]): Uint8Array {
  const whole = new Uint8Array(length);
  whole.set([id, data.length, ...data]);
  return whole;
}
