import { expect, test } from 'vitest';

test('bytes are equal where class and bytes are', () => {
  const bytes = Uint8Array.of(1, 2, 3);
  expect({ memories: { flash: bytes.slice() } }).toEqual({ memories: { flash: bytes } });
  expect({ memories: { flash: Uint8Array.of(1, 2, 4) } }).not.toEqual({ memories: { flash: bytes } });
  expect(Uint8Array.of(1, 2)).not.toEqual(bytes);
  expect(Buffer.from(bytes)).toEqual(Buffer.from(bytes));
  expect(Buffer.from(bytes)).not.toEqual(bytes);
  expect([1, 2, 3]).not.toEqual(bytes);
});
