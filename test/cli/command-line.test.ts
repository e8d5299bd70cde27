import { expect, test } from 'vitest';
import { programName, readCommandLine } from '../../src/cli/command-line.ts';

test.each([
  ['avrdude', 'avrdude'],
  ['/usr/bin/avrdude-8.2', 'avrdude-8.2'],
  ['C:\\tools\\avrdude.exe', 'avrdude'],
  ['.exe', '.exe'],
])('%s is called %s', (calledAs, name) => {
  expect(programName(calledAs)).toBe(name);
});

test('the personal file is shown below the home folder', () => {
  const host = { argv: ['./avrdude', '-v'], env: { HOME: '/home/x', POSIXLY_CORRECT: '' } };
  expect(readCommandLine(host, '/home/x/.avrduderc')).toEqual({
    words: ['-v'],
    calledAs: './avrdude',
    program: 'avrdude',
    personalConfig: '~/.avrduderc',
    posixlyCorrect: true,
  });
});
