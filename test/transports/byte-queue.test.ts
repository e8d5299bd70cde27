import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DisconnectedError, TimeoutError } from '../../src/model/errors.ts';
import { ByteQueue } from '../../src/transports/byte-queue.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Settled or not, and how long it took on the fake clock. */
async function timed(work: Promise<unknown>, stepMs = 10, limitMs = 10_000) {
  let outcome: unknown = 'pending';
  work.then(
    () => {
      outcome = 'done';
    },
    (error: unknown) => {
      outcome = error;
    },
  );
  let ms = 0;
  for (; outcome === 'pending' && ms < limitMs; ms += stepMs) await vi.advanceTimersByTimeAsync(stepMs);
  return { outcome, ms };
}

describe('take', () => {
  test('puts pieces together and keeps what is over', async () => {
    const queue = new ByteQueue();
    queue.push(Uint8Array.of(1, 2));
    const reading = queue.take(3, 100);
    queue.push(Uint8Array.of(3, 4));
    expect([...(await reading)]).toEqual([1, 2, 3]);
    expect([...(await queue.take(1, 100))]).toEqual([4]);
  });

  test('gives what came when the time is over, and forgets it', async () => {
    const queue = new ByteQueue();
    queue.push(Uint8Array.of(7));
    const { outcome } = await timed(queue.take(2, 100));
    expect(outcome).toBeInstanceOf(TimeoutError);
    expect([...(outcome as TimeoutError).received]).toEqual([7]);
    expect((await timed(queue.take(1, 50))).outcome).toBeInstanceOf(TimeoutError);
  });

  test('what came before the line failed can be read, then every read fails at once', async () => {
    const queue = new ByteQueue();
    queue.push(Uint8Array.of(9));
    queue.fail(new DisconnectedError('gone'));
    expect([...(await queue.take(1, 100))]).toEqual([9]);
    await expect(queue.take(1, 100)).rejects.toThrow('gone');
  });
});

describe('drain', () => {
  test('ends after silence, counted from the last byte', async () => {
    const queue = new ByteQueue();
    queue.push(Uint8Array.of(1));
    setTimeout(() => queue.push(Uint8Array.of(2)), 200);
    expect(await timed(queue.drain(250))).toEqual({ outcome: 'done', ms: 450 });
    expect((await timed(queue.take(1, 50))).outcome).toBeInstanceOf(TimeoutError);
  });

  test('counts what it throws away', async () => {
    const queue = new ByteQueue();
    queue.push(Uint8Array.of(1, 2));
    const draining = queue.drain(250);
    queue.push(Uint8Array.of(3));
    await vi.advanceTimersByTimeAsync(500);
    expect(await draining).toBe(3);
  });

  test('ends on a line that never stops', async () => {
    const queue = new ByteQueue();
    const babble = setInterval(() => queue.push(Uint8Array.of(0x55)), 20);
    const { outcome, ms } = await timed(queue.drain(250));
    clearInterval(babble);
    expect(outcome).toBe('done');
    expect(ms).toBe(2000);
  });

  test('fails when the line does', async () => {
    const queue = new ByteQueue();
    setTimeout(() => queue.fail(new DisconnectedError('gone')), 100);
    const { outcome, ms } = await timed(queue.drain(250));
    expect(outcome).toBeInstanceOf(DisconnectedError);
    expect(ms).toBe(100);
  });
});
