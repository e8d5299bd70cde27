/**
 * Small configuration files, each for one old word, one old rule or one fault, and what real avrdude makes of them.
 *
 * The files are our own. `files/corpus.json` was recorded from avrdude 6.4, 7.1 and 8.2, built from their sources: each file as
 * /work/f.conf, each run with `-C f.conf` and the arguments given there, without a personal file. Where we differ, it stands in
 * `files/corpus-differences.json`: what the release said of the file, and what we do and why.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { inVirtualTime } from '../whole-run/run-program.ts';
import { type Answer, runWithFiles } from './run-with-files.ts';

interface Case {
  readonly text: string;
  readonly releases: Readonly<Record<string, readonly Answer[]>>;
}

interface Difference {
  readonly release: ReleaseId;
  /** What the release said of the file, which it refused with status 1. */
  readonly real: string;
  /** What we say of its lines. */
  readonly ours: readonly string[];
}

type Differences<T extends Difference> = Readonly<
  Record<string, { readonly text: string; readonly differ: readonly T[] }>
>;

const differences = JSON.parse(
  readFileSync(new URL('files/corpus-differences.json', import.meta.url), 'utf8'),
) as {
  readonly read: Differences<Difference & { readonly why: string }>;
  readonly refusedInOtherWords: Differences<Difference>;
};

const cases = Object.entries(
  JSON.parse(readFileSync(new URL('files/corpus.json', import.meta.url), 'utf8')) as Record<string, Case>,
);

inVirtualTime();

const ours = (release: ReleaseId, text: string, args: readonly string[]): Promise<Answer> =>
  runWithFiles(release, { '/work/f.conf': text }, args);

describe.each(cases)('%s', (_, { text, releases }) => {
  it.each(Object.entries(releases))('under %s', async (release, recorded) => {
    const got = [];
    for (const { args } of recorded) got.push(await ours(release as ReleaseId, text, args));
    expect(got).toEqual(recorded);
  });
});

/** Lines about a line of the file. */
const remarks = (stderr: string): readonly string[] =>
  stderr.split('\n').filter((line) => /f\.conf:\d/.test(line) && !line.startsWith('  '));
const refusal = /(unable to process|error reading) system wide configuration file/;

const each = <T extends Difference>(all: Differences<T>) =>
  Object.entries(all).flatMap(([name, { text, differ }]) => differ.map((one) => ({ ...one, name, text })));

describe('files that a release refuses and we read', () => {
  it.each(each(differences.read))(
    '$name under $release: $why',
    async ({ release, text, real, ours: said }) => {
      expect(real).toMatch(refusal);
      const parts = await ours(release, text, ['-p', '?', '-v']);
      expect(remarks(parts.stderr)).toEqual(said);
      expect(parts.stderr).toContain('\nValid parts are:\n');
      const listed = [...text.matchAll(/^part\b[^;]*?\bid\s*=\s*"(\w+)"/gm)].map(([, id]) => id);
      for (const id of listed) expect(parts.stderr).toMatch(new RegExp(`^  ${id} +=`, 'm'));
    },
  );
});

describe('files that are refused in other words', () => {
  it.each(each(differences.refusedInOtherWords))(
    '$name under $release',
    async ({ release, text, real, ours: said }) => {
      expect(real).toMatch(refusal);
      const got = await ours(release, text, ['-p', '?', '-v']);
      expect(got.status).toBe(1);
      expect(got.stderr).toMatch(refusal);
      expect(remarks(got.stderr)).toEqual(said);
    },
  );
});
