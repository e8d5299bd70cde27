import { expect, test } from 'vitest';
import { Outflow } from '../../src/host/outflow.ts';
import { createSink, type OutputFiles } from '../../src/host/sink.ts';

type Kind = 'pipe' | 'socket' | 'file';

/** Descriptors whose reader makes room when it is told to. */
function bench(kind: Kind, platform: NodeJS.Platform = 'linux') {
  const taken: string[] = [];
  const opened: string[] = [];
  const pending: (() => void)[] = [];
  let room = Number.POSITIVE_INFINITY;
  let failure: string | undefined;
  const refuse = (code: string) => Object.assign(new Error(code), { code });
  const take = (bytes: Uint8Array) => {
    if (failure !== undefined) throw refuse(failure);
    if (room === 0) throw refuse('EAGAIN');
    const count = Math.min(room, bytes.length);
    room -= count;
    taken.push(Buffer.from(bytes.subarray(0, count)).toString('latin1'));
    return count;
  };
  const fs = {
    fstatSync: () => ({
      isFIFO: () => kind === 'pipe',
      isSocket: () => kind === 'socket',
      isCharacterDevice: () => false,
    }),
    openSync: (path: string, flags: number) => {
      opened.push(`${path} ${flags.toString(8)}`);
      if (kind === 'socket') throw refuse('ENXIO');
      return 9;
    },
    writeSync: (_fd: number, bytes: Uint8Array, from: number) => take(bytes.subarray(from)),
    write: (...[, bytes, , , , done]: Parameters<OutputFiles['write']>) =>
      void pending.push(() => {
        try {
          done(null, take(bytes));
        } catch (error) {
          done(error as Error, 0);
        }
      }),
  } as unknown as OutputFiles;
  const outflow = new Outflow();
  const sinkFor = (fd: number) => createSink({ fd, isTerminal: () => false, fs, platform, outflow });
  return {
    taken,
    opened,
    outflow,
    sinkFor,
    sink: sinkFor(1),
    makeRoom: (bytes: number) => {
      room = bytes;
    },
    fail: (code: string) => {
      failure = code;
    },
    /** The thread that writes gets on. */
    step: () => pending.shift()?.(),
  };
}

test('text ends its lines as the C library of the platform does, bytes are left alone', () => {
  const written = (platform: NodeJS.Platform) => {
    const { sink, taken } = bench('file', platform);
    sink.write('\nWriting | ');
    sink.write('#');
    sink.write('\r100%\n\n');
    sink.writeBytes(Uint8Array.of(0x0a, 0x0d));
    return taken.join('');
  };
  expect(written('linux')).toBe('\nWriting | #\r100%\n\n\n\r');
  expect(written('win32')).toBe('\r\nWriting | #\r100%\r\n\r\n\n\r');
});

test('while there is room a write is done when it returns, each by itself', () => {
  const { sink, taken } = bench('pipe');
  sink.write('#');
  expect(taken).toEqual(['#']);
  sink.write('#');
  expect(taken).toEqual(['#', '#']);
});

test('a pipe is written to by a handle of our own that does not block; a file by the one that is there', () => {
  const pipe = bench('pipe');
  pipe.sink.write('a');
  pipe.sink.write('b');
  // O_WRONLY | O_NOCTTY | O_NONBLOCK
  expect(pipe.opened).toEqual(['/proc/self/fd/1 4401']);
  const file = bench('file');
  file.sink.write('a');
  expect(file.opened).toEqual([]);
  const elsewhere = bench('pipe', 'darwin');
  elsewhere.sink.write('a');
  expect(elsewhere.opened).toEqual([]);
});

test('what a reader has no room for leaves when there is some, and everything else behind it', async () => {
  const { sink, sinkFor, taken, makeRoom, outflow } = bench('pipe');
  makeRoom(3);
  sink.write('first');
  sinkFor(2).write('second');
  expect(taken).toEqual(['fir']);
  makeRoom(Number.POSITIVE_INFINITY);
  await outflow.drained();
  expect(taken).toEqual(['fir', 'st', 'second']);
});

test('what waits is what was written, whatever becomes of its memory', async () => {
  const { sink, taken, makeRoom, outflow } = bench('pipe');
  makeRoom(0);
  const bytes = Buffer.from('ab');
  sink.writeBytes(bytes);
  bytes.fill(0x78);
  makeRoom(9);
  await outflow.drained();
  expect(taken).toEqual(['ab']);
});

test('a socket is written to on a thread of its own', async () => {
  const { sink, taken, outflow, step } = bench('socket');
  sink.write('first');
  sink.write('second');
  expect(taken).toEqual([]);
  step();
  expect(taken).toEqual(['first']);
  const drained = outflow.drained();
  await new Promise((resolve) => setImmediate(resolve));
  step();
  await drained;
  expect(taken).toEqual(['first', 'second']);
});

test.each<Kind>(['pipe', 'socket'])('%s: nobody is waited for once the run is to end', async (kind) => {
  const { sink, taken, makeRoom, outflow } = bench(kind);
  makeRoom(0);
  sink.write('never read');
  outflow.abandon();
  await outflow.drained();
  sink.write('nor this');
  expect(taken).toEqual([]);
});

test('a reader that went away is no failure; what is written then is dropped', async () => {
  const { sink, taken, fail } = bench('pipe');
  fail('EPIPE');
  sink.write('a');
  sink.write('b');
  await sink.flush?.();
  expect([taken, sink.takeFailure?.()]).toEqual([[], undefined]);
});

test('a full disk is a failure, told once', async () => {
  const { sink, fail } = bench('file');
  fail('ENOSPC');
  sink.write('a');
  await sink.flush?.();
  expect(sink.takeFailure?.()).toMatchObject({ code: 'ENOSPC' });
  expect(sink.takeFailure?.()).toBeUndefined();
});
