import { expect, test } from 'vitest';
import { createSink } from '../../src/cli/streams.ts';

function written(carriageReturns: boolean, put: (sink: ReturnType<typeof createSink>) => void): string {
  const pieces: Buffer[] = [];
  const writeSync = (_fd: number, bytes: Uint8Array, offset: number) => {
    pieces.push(Buffer.from(bytes.subarray(offset)));
    return bytes.length - offset;
  };
  put(
    createSink({
      fd: 1,
      isTerminal: () => false,
      writeSync: writeSync as Parameters<typeof createSink>[0]['writeSync'],
      pause: () => {},
      carriageReturns,
    }),
  );
  return Buffer.concat(pieces).toString('latin1');
}

test('text ends its lines as the C library of the platform does, bytes are left alone', () => {
  const put = (sink: ReturnType<typeof createSink>) => {
    sink.write('\nWriting | ');
    sink.write('#');
    sink.write('\r100%\n\n');
    sink.writeBytes(Uint8Array.of(0x0a, 0x0d));
  };
  expect(written(false, put)).toBe('\nWriting | #\r100%\n\n\n\r');
  expect(written(true, put)).toBe('\r\nWriting | #\r100%\r\n\r\n\n\r');
});
