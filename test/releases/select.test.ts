import { expect, test } from 'vitest';
import { selectRelease } from '../../src/releases/select.ts';

test.each([
  ['avrdude', undefined, '6.4'],
  ['avrdude', '', '6.4'],
  ['avrdude', 'nonsense', '6.4'],
  ['avrdude', '6.3', '6.4'],
  ['avrdude', '6.4', '6.4'],
  ['avrdude', '7.0', '7.1'],
  ['avrdude', '7.1', '7.1'],
  ['avrdude', '7.3', '7.1'],
  ['avrdude', '8.1', '8.2'],
  ['avrdude', ' 8.2 ', '8.2'],
  ['avrdude', 'v8.2', '8.2'],
  ['avrdude', '9.0', '8.2'],
  ['avrdude-8.2', undefined, '8.2'],
  ['avrdude-7.1', undefined, '7.1'],
  ['avrdude7', undefined, '7.1'],
  ['avrdude_6.3', undefined, '6.4'],
  ['avrdude-8.2', '6.4', '6.4'],
  ['avrdude-latest', undefined, '6.4'],
])('%s with AVRDUDE_COMPAT=%s is %s', (program, compat, release) => {
  expect(selectRelease(program, compat)).toBe(release);
});
