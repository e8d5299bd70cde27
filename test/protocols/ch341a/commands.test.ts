import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  decodeSpiAnswer,
  encodeSelect,
  encodeSpiStream,
  packetsFor,
  releasePins,
} from '../../../src/protocols/ch341a/commands.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('an instruction is one packet, with its bits turned around', () => {
  expect(hex(encodeSpiStream(Uint8Array.of(0xac, 0x53, 0x00, 0x01)))).toBe('a835ca0080');
  expect(hex(decodeSpiAnswer(Uint8Array.of(0xff, 0x35, 0xca, 0x0f)))).toBe('ffac53f0');
});

test.each([
  [0, []],
  [1, [2]],
  [31, [32]],
  [32, [32, 2]],
  [62, [32, 32]],
  [992, Array<number>(32).fill(32)],
])('%d bytes make packets of %j', (length, packets) => {
  const stream = encodeSpiStream(new Uint8Array(length).fill(0xff));
  const cut = Array.from({ length: Math.ceil(stream.length / 32) }, (_, i) =>
    stream.subarray(i * 32, (i + 1) * 32),
  );
  expect(cut.map((packet) => packet.length)).toEqual(packets);
  expect(cut.every((packet) => packet[0] === 0xa8)).toBe(true);
  expect(packetsFor(length)).toBe(packets.length);
});

test('without its commands a stream reads back as what was put in', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const data = encodeSpiStream(bytes).filter((_, i) => i % 32 !== 0);
      expect(decodeSpiAnswer(data)).toEqual(bytes);
    }),
  );
});

test('pins: the selected one is low, the clock too; released they are no longer driven', () => {
  expect(hex(encodeSelect(undefined))).toBe('abb77f20');
  expect(hex(encodeSelect(0))).toBe('abb67f20');
  expect(hex(encodeSelect(2))).toBe('abb37f20');
  expect(hex(releasePins)).toBe('abb74020');
});
