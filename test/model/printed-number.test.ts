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
