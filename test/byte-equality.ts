import { expect } from 'vitest';

/**
 * Bytes are compared as bytes. By itself the test runner takes an array of them for an object with a property for each, which for a
 * chip's memory takes a thousand times as long. What counts as equal stays: the same class, the same bytes.
 */
expect.addEqualityTesters([
  (one: unknown, other: unknown): boolean | undefined =>
    one instanceof Uint8Array && other instanceof Uint8Array && one.constructor === other.constructor
      ? Buffer.compare(one, other) === 0
      : undefined,
]);
