import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openSerialPort } from '../../../src/transports/node/serial-port.ts';

const asked: string[] = [];
/** What of a port's driver never ends. */
let stuck: readonly string[] = [];

const never = new Promise<never>(() => {});
function ask(what: string): Promise<void> {
  asked.push(what);
  return stuck.includes(what) ? never : Promise.resolve();
}

vi.mock('serialport', () => {
  const binding = {
    open: async () => ({
      read: () => never,
      get: async () => {
        throw new Error('Error: Inappropriate ioctl for device, cannot get');
      },
      drain: () => ask('drain'),
      flush: () => ask('flush'),
      close: () => ask('close'),
    }),
  };
  return { default: { SerialPort: { binding } } };
});

beforeEach(() => {
  asked.length = 0;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** @returns virtual milliseconds */
async function closingTime(...waiting: string[]): Promise<number> {
  stuck = waiting;
  const line = await openSerialPort({ port: '/dev/null', baudRate: 9600 });
  const start = performance.now();
  const closed = line.close().then(() => performance.now() - start);
  await vi.runAllTimersAsync();
  return closed;
}

test('a port is closed when all has gone out', async () => {
  expect([await closingTime(), asked]).toEqual([0, ['drain', 'close']]);
});

test('what nobody fetches is thrown away, so that closing does not wait for it', async () => {
  expect([await closingTime('drain'), asked]).toEqual([300, ['drain', 'flush', 'close']]);
});

test('a driver that waits all the same is not waited for', async () => {
  expect([await closingTime('drain', 'flush', 'close'), asked]).toEqual([1300, ['drain', 'flush', 'close']]);
});
