import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeReport, encodeReports, reportFor } from '../../../src/protocols/stk500v2/avrdoper.ts';
import { AvrDoperStream } from '../../../src/protocols/stk500v2/avrdoper-stream.ts';
import type { HidTransport } from '../../../src/transports/hid-transport.ts';

test.each([
  [1, 1, 14],
  [13, 1, 14],
  [14, 2, 30],
  [30, 3, 62],
  [62, 4, 126],
  [275, 4, 126],
])('%i bytes go into report %i of %i bytes behind its number', (count, id, length) => {
  expect(reportFor(count)).toEqual({ id, length });
});

test('a stream is cut up into reports of number, count and data', () => {
  const reports = encodeReports(Uint8Array.from({ length: 130 }, (_, i) => i));
  expect(reports.map(({ id, data }) => [id, data[0], data[1], data.length])).toEqual([
    [4, 125, 0, 126],
    [1, 5, 125, 14],
  ]);
});

test('what is cut up comes back together', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), (data) => {
      expect(Buffer.concat(encodeReports(data).map((report) => decodeReport(report).data))).toEqual(
        Buffer.from(data),
      );
    }),
  );
});

test('a report tells how much more there is', () => {
  const report = (id: number, ...bytes: number[]) => ({ id, data: Uint8Array.from(bytes) });
  expect(decodeReport(report(2, 5, 1, 2, 3))).toEqual({ data: Uint8Array.of(1, 2, 3), pending: 2 });
  expect(decodeReport(report(1, 1, 7, 0, 0))).toEqual({ data: Uint8Array.of(7), pending: 0 });
  expect(decodeReport(report(1))).toEqual({ data: new Uint8Array(0), pending: 0 });
});

/** A device that gives these bytes, some at a time, and a clock that only its sleepers move. */
function stream(pieces: readonly (readonly number[])[]) {
  const waiting = [...pieces];
  let now = 0;
  const device = {
    getFeatureReport: async (id: number, length: number) => {
      const data = new Uint8Array(length);
      const piece = waiting.shift() ?? [];
      data.set([piece.length, ...piece]);
      return { id, data };
    },
    sendFeatureReport: async () => {},
  } as Partial<HidTransport> as HidTransport;
  const clock = {
    now: () => now,
    sleep: async (milliseconds: number) => {
      now += milliseconds;
    },
  };
  return { line: new AvrDoperStream(device, clock), elapsed: () => now };
}

test('what is not there yet is asked for again', async () => {
  const { line } = stream([[1], [], [], [2, 3, 4]]);
  expect(await line.read(3, 100)).toEqual(Uint8Array.of(1, 2, 3));
  expect(await line.read(1, 100)).toEqual(Uint8Array.of(4));
});

test('silence has an end, and gives what did come', async () => {
  const { line, elapsed } = stream([[1]]);
  await expect(line.read(3, 100)).rejects.toMatchObject({ name: 'TimeoutError', received: Uint8Array.of(1) });
  expect(elapsed()).toBe(100);
});

test('draining drops what waits, and counts it', async () => {
  const { line } = stream([[1, 2], [3]]);
  expect(await line.drain(250)).toBe(3);
  await expect(line.read(1, 10)).rejects.toMatchObject({ name: 'TimeoutError' });
});
