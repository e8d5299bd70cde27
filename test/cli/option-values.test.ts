import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  type ParsedNumber,
  parseBaudRate,
  parseBitClock,
  parseIspDelay,
} from '../../src/cli/option-values.ts';
import { fixed } from '../../src/model/printed-number.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import { wordingFor } from '../../src/output/words.ts';
import { releases } from '../../src/releases/all.ts';
import type { OptionTable } from '../../src/releases/option-table.ts';

/** What the real binaries said with `-c stk500v1 -v -v`: the value as it is shown (null: none is), or the complaints. */
type Recorded = [
  release: ReleaseId,
  option: '-b' | '-i' | '-B',
  text: string,
  said: null | string | string[],
];

const recorded = readFileSync(new URL('recorded/option-values.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Recorded);

const readers: Readonly<Record<Recorded[1], (text: string, table: OptionTable) => ParsedNumber>> = {
  '-b': parseBaudRate,
  '-i': parseIspDelay,
  '-B': parseBitClock,
};

/** As the release prints it, or its complaints without their leads. */
function answer(release: ReleaseId, option: Recorded[1], text: string): string | string[] {
  const { lineage, commandLine } = releases[release];
  const parsed = readers[option](text, commandLine.options);
  if (parsed.ok) return option === '-B' ? fixed(parsed.value, 1) : String(parsed.value);
  const words = parsed.said.map((event) => {
    if (event.kind !== 'notice') throw new Error(event.kind);
    return [wordingFor(event.message, lineage)?.(event.facts) ?? []]
      .flat()
      .map((w) => w.text)
      .join('');
  });
  return words.join('').split('\n').slice(0, -1);
}

describe.each(['6.4', '7.1', '8.2'] as const)('numbers of the command line under %s', (release) => {
  const rows = recorded.filter(([of]) => of === release);
  it('are what the real one took them for', () => {
    expect(rows.length).toBeGreaterThan(100);
    const ours = rows.map(([, option, text, said]) => {
      const given = answer(release, option, text);
      return [release, option, text, said === null && typeof given === 'string' ? null : given];
    });
    expect(ours).toEqual(rows);
  });
});
