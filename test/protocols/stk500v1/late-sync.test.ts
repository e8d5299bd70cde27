import { expect, test } from 'vitest';
import { Stk500v1Link } from '../../../src/protocols/stk500v1/link.ts';
import { ByteQueue } from '../../../src/transports/byte-queue.ts';
import type { SerialTransport } from '../../../src/transports/serial-transport.ts';

const getSync = '3020';
const getParameter = '418120';
const inSyncOk = Uint8Array.of(0x14, 0x10);

/** A board that starts while the host already asks: it answers nothing before the `deafFor`th request, then all of them. */
function startingBoard(deafFor: number) {
  const queue = new ByteQueue();
  const asked: string[] = [];
  const line: SerialTransport = {
    write: async (data) => {
      const request = Buffer.from(data).toString('hex');
      asked.push(request);
      if (request === getParameter) queue.push(Uint8Array.of(0x14, 0x07, 0x10));
      else if (asked.length === deafFor) for (const _ of asked) queue.push(inSyncOk);
      else if (asked.length > deafFor) queue.push(inSyncOk);
    },
    read: (length, timeoutMs) => queue.take(length, Math.ceil(timeoutMs / 50)),
    drain: (idleMs) => queue.drain(Math.ceil(idleMs / 50)),
    setLines: async () => {},
    setBaudRate: async () => {},
    close: async () => {},
  };
  return { line, asked };
}

test.each([
  [1, undefined],
  [2, undefined],
  [3, undefined],
  [5, undefined],
  [1, 20],
  [2, 20],
  [3, 20],
  [5, 20],
])(
  'answers to the first requests for sync that come with the %ith are not taken for others (still for %s ms)',
  async (deafFor, still) => {
    const { line, asked } = startingBoard(deafFor);
    const link = new Stk500v1Link(line, () => {}, { still });
    await link.getSync();
    expect(await link.getParameter(0x81)).toBe(7);
    expect(asked).toEqual([...new Array<string>(Math.max(3, deafFor)).fill(getSync), getParameter]);
  },
);
