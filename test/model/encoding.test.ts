import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, hexText, sameBytes } from '../../src/model/bytes.ts';
import { latin1Bytes, latin1Text, utf8AsLatin1, utf8Bytes, utf8Text } from '../../src/model/encoding.ts';

/** Node's own means are the measure. */
const plain = (bytes: Uint8Array) => [...bytes];
/** Short ones, and some longer than what is decoded at a time; a byte in them may be any. */
const bytes = fc
  .tuple(fc.uint8Array({ maxLength: 600 }), fc.constantFrom(0, 300, 8192, 20_000))
  .map(([some, ascii]) => Uint8Array.from([...new Uint8Array(ascii).fill(0x41), ...some]));
const text = fc.string({ unit: 'binary', maxLength: 400 });
/** Halves of surrogate pairs, too. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 })
  .map((codes) => String.fromCharCode(...codes));

test('Latin-1 is one character a byte, 0x80 to 0x9f too', () => {
  expect(latin1Text(Uint8Array.of(0x41, 0x80, 0x9f, 0xe9, 0xff))).toBe('A\x80\x9f\xe9\xff');
  fc.assert(fc.property(bytes, (some) => latin1Text(some) === Buffer.from(some).toString('latin1')));
});

test('text in Latin-1 gives the low byte of each of its units', () => {
  fc.assert(
    fc.property(fc.oneof(text, units), (some) => {
      expect(plain(latin1Bytes(some))).toEqual(plain(Buffer.from(some, 'latin1')));
    }),
  );
});

test('UTF-8, with what is none of it replaced and a byte order mark kept', () => {
  expect(utf8Text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41, 0xff))).toBe('\ufeffA\ufffd');
  fc.assert(fc.property(bytes, (some) => utf8Text(some) === Buffer.from(some).toString('utf8')));
  fc.assert(
    fc.property(fc.oneof(text, units), (some) => {
      expect(plain(utf8Bytes(some))).toEqual(plain(Buffer.from(some, 'utf8')));
      expect(utf8AsLatin1(some)).toBe(Buffer.from(some, 'utf8').toString('latin1'));
    }),
  );
});

test('several become one, and are compared', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 20 })), (pieces) => {
      expect(plain(concatBytes(pieces))).toEqual(pieces.flatMap(plain));
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (a, b) => sameBytes(a, b) === Buffer.from(a).equals(b)),
  );
  expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2))).toBe(true);
  expect(sameBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 2, 3))).toBe(false);
});

test('hexadecimal digits', () => {
  expect(hexText(Uint8Array.of(0x1e, 0x05, 0xff))).toBe('1e05ff');
  fc.assert(fc.property(fc.uint8Array(), (some) => hexText(some) === Buffer.from(some).toString('hex')));
});
