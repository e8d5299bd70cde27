import { beforeEach, expect, test, vi } from 'vitest';
import { type FlaggedPort, PortFlags } from '../../../src/transports/node/port-flags.ts';
import { openSerialPort } from '../../../src/transports/node/serial-port.ts';

type Told = Parameters<FlaggedPort['set']>[0];

/** A driver of Linux's as the binding shows it: it sets all that it is told, and reads as false what it is not told. */
class Driver {
  lowLatency: boolean;
  readonly told: Omit<Told, 'brk' | 'cts' | 'dsr'>[] = [];
  refuses: 'nothing' | 'asking' | 'telling' = 'nothing';

  constructor(lowLatency = false) {
    this.lowLatency = lowLatency;
  }

  async get(): Promise<{ lowLatency: boolean }> {
    if (this.refuses === 'asking') throw new Error('Error: Inappropriate ioctl for device, cannot get');
    return { lowLatency: this.lowLatency };
  }

  async set({ dtr, rts, lowLatency }: Told): Promise<void> {
    if (this.refuses === 'telling') throw new Error('Error: Inappropriate ioctl for device, cannot set');
    this.told.push({ dtr, rts, lowLatency });
    this.lowLatency = lowLatency === true;
  }
}

let driver = new Driver();
const events: string[] = [];
const never = new Promise<never>(() => {});

vi.mock('serialport', () => {
  const binding = {
    open: async () => ({
      read: () => never,
      get: () => driver.get(),
      set: (flags: Told) => driver.set(flags),
      drain: async () => {},
      flush: async () => {},
      close: async () => events.push(`closed with ${driver.lowLatency}`),
    }),
  };
  return { default: { SerialPort: { binding } } };
});

beforeEach(() => {
  driver = new Driver();
  events.length = 0;
});

test.skipIf(process.platform !== 'linux')(
  'a port is opened with low latency, and closed as it was',
  async () => {
    const line = await openSerialPort({ port: '/dev/null', baudRate: 9600 });
    expect(driver.told).toEqual([{ dtr: true, rts: true, lowLatency: true }]);
    await line.setLines({ dtr: false, rts: false });
    expect(driver.lowLatency).toBe(true);
    await line.close();
    expect(events).toEqual(['closed with false']);
    expect(driver.told.slice(1)).toEqual([
      { dtr: false, rts: false, lowLatency: true },
      { dtr: false, rts: false, lowLatency: false },
    ]);
  },
);

test('who has asked for low latency keeps it, whatever the lines do', async () => {
  driver = new Driver(true);
  const flags = new PortFlags(driver);
  await flags.hurry('/dev/ttyUSB0');
  await flags.setLines({ dtr: true, rts: false });
  await flags.restore();
  expect({ told: driver.told, lowLatency: driver.lowLatency }).toEqual({
    told: [{ dtr: true, rts: false, lowLatency: true }],
    lowLatency: true,
  });
});

test.each(['asking', 'telling'] as const)('a driver that refuses %s is left alone', async (refuses) => {
  driver.refuses = refuses;
  const flags = new PortFlags(driver);
  await flags.hurry('/dev/ttyUSB0');
  driver.refuses = 'nothing';
  await flags.restore();
  expect(driver.told).toEqual([]);
  await flags.setLines({ dtr: true, rts: true });
  expect(driver.told).toEqual([{ dtr: true, rts: true, lowLatency: false }]);
});

test('nothing is sent to a device that is a port by itself', async () => {
  const flags = new PortFlags(driver);
  await flags.hurry('/dev/ttyACM0');
  await flags.restore();
  expect(driver.told).toEqual([]);
});

/** Bindings of other systems do not tell, and would do nothing. */
test('where it is not told what was before, nothing is set', async () => {
  const flags = new PortFlags({ get: async () => ({}), set: (told) => driver.set(told) });
  await flags.hurry('/dev/ttyUSB0');
  expect(driver.told).toEqual([]);
});
