/**
 * Small configuration files, each for one old word, one old rule or one fault, and what real avrdude makes of them.
 *
 * The files are our own. `files/corpus.json` was recorded from avrdude 6.4, 7.1 and 8.2, built from their sources: each file as
 * /work/f.conf, each run with `-C f.conf` and the arguments given there, without a personal file. Where we differ (mostly because a
 * release refuses a file that we read) a release has no record here.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { inVirtualTime, runProgram } from '../whole-run/run-program.ts';

interface Recorded {
  readonly args: readonly string[];
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Case {
  readonly text: string;
  readonly releases: Readonly<Record<string, readonly Recorded[]>>;
}

const cases = Object.entries(
  JSON.parse(readFileSync(new URL('files/corpus.json', import.meta.url), 'utf8')) as Record<string, Case>,
);

inVirtualTime();

async function ours(release: ReleaseId, text: string, args: readonly string[]): Promise<Recorded> {
  const {
    status = -1,
    stdout,
    stderr,
  } = await runProgram({
    args: ['-C', 'f.conf', ...args],
    files: { 'f.conf': Buffer.from(text, 'latin1') },
    executable: '/opt/avrdude/bin/avrdude',
    release,
  });
  return { args, status, stdout, stderr };
}

describe.each(cases)('%s', (_, { text, releases }) => {
  it.each(Object.entries(releases))('under %s', async (release, recorded) => {
    const got = [];
    for (const { args } of recorded) got.push(await ours(release as ReleaseId, text, args));
    expect(got).toEqual(recorded);
  });
});
