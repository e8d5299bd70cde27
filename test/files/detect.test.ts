import { expect, test } from 'vitest';
import { detectFormat } from '../../src/files/detect.ts';
import { bytes } from './fixtures.ts';

test.each<[string, string, string | undefined, string | undefined]>([
  ['Intel hex', ':00000001FF\n', 'i', 'i'],
  ['Intel hex behind a comment', '# note\n:00000001FF\n', 'i', 'i'],
  ['Intel hex with CR LF', ':00000001FF\r\n', 'i', 'i'],
  ['Intel hex behind a UTF-8 byte order mark', '\xef\xbb\xbf:00000001FF\n', 'i', 'i'],
  ['a record that is cut off', ':10000001FF\n', 'i', undefined],
  ['S-records', 'S9030000FC\n', 's', 's'],
  ['ELF', '\x7fELF\x01\x01\x01', 'e', 'e'],
  ['bytes', '\x0c\x94\x20\x10\n', 'r', 'r'],
  ['prose', 'hello world\n', undefined, undefined],
  ['nothing', '', undefined, undefined],
  ['hexadecimal numbers', '0x12, 0x34\n', undefined, 'h'],
  ['decimal numbers', '1 2 3\n', undefined, 'd'],
  ['binary numbers', '0b1 0b10 7\n', undefined, 'b'],
  ['octal numbers', '01 02 0377\n', undefined, 'o'],
  ['numbers behind a comment', '# 0x12\n017 1 # 0x1 0x2 0x3\n', undefined, 'd'],
  ['UTF-16, little end first', '\xff\xfe:\0\x30\0\x30\0\x30\0', undefined, undefined],
  ['UTF-16, big end first', '\xfe\xff\0:\0\x30\0\x30\0\x30', undefined, undefined],
  ['bytes that begin like a mark', '\xff\xfe\x0c\x94\x20\x10', 'r', 'r'],
])('%s', (_name, text, old, later) => {
  expect(detectFormat(bytes(text), 'first-digits')).toBe(old);
  expect(detectFormat(bytes(text), 'whole-records')).toBe(later);
});
