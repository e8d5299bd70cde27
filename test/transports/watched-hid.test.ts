import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InterruptedError, SilentLineError, TimeoutError } from '../../src/model/errors.ts';
import { AvrDoperStream } from '../../src/protocols/stk500v2/avrdoper-stream.ts';
import { watchedClock, watchedOpeners } from '../../src/run/watched.ts';
import type { HidDeviceInfo, HidReport, HidTransport } from '../../src/transports/hid-transport.ts';
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
const info: HidDeviceInfo = {
  ...{ vendorId: 1, productId: 2, release: 0x0100, vendor: undefined, product: undefined, serial: undefined },
  ...{ usagePage: undefined, usage: undefined, interfaceNumber: 0, place: undefined, path: 'there' },
};

/** A device as the openers of a run give it. */
async function watched(device: Partial<HidTransport>) {
  const stop = new AbortController();
  const watch = new Watch(stop.signal, virtualClock.now);
  const whole: HidTransport = {
    getFeatureReport: (_id, _length, timeoutMs, ends) => hanging(timeoutMs, ends),
    info,
    sendReport: (_report, timeoutMs, ends) => hanging(timeoutMs, ends),
    receiveReport: hanging,
    sendFeatureReport: (_report, timeoutMs, ends) => hanging(timeoutMs, ends),
    close: async () => {},
    ...device,
  };
  const openers = {
    serial: nowhere,
    usb: { find: async () => [], list: async () => [], describe: nowhere, open: nowhere },
    hid: { find: async () => [], open: async () => whole },
  };
  const { hid } = watchedOpeners({ openers, watch });
  return { stop, watch, hid, device: await hid.open(info, 'numbered') };
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
  const { result, took } = await timed(device.sendFeatureReport({ id: 1, data: Uint8Array.of(0) }, 5000));
  expect(result).toBeInstanceOf(InterruptedError);
  expect(took).toBe(150);
  expect(
    (await timed(device.sendFeatureReport({ id: 1, data: Uint8Array.of(0) }, 5000))).result,
  ).toBeInstanceOf(InterruptedError);
  expect((await timed(device.getFeatureReport(1, 15, 5000))).result).toBeInstanceOf(InterruptedError);
  expect((await timed(hid.open(info, 'numbered'))).result).toBeInstanceOf(InterruptedError);
});

test('an opening that hangs is not waited for either', async () => {
  const stop = new AbortController();
  const watch = new Watch(stop.signal, virtualClock.now);
  const openers = {
    serial: nowhere,
    usb: { find: async () => [], list: async () => [], describe: nowhere, open: nowhere },
    hid: { find: async () => [], open: () => new Promise<never>(() => {}) },
  };
  setTimeout(() => stop.abort(), 50);
  const { result, took } = await timed(watchedOpeners({ openers, watch }).hid.open(info, 'numbered'));
  expect(result).toBeInstanceOf(InterruptedError);
  expect(took).toBe(150);
});

test('one that has nothing to say may take reports for as long as it likes', async () => {
  const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 200));
  const { device, watch } = await watched({ sendReport: slow, sendFeatureReport: slow });
  const send = async (): Promise<string> => {
    for (let i = 0; i < 100; i++) {
      await device.sendReport({ id: 0, data: Uint8Array.of(i) }, 1000);
      await device.sendFeatureReport({ id: 1, data: Uint8Array.of(i) }, 1000);
    }
    return watch.isSilent ? 'silent' : 'not silent';
  };
  expect(await timed(send())).toEqual({ result: 'not silent', took: 40_000 });
});

test('one that takes reports and never answers them counts as silent after 15 s', async () => {
  const { device } = await watched({ sendReport: async () => {} });
  const ask = async (): Promise<void> => {
    for (let tries = 0; tries < 100; tries++) {
      await device.sendReport({ id: 0, data: Uint8Array.of(0) }, 1000);
      await device.receiveReport(1000).catch((error: unknown) => {
        if (error instanceof SilentLineError) throw error;
      });
    }
  };
  const { result, took } = await timed(ask());
  expect(result).toBeInstanceOf(SilentLineError);
  expect(took).toBeGreaterThan(14_000);
  expect(took).toBeLessThanOrEqual(15_000);
});

/** How many bytes wait, and these. */
function report(id: number, length: number, ...bytes: number[]): HidReport {
  const data = new Uint8Array(length);
  data.set([bytes.length, ...bytes]);
  return { id, data };
}
