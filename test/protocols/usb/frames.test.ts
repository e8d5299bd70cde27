import { expect, test } from 'vitest';
import { TimeoutError, TransportError } from '../../../src/model/errors.ts';
import { UsbBodies } from '../../../src/protocols/stk500v2/bodies.ts';
import { UsbFrames } from '../../../src/protocols/usb/frames.ts';
import type { UsbTransport } from '../../../src/transports/usb-transport.ts';

type Step = Uint8Array | Error | Promise<Uint8Array>;

/** A device that takes and gives what it is told to. */
function device(takes: readonly (Error | 'ok')[], gives: readonly Step[]) {
  const out: string[] = [];
  const asked: number[] = [];
  const takesLeft = [...takes];
  const givesLeft = [...gives];
  const transport = {
    async bulkOut(endpoint: number, data: Uint8Array) {
      out.push(`${endpoint}: ${data.length}`);
      const step = takesLeft.shift() ?? 'ok';
      if (step instanceof Error) throw step;
    },
    async bulkIn(_endpoint: number, length: number) {
      asked.push(length);
      const step = givesLeft.shift() ?? new TimeoutError('silence');
      if (step instanceof Error) throw step;
      return step;
    },
  } as unknown as UsbTransport;
  const frames = new UsbFrames(
    transport,
    { out: 0x02, in: 0x82, packetSize: 64, longest: 275 },
    () => undefined,
  );
  return { frames, out, asked, bodies: new UsbBodies(frames, () => undefined) };
}

const stall = new TransportError('stall', 'EPIPE');

test('a frame that fills its packets is ended by an empty one; there is room for the longest answer', async () => {
  const { frames, out, asked } = device([], [Uint8Array.of(1), Uint8Array.of(2)]);
  await frames.send(new Uint8Array(128));
  expect(await frames.receive(100)).toEqual(Uint8Array.of(1));
  await frames.send(new Uint8Array(127));
  expect(await frames.receive(100)).toEqual(Uint8Array.of(2));
  expect(out).toEqual(['2: 128', '2: 0', '2: 127']);
  expect(asked).toEqual([320, 320]);
});

test('what could not be sent is not waited for, and the next answer is not lost', async () => {
  let answer: (data: Uint8Array) => void = () => {};
  const waiting = new Promise<Uint8Array>((resolve) => {
    answer = resolve;
  });
  const { frames, asked } = device([stall], [waiting]);
  void frames.send(Uint8Array.of(1)).catch(() => undefined);
  await expect(frames.receive(100)).rejects.toBe(stall);
  await frames.send(Uint8Array.of(2));
  answer(Uint8Array.of(2, 0));
  expect(await frames.receive(100)).toEqual(Uint8Array.of(2, 0));
  expect(asked).toHaveLength(1);
});

test('silence before does not end the next wait', async () => {
  const { frames } = device([stall], [new TimeoutError('silence'), Uint8Array.of(2, 0)]);
  void frames.send(Uint8Array.of(1)).catch(() => undefined);
  await expect(frames.receive(100)).rejects.toBe(stall);
  await frames.send(Uint8Array.of(2));
  expect(await frames.receive(100)).toEqual(Uint8Array.of(2, 0));
});

test('an answer that comes late is not taken for the next one', async () => {
  const late = Uint8Array.of(0x13, 0);
  const { bodies } = device([], [new TimeoutError('silence'), late, Uint8Array.of(0x01, 0)]);
  await bodies.send(Uint8Array.of(0x13));
  await expect(bodies.receive(100)).rejects.toThrow('silence');
  await bodies.send(Uint8Array.of(0x01));
  expect(await bodies.receive(100)).toEqual(Uint8Array.of(0x01, 0));
});

test('a first byte that is wrong for a command without forerunners is the link’s affair', async () => {
  const { bodies } = device([], [Uint8Array.of(0x42, 0)]);
  await bodies.send(Uint8Array.of(0x01));
  expect(await bodies.receive(100)).toEqual(Uint8Array.of(0x42, 0));
});
