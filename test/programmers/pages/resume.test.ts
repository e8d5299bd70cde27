import { expect, test } from 'vitest';
import { DisconnectedError, TargetError, TransportError } from '../../../src/model/errors.ts';
import { resuming } from '../../../src/programmers/pages/resume.ts';

/** Does pages until one of `failures` is due. */
async function carryOut(failures: Error[], failAfter: number) {
  const done: number[] = [];
  let recovered = 0;
  const run = resuming(
    ['a', 'b', 'c', 'd', 'e'],
    async (rest, tell) => {
      for (const index of rest.keys()) {
        const failure = index === failAfter ? failures.shift() : undefined;
        if (failure) throw failure;
        done.push(tell(index));
      }
    },
    async () => {
      recovered++;
    },
  );
  const outcome = await run.then(
    () => 'done',
    (error: Error) => error.message,
  );
  return { outcome, done, recovered };
}

test('goes on at the first page that is not done', async () => {
  const stall = new TransportError('stall', 'EPIPE');
  expect(await carryOut([stall, stall], 2)).toEqual({ outcome: 'done', done: [0, 1, 2, 3, 4], recovered: 2 });
});

test('gives up after the third failure, with the programmer made ready', async () => {
  const stalls = ['one', 'two', 'three', 'four'].map((text) => new TransportError(text, 'EPIPE'));
  expect(await carryOut(stalls, 1)).toEqual({ outcome: 'three', done: [0, 1, 2], recovered: 3 });
});

test('a device that is gone and a target that refuses are not tried again', async () => {
  const gone = new DisconnectedError('gone', 'ENODEV');
  expect(await carryOut([gone], 1)).toEqual({ outcome: 'gone', done: [0], recovered: 0 });
  expect(await carryOut([new TargetError('no')], 1)).toEqual({ outcome: 'no', done: [0], recovered: 0 });
});
