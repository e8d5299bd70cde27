import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixed, general } from '../../src/model/printed-number.ts';

// What `printf '%.*f'` of the C library makes of them.
test.each([
  [0.125, 2, '0.12'],
  [0.375, 2, '0.38'],
  [0.25, 1, '0.2'],
  [0.75, 1, '0.8'],
  [0.5, 0, '0'],
  [4.45, 1, '4.5'],
  [4.35, 1, '4.3'],
  [10.374, 2, '10.37'],
  [8, 2, '8.00'],
])('%f with %i digits', (value, digits, text) => {
  expect(fixed(value, digits)).toBe(text);
});

test.each([
  [0, '0'],
  [1, '1'],
  [0.5, '0.5'],
  [1e-5, '1e-05'],
  [1234567, '1.23457e+06'],
])('%f in general', (value, text) => {
  expect(general(value)).toBe(text);
});

/** The bits of a number and what glibc 2.36 printed of it with %.0f, %.1f, %.2f, %.3f, %.6f, %g and %.3g. */
const recorded = readFileSync(new URL('recorded/printf.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as [bits: string, ...texts: string[]]);

test('four hundred numbers, as C printed them', () => {
  const ours = recorded.map(([bits]) => {
    const value = Buffer.from(bits, 'hex').readDoubleBE();
    return [
      bits,
      ...[0, 1, 2, 3, 6].map((digits) => fixed(value, digits)),
      general(value),
      general(value, 3),
    ];
  });
  expect(recorded.length).toBe(400);
  expect(ours).toEqual(recorded);
});

test('enough digits bring the number back', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Number(general(value, 17))).toBe(value);
      expect(Number(fixed(value, 1100))).toBe(value);
    }),
  );
});
