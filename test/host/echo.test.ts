import { expect, it } from 'vitest';
import { pipeEcho } from '../../src/host/echo.ts';

it('shows a line that fits behind its prompt', () => {
  expect(pipeEcho('avrdude> ', 'sig')).toBe('sig\n');
  expect(pipeEcho('avrdude> ', 'x'.repeat(69))).toBe(`${'x'.repeat(69)}\n`);
});

it('shows the end of one that does not, as Debian avrdude 7.1 with GNU readline 8.2 did', () => {
  const numbers = Array.from({ length: 40 }, (_, i) => String(i)).join(' ');
  expect(pipeEcho('avrdude> ', `write eeprom 0 ${numbers}`)).toBe(
    '\r< 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39\n',
  );
  expect(pipeEcho('avrdude> ', `# ${'x'.repeat(200)}`)).toBe(`\r<${'x'.repeat(51)}\n`);
});
