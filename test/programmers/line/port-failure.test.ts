import { expect, test } from 'vitest';
import { TransportError } from '../../../src/model/errors.ts';
import type { ReleaseId } from '../../../src/model/release.ts';
import { portFailure } from '../../../src/programmers/line/port-failure.ts';
import { start } from '../../output/console-bench.ts';

/** What is printed, line for line. */
function printed(release: ReleaseId, platform: NodeJS.Platform, port: string, code: string): string {
  const { console, text } = start(release);
  console.emit(portFailure(port, new TransportError('cannot open', code), platform));
  return text();
}

// Windows: ser_win32.c of the releases, with the texts of FormatMessage.
test.each([
  [
    '6.4',
    'linux',
    '/dev/ttyX',
    'ENOENT',
    'avrdude: ser_open(): can\'t open device "/dev/ttyX": No such file or directory\n',
  ],
  [
    '7.1',
    'linux',
    '/dev/ttyX',
    'EACCES',
    'avrdude OS error: cannot open port /dev/ttyX: Permission denied\n',
  ],
  [
    '6.4',
    'win32',
    'COM9',
    'ENOENT',
    'avrdude: ser_open(): can\'t open device "\\\\.\\COM9": The system cannot find the file specified.\n\n',
  ],
  ['7.1', 'win32', 'com12', 'EBUSY', 'avrdude error: cannot open port \\\\.\\com12: Access is denied.\n\n'],
  ['8.2', 'win32', 'COM9', 'EBUSY', 'Error: cannot open port \\\\.\\COM9: Access is denied.\n\n'],
] as const)('%s on %s: %s, %s', (release, platform, port, code, text) => {
  expect(printed(release, platform, port, code)).toBe(text);
});

test.each([
  ['31', 'A device attached to the system is not functioning.'],
  ['32', 'The process cannot access the file because it is being used by another process.'],
  ['1167', 'The device is not connected.'],
])("Windows' error %s is told in its words", (number, words) => {
  const error = new TransportError(`COM9: Opening COM9: Unknown error code ${number}`, undefined);
  expect(JSON.stringify(portFailure('COM9', error, 'win32'))).toContain(JSON.stringify(words).slice(1, -1));
});
