/**
 * What `default_programmer` in a personal file does to questions and runs.
 *
 * `files/personal.json` was recorded from avrdude 7.1 and 8.2, built from their sources: the system's file as /work/f.conf, the personal
 * one as /work/home/.avrduderc.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { inVirtualTime } from '../whole-run/run-program.ts';
import { type Answer, runWithFiles } from './run-with-files.ts';

inVirtualTime();

const { system, runs } = JSON.parse(
  readFileSync(new URL('files/personal.json', import.meta.url), 'utf8'),
) as {
  readonly system: string;
  readonly runs: readonly (Answer & { readonly release: ReleaseId; readonly personal: string })[];
};

describe.each(runs)('$personal under $release, $args', ({ release, personal, ...recorded }) => {
  it('answers as the release', async () => {
    const files = { '/work/f.conf': system, '/work/home/.avrduderc': personal };
    expect(await runWithFiles(release, files, recorded.args)).toEqual(recorded);
  });
});
