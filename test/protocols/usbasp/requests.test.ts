import { expect, test } from 'vitest';
import {
  blockSize,
  chooseSck,
  decodeCapabilities,
  encodeReadBlock,
  encodeSetLongAddress,
  encodeTpiConnect,
  encodeTransmit,
  encodeWriteBlock,
  slowerSck,
} from '../../../src/protocols/usbasp/requests.ts';

test('requests as the firmware reads them: value low, value high, index low, index high', () => {
  expect(encodeTransmit(Uint8Array.of(0xac, 0x53, 1, 2)).argument).toEqual([0xac, 0x53, 1, 2]);
  expect(encodeSetLongAddress(0x12345678).argument).toEqual([0x78, 0x56, 0x34, 0x12]);
  expect(encodeReadBlock('READFLASH', 0x1ff80, 200)).toEqual({
    function: 'READFLASH',
    argument: [0x80, 0xff, 0, 0],
    data: 200,
  });
  expect(encodeTpiConnect(0x7ff).argument).toEqual([0xff, 0x07, 0, 0]);
});

test.each([
  // Page size of 256 does not fit into its byte: bits 8 to 11 are in the upper half of the flags.
  [128, true, [0x00, 0x01, 0x80, 0x01]],
  [256, true, [0x00, 0x01, 0x00, 0x11]],
  [256, false, [0x00, 0x01, 0x00, 0x10]],
])('page size %d, first %s', (pageSize, first, argument) => {
  const data = Uint8Array.of(1);
  expect(encodeWriteBlock('WRITEFLASH', { address: 0x100, pageSize, first, data }).argument).toEqual(
    argument,
  );
});

test.each([
  [5_000_000, false, 1_500_000],
  [5_000_000, true, 3_000_000],
  [1_500_000, false, 1_500_000],
  [1_499_999, false, 750_000],
  [374_999, false, 375_000],
  [374_998, false, 187_500],
  [187_511, false, 187_500],
  [31_250, false, 16_000],
  [499, false, 500],
  [498, false, undefined],
])('%d Hz with 3 MHz %s becomes %s', (hertz, sck3Mhz, expected) => {
  expect(chooseSck(hertz, { tpi: false, sck3Mhz })?.hertz).toBe(expected);
});

test('slower clocks go down to 2 kHz', () => {
  expect(slowerSck(375_000).map(({ hertz }) => hertz)).toEqual([
    187_500, 93_750, 32_000, 16_000, 8_000, 4_000, 2_000,
  ]);
  expect(slowerSck(2_000)).toEqual([]);
});

test('blocks are small only where SCK is very slow', () => {
  expect([0, 500, 9_999, 10_000, 375_000].map(blockSize)).toEqual([200, 20, 20, 200, 200]);
});

test('capabilities are four bytes, or none', () => {
  expect(decodeCapabilities(Uint8Array.of(1, 0, 0, 0))).toEqual({ tpi: true, sck3Mhz: false });
  expect(decodeCapabilities(Uint8Array.of(0, 0, 0, 1))).toEqual({ tpi: false, sck3Mhz: true });
  expect(decodeCapabilities(new Uint8Array(0))).toEqual({ tpi: false, sck3Mhz: false });
});
