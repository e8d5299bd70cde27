import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import {
  endsRun,
  InterruptedError,
  SilentLineError,
  TargetError,
  TimeoutError,
} from '../../src/model/errors.ts';
import { ByteQueue } from '../../src/transports/byte-queue.ts';
import type { SerialTransport } from '../../src/transports/serial-transport.ts';
import { Watch } from '../../src/transports/watch.ts';
import { watchedSerial } from '../../src/transports/watched-serial.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function watched() {
  const queue = new ByteQueue();
  const stop = new AbortController();
  const watch = new Watch(stop.signal, () => performance.now());
  const written: Uint8Array[] = [];
  const plain: SerialTransport = {
    write: async (data) => void written.push(data),
    read: (...how) => queue.take(...how),
    drain: (...how) => queue.drain(...how),
    setLines: async () => {},
    setBaudRate: async () => {},
    close: async () => {},
  };
  return { queue, stop, watch, written, line: watchedSerial(plain, watch) };
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
  const result = await settled;
  return { result, took: Math.round(end - start) };
}

describe('silence', () => {
  test('each wait gets a share of what is left, and at last the line counts as silent', async () => {
    const { line } = watched();
    const waits: number[] = [];
    let last: unknown;
    for (let i = 0; i < 12; i++) {
      const { result, took } = await timed(line.read(1, 5000));
      waits.push(took);
      last = result;
    }
    // The first may take four fifths of 15 s and asks for 5; each other takes a third of what is left.
    expect(waits).toEqual([5000, 3333, 2222, 1481, 988, 658, 439, 293, 195, 130, 87, 58]);
    expect(last).toBeInstanceOf(SilentLineError);
  });

  test('the first wait behind a byte may be long; a byte begins everything anew', async () => {
    const { line, queue } = watched();
    expect((await timed(line.read(1, 20_000))).took).toBe(12_000);
    queue.push(Uint8Array.of(1));
    await line.read(1, 5000);
    const { result, took } = await timed(line.read(1, 5000));
    expect(took).toBe(5000);
    expect(result).toBeInstanceOf(TimeoutError);
    expect(result).not.toBeInstanceOf(SilentLineError);
  });

  test('time that is not spent waiting does not count', async () => {
    const { line } = watched();
    await vi.advanceTimersByTimeAsync(600_000);
    expect((await timed(line.read(1, 5000))).took).toBe(5000);
  });

  test('it ends the run, whatever has been made of it', () => {
    expect(endsRun(new TargetError('no byte', -1, { cause: new SilentLineError('silent') }))).toBe(true);
    expect(endsRun(new TargetError('no byte', -1, { cause: new TimeoutError('late') }))).toBe(false);
  });
});

describe('an interruption', () => {
  test('lets what is under way end, and nothing begin', async () => {
    const { line, queue, stop, written } = watched();
    const late = timed(line.read(1, 5000));
    stop.abort();
    setTimeout(() => queue.push(Uint8Array.of(7)), 50);
    expect(await late).toEqual({ result: Uint8Array.of(7), took: 50 });
    await expect(line.write(Uint8Array.of(1))).rejects.toThrow(InterruptedError);
    await expect(line.drain(100)).rejects.toThrow(InterruptedError);
    expect(written).toEqual([]);
  });

  test('ends what does not end by itself', async () => {
    const { line, stop, watch } = watched();
    const reading = timed(line.read(1, 5000));
    stop.abort();
    expect(await reading).toMatchObject({ result: { name: 'InterruptedError' }, took: 100 });
    const clock = { now: () => performance.now(), sleep: () => new Promise<void>(() => {}) };
    await expect(watch.sleep(clock, 1000)).rejects.toThrow(InterruptedError);
  });

  test('leaves a moment to let the target go, in which all is said', async () => {
    const { line, stop, watch, written } = watched();
    stop.abort();
    await vi.advanceTimersByTimeAsync(100);
    watch.release();
    await line.write(Uint8Array.of(1));
    expect(await timed(line.read(1, 5000))).toMatchObject({ result: { name: 'TimeoutError' }, took: 250 });
    await line.write(Uint8Array.of(2));
    expect(await timed(line.read(1, 5000))).toMatchObject({ result: { name: 'TimeoutError' }, took: 0 });
    expect(written).toEqual([Uint8Array.of(1), Uint8Array.of(2)]);
  });

  test('cuts letting go short that has begun', async () => {
    const { line, stop, watch } = watched();
    watch.release();
    const reading = timed(line.read(1, 5000));
    stop.abort();
    expect(await reading).toMatchObject({ result: { name: 'TimeoutError' }, took: 250 });
  });
});
