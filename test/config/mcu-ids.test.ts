import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { inVirtualTime } from '../whole-run/run-program.ts';
import { runWithFiles } from './run-with-files.ts';

inVirtualTime();

const text = readFileSync(new URL('files/numbered.conf', import.meta.url), 'latin1');
const reserved = [28, 37, 41].map((line) => ({ line, words: 'mcuid 129 is reserved for ATmega644P' }));
const outOfRange = (line: number, desc: string) => ({
  line,
  words: `mcuid -1 for ${desc} is out of range [0..2039]`,
});

/** What avrdude 7.1 and 8.2, built from their sources, say of parts that their lists of chips do not have, before anything else. */
test.each<[ReleaseId, string, number, readonly { readonly line: number; readonly words: string }[]]>([
  [
    '7.1',
    'avrdude warning',
    372,
    [...reserved, outOfRange(45, 'AVR64DU32'), outOfRange(49, 'AT89S52'), outOfRange(53, 'Other')],
  ],
  ['8.2', 'Warning', 386, [...reserved, outOfRange(53, 'Other')]],
])("%s: a number of urboot that is another chip's, or none", async (release, lead, free, expected) => {
  const { status, stdout, stderr } = await runWithFiles(release, { '/work/f.conf': text }, [
    '-c',
    'zz',
    '-p',
    'v1',
  ]);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr.split('\n').filter((line) => line.includes('mcuid'))).toEqual(
    expected.map(
      ({ line, words }) => `${lead}: ${words}, use a free number >= ${free} [/work/f.conf:${line}]`,
    ),
  );
});
