import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTpiFrame, encodeTpiFrame } from '../../../src/protocols/tpi/frame.ts';

test('SKEY on the line: four idle bits, start, bits from the least, parity, two stops', () => {
  // 0xe0 = 1110 0000, least significant first 0000 0111, three ones: parity 1.
  const [high, low] = encodeTpiFrame(0xe0);
  expect(((high << 8) | low).toString(2)).toBe('1111' + '0' + '00000111' + '1' + '11');
});

test('every byte comes back, with up to two idle bits in front', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0, max: 2 }), (byte, idle) => {
      const [high, low] = encodeTpiFrame(byte);
      // An answer starts with its start bit; what follows the stop bits is idle.
      const frame = (((high << 8) | low) & 0x0fff) << (4 - idle);
      const word = (frame | (0xffff << (16 - idle)) | ((1 << (4 - idle)) - 1)) & 0xffff;
      expect(decodeTpiFrame(word >> 8, word & 0xff)).toBe(byte);
    }),
  );
});

test('what is broken is told', () => {
  const [high, low] = encodeTpiFrame(0x55);
  const frame = ((((high << 8) | low) & 0x0fff) << 4) | 0x0f;
  expect(decodeTpiFrame((frame ^ 0x0040) >> 8, (frame ^ 0x0040) & 0xff)).toBe('parity');
  expect(decodeTpiFrame((frame ^ 0x0010) >> 8, (frame ^ 0x0010) & 0xff)).toBe('stop-bits');
  expect(decodeTpiFrame(0xff, 0xff)).toBe('stop-bits');
});
