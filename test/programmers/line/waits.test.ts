import { expect, test } from 'vitest';
import { Stk500v1Link } from '../../../src/protocols/stk500v1/link.ts';
import { ByteQueue } from '../../../src/transports/byte-queue.ts';
import type { SerialTransport } from '../../../src/transports/serial-transport.ts';
import { inVirtualTime as passing } from '../../inside/virtual-time.ts';
import type { SerialDevice } from '../../sim/device.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const programmers = {
  arduino: { kind: 'optiboot', part: 'm328p', baud: 115200, options: [] },
  avrisp: { kind: 'stk500v1', part: 'm328p', baud: 19200, options: ['fw=arduinoisp'] },
  avr109: { kind: 'avr109', part: 'm32u4', baud: 57600, options: [] },
} as const;

/** Milliseconds until a signature has been read and the programmer been left, and what that looked like. */
async function signature(
  id: keyof typeof programmers,
  change: (device: SerialDevice) => void = () => {},
  more: readonly string[] = [],
) {
  const { kind, part, baud, options } = programmers[id];
  const device = simulateAny({ kind, part, options });
  change(device);
  const args = ['-c', id, '-p', part, '-P', '/dev/ttySim', '-b', String(baud), ...more];
  const { status, took, stderr } = await runProgram({ device, args, release: '7.1' });
  return { status, took, stderr, commands: device.dump().meta.commands };
}

/** What answers does so so many milliseconds later. */
function late(device: SerialDevice, milliseconds: number): void {
  const hear = device.receive.bind(device);
  device.receive = (data) => void setTimeout(() => hear(data.slice()), milliseconds);
}

/** Hears nothing for so long after it has been opened, as a chip that is starting. */
function deaf(device: SerialDevice, milliseconds: number): void {
  const hear = device.receive.bind(device);
  let opened = 0;
  const open = device.open.bind(device);
  device.open = () => {
    opened = performance.now();
    open();
  };
  device.receive = (data) => {
    if (performance.now() - opened >= milliseconds) hear(data);
  };
}

// avrdude 7.1 takes 1.06 s, 0.76 s and 1.0 s for the same, most of it in waits of 250 ms.
test.each([
  ['arduino', 500],
  ['avrisp', 110],
  ['avr109', 110],
] as const)('-c %s reads a signature within %i ms', async (id, limit) => {
  const { status, took } = await signature(id);
  expect({ status, inTime: took <= limit || took }).toEqual({ status: 0, inTime: true });
});

test.each(['arduino', 'avrisp', 'avr109'] as const)(
  '-c %s: nothing else is said or asked where bytes are shown, answers are late, or there was noise',
  async (id) => {
    const { stderr, commands } = await signature(id);
    const noisy = await signature(id, (device) => {
      const open = device.open.bind(device);
      device.open = () => {
        open();
        for (const at of [5, 30, 90]) setTimeout(() => device.onData(Uint8Array.of(0x55, 0xaa)), at);
      };
    });
    expect(noisy).toMatchObject({ status: 0, stderr, commands });
    const slow = await signature(id, (device) => late(device, 120));
    expect(slow).toMatchObject({ status: 0, stderr, commands });
    const shown = await signature(id, undefined, ['-v', '-v', '-v', '-v']);
    expect({ status: shown.status, syncs: shown.commands['30'] }).toEqual({
      status: 0,
      syncs: commands['30'],
    });
    expect(shown.took).toBeGreaterThan(750);
  },
);

test.each([
  ['arduino', 600],
  ['avrisp', 400],
  ['avr109', 400],
] as const)('-c %s: a board that starts when its port is opened is waited for (%i ms)', async (id, time) => {
  const { status, stderr } = await signature(id, (device) => deaf(device, time));
  expect({ status, complains: /not in sync|not responding/.test(stderr) }).toEqual({
    status: 0,
    complains: false,
  });
});

/** A board whose answers take longer than its line is still, on which two bytes came that looked like one. */
test('answers that are late behind noise are not taken for others', async () => {
  const queue = new ByteQueue();
  const line: SerialTransport = {
    write: async (data) => {
      const answer = data[0] === 0x30 ? [0x14, 0x10] : [0x14, 0x07, 0x10];
      setTimeout(() => queue.push(Uint8Array.from(answer)), 45);
    },
    read: (...how) => queue.take(...how),
    drain: (...how) => queue.drain(...how),
    setLines: async () => {},
    setBaudRate: async () => {},
    close: async () => {},
  };
  const link = new Stk500v1Link(line, () => {}, { still: 20 });
  const work = () => link.getSync().then(() => link.getParameter(0x81));
  expect(
    await passing(5000, () => {
      setTimeout(() => queue.push(Uint8Array.of(0xde, 0xad)), 5);
      return work();
    }),
  ).toBe(7);
});
