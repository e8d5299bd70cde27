import { expect, test } from 'vitest';
import * as dap from '../../../src/protocols/edbg/cmsis-dap.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('the size and the number of reports are told in one and two bytes', () => {
  expect(dap.decodePacketSize(Uint8Array.of(0, 2, 0x00, 0x02))).toBe(512);
  expect(dap.decodePacketSize(Uint8Array.of(0, 2, 64, 0))).toBe(64);
  expect(dap.decodePacketSize(Uint8Array.of(0xff, 0, 0, 0))).toBeUndefined();
  expect(dap.decodePacketCount(Uint8Array.of(0, 1, 4))).toBe(4);
  expect(dap.decodePacketCount(Uint8Array.of(0, 1, 0))).toBe(1);
  expect(dap.decodePacketCount(Uint8Array.of(0, 0, 9))).toBe(1);
});

test('a frame is cut into pieces that say which they are and how long, high byte first', () => {
  const frame = Uint8Array.from({ length: 125 }, (_, i) => i);
  const pieces = dap.encodeAvrCommand(frame, 64);
  expect(pieces.map((piece) => hex(piece.subarray(0, 5)))).toEqual([
    '8013003c00',
    '8023003c3c',
    '8033000578',
  ]);
  expect(pieces.map(({ length }) => length)).toEqual([64, 64, 9]);
});

test('a frame that just fills a report is one piece; one byte more is two', () => {
  expect(dap.encodeAvrCommand(new Uint8Array(508), 512).length).toBe(1);
  expect(dap.encodeAvrCommand(new Uint8Array(509), 512).length).toBe(2);
  expect([dap.piecesOf(508, 512), dap.piecesOf(509, 512)]).toEqual([1, 2]);
});

test('a frame of more than fifteen pieces cannot be sent', () => {
  expect(dap.encodeAvrCommand(new Uint8Array(900), 64).length).toBe(15);
  expect(() => dap.encodeAvrCommand(new Uint8Array(901), 64)).toThrow(RangeError);
});

test('an answer that is not there yet is piece 0; another report is none', () => {
  expect(dap.decodeAvrResponse(Uint8Array.of(0x81, 0, 0, 0))?.number).toBe(0);
  expect(dap.decodeAvrResponse(Uint8Array.of(0x81, 0x12, 0, 2, 7, 8, 9))).toEqual({
    number: 1,
    count: 2,
    data: Uint8Array.of(7, 8),
  });
  expect(dap.decodeAvrResponse(Uint8Array.of(0x80, 0x11, 0, 0))).toBeUndefined();
});
