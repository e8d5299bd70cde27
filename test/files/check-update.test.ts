import { execFileSync } from 'node:child_process';
import * as nodeFs from 'node:fs';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkUpdate } from '../../src/files/check-update.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import type { FormatLetter, Operation } from '../../src/model/update.ts';
import type { Event } from '../../src/output/events.ts';
import { behaviourOf, said } from './fixtures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-check-'));
  writeFileSync(join(folder, 'f.hex'), ':00000001FF\n');
  writeFileSync(join(folder, 'f.txt'), 'prose\n');
  mkdirSync(join(folder, 'dir'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function check(
  release: ReleaseId,
  operation: Operation,
  file: string,
  format: FormatLetter,
  { written = new Set<string>(), mayBeWritten = false } = {},
) {
  const events: Event[] = [];
  const path = file === '-' || file === '' ? file : join(folder, file);
  const { ok, update } = checkUpdate(
    { memory: 'flash', operation, file: path, format, text: '' },
    {
      fs: nodeFs,
      behaviour: behaviourOf(release).files,
      emit: (event) => events.push(event),
      written,
      mayBeWritten: () => mayBeWritten,
    },
  );
  return [ok, update.format, ...said(events, release).map((text) => text.replaceAll(`${folder}/`, ''))];
}

test('6.4 checks nothing', () => {
  expect(check('6.4', 'write', 'none', 'a')).toEqual([true, 'a']);
});

test.each<[ReleaseId, Operation, string, FormatLetter, readonly unknown[]]>([
  ['7.1', 'write', 'f.hex', 'i', [true, 'i']],
  ['7.1', 'write', 'f.hex', 'a', [true, 'i', 'notice: input file f.hex auto detected as Intel Hex\n']],
  ['8.2', 'verify', 'f.hex', 'a', [true, 'i', 'notice2: input file f.hex auto detected as Intel Hex\n']],
  [
    '7.1',
    'write',
    'f.txt',
    'a',
    [false, 'a', 'error: cannot determine file format for f.txt, specify explicitly\n'],
  ],
  [
    '7.1',
    'write',
    '-',
    'a',
    [false, 'a', 'error: cannot auto detect file format for stdin/out, specify explicitly\n'],
  ],
  [
    '7.1',
    'write',
    'none',
    'i',
    [false, 'i', 'ext-error: file none is not readable: No such file or directory\n'],
  ],
  [
    '7.1',
    'write',
    'dir',
    'i',
    [false, 'i', 'ext-error: file dir is not readable: (not a regular or character file?)\n'],
  ],
  ['7.1', 'write', 'none', 'm', [true, 'm']],
  ['7.1', 'read', 'out', 'h', [true, 'h']],
  ['7.1', 'read', '-', 'h', [true, 'h']],
  [
    '7.1',
    'read',
    'none/out',
    'h',
    [false, 'h', 'ext-error: file none/out is not writeable: No such file or directory\n'],
  ],
  [
    '8.2',
    'read',
    'none/out',
    'h',
    ['all-the-same', 'h', 'ext-error: file out is not writeable: No such file or directory\n'],
  ],
  [
    '7.1',
    'read',
    'dir',
    'h',
    [false, 'h', 'ext-error: file dir is not writeable: (not a regular or character file?)\n'],
  ],
  ['7.1', 'read', 'out', 'm', [false, 'm', "error: invalid file format 'immediate' for output\n"]],
])('%s: %s %s as %s', (release, operation, file, format, expected) => {
  expect(check(release, operation, file, format)).toEqual(expected);
});

test('what an earlier step writes need not be there', () => {
  const written = new Set<string>();
  expect(check('7.1', 'read', 'out', 'i', { written })).toEqual([true, 'i']);
  expect(check('7.1', 'verify', 'out', 'i', { written })).toEqual([true, 'i']);
  expect(check('8.2', 'verify', 'other', 'a', { mayBeWritten: true })).toEqual([true, 'a']);
});

test('looking leaves no trace', () => {
  check('7.1', 'read', 'out', 'i');
  expect(nodeFs.readdirSync(folder).sort()).toEqual(['dir', 'f.hex', 'f.txt']);
});

// Real avrdude 7.1 and 8.2 with -U flash:w::i and -U flash:r::i.
test.each<[ReleaseId, Operation, string]>([
  ['7.1', 'write', 'file  is not readable: \n'],
  ['8.2', 'write', 'file  is not readable: \n'],
  ['7.1', 'read', 'file  is not writeable: \n'],
])('%s says nothing of why a file without a name cannot be used for %s', (release, operation, text) => {
  const [, , line] = check(release, operation, '', 'i');
  expect(line).toBe(`ext-error: ${text}`);
});

test.each<[ReleaseId, readonly unknown[]]>([
  ['6.4', [true, 'i']],
  ['7.1', [true, 'i']],
  [
    '8.2',
    ['all-the-same', 'i', 'ext-error: file pipe is not writeable: (not a regular or character file?)\n'],
  ],
])('%s: a pipe is written to; what avrdude says of it is said where it goes on, too', (release, expected) => {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  expect(check(release, 'read', 'pipe', 'i')).toEqual(expected);
});
