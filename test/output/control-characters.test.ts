import { expect, test } from 'vitest';
import { withoutControls } from '../../src/output/control-characters.ts';

test('what a terminal would obey is shown; line ends and tabs are what they are', () => {
  expect(withoutControls('a\tb\r\nc\n')).toBe('a\tb\r\nc\n');
  expect(withoutControls('\x1b]0;title\x07\x1b[2J\x00\x7f\x08')).toBe(
    '\\x1b]0;title\\x07\\x1b[2J\\x00\\x7f\\x08',
  );
  expect(withoutControls('over\rwritten')).toBe('over\\rwritten');
  expect(withoutControls('\x9b31m and é')).toBe('\\x9b31m and é');
  // A byte that came from a device, as the text carries it.
  expect(withoutControls('\udc9b31m \udcff')).toBe('\\x9b31m \udcff');
});
