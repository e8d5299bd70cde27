import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { simulateAny } from '../../sim/kinds.ts';
import { inVirtualTime, runProgram } from '../../whole-run/run-program.ts';

/**
 * What real avrdude of each release showed of its exchanges with the devices of `test/sim`, with the release's own avrdude.conf: a
 * run a line, and pieces of its standard error, each from the first place where `from` stands.
 */
interface Recorded {
  readonly release: ReleaseId;
  readonly device?: { readonly kind: string; readonly part: string };
  readonly args: readonly string[];
  readonly status: number;
  readonly shown: readonly { readonly from: string; readonly text: string }[];
}

const recorded = readFileSync(join(import.meta.dirname, 'recorded.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

/** How long a bar took is not the same in any two runs. */
const withoutTime = (text: string): string => text.replace(/\d+\.\d\d ?s/g, 'time');

inVirtualTime();

test.each(recorded)('$release: $args', async ({ release, device, args, status, shown }) => {
  const run = await runProgram({
    device: device && simulateAny(device),
    release,
    args: [...args, '-P', '/dev/ttySim'].join(' '),
    files: { 'four.bin': Uint8Array.of(1, 2, 3, 4) },
  });
  const pieces = shown.map(({ from, text }) => {
    const start = run.stderr.indexOf(from);
    return withoutTime(run.stderr.slice(start, start + text.length));
  });
  expect(pieces).toEqual(shown.map(({ text }) => withoutTime(text)));
  expect(run.status).toBe(status);
});
