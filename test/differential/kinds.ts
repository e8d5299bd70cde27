import fc from 'fast-check';
import type { ReleaseId } from '../../src/model/release.ts';
import { dryruns, optionLines, partRuns, urclockRuns } from './other-runs.ts';
import { partIds } from './part-ids.ts';
import type { Real } from './real.ts';
import type { Scenario, ScenarioKind } from './scenario.ts';
import { terminalScripts } from './terminal-scripts.ts';
import { updateRuns } from './updates.ts';

/** The kinds of runs there are for a release. */
const KINDS: Readonly<Record<ScenarioKind, (real: Real) => fc.Arbitrary<Scenario> | undefined>> = {
  updates: ({ release }) => updateRuns(release),
  terminal: ({ release }) => terminalScripts(release),
  urclock: ({ release }) => since(release, '7.1', urclockRuns),
  dryrun: ({ release }) => since(release, '8.2', dryruns),
  options: ({ release }) => optionLines(release),
  parts: ({ release, conf }) => partRuns(release, partIds(conf)),
};

function since(
  release: ReleaseId,
  first: ReleaseId,
  runs: (release: ReleaseId) => fc.Arbitrary<Scenario>,
): fc.Arbitrary<Scenario> | undefined {
  return Number(release) >= Number(first) ? runs(release) : undefined;
}

/** Without options and formats that only other releases have: we take those of all together, on purpose. */
function knownOptions(scenario: Scenario): Scenario {
  const foreign = {
    '6.4': /^-A$|:I$|^-[TrN]$/,
    '7.1': /^-[TrN]$|^nostore$/,
    '8.2': /^-[suy]$/,
  }[scenario.release];
  const groups = scenario.groups.filter((group) => !group.some((word) => foreign.test(word)));
  return { ...scenario, groups };
}

/** Random runs for a real avrdude, the same for the same seed; of every kind as many. @param only some kinds */
export function scenarios(
  real: Real,
  seed: number,
  count: number,
  only?: readonly ScenarioKind[],
): Scenario[] {
  const wanted = Object.entries(KINDS).filter(
    ([kind]) => only === undefined || only.includes(kind as ScenarioKind),
  );
  const arbitraries = wanted.flatMap(([, make]) => make(real) ?? []);
  if (arbitraries.length === 0) return [];
  const share = Math.ceil(count / arbitraries.length);
  const lists = arbitraries.map((arbitrary) =>
    fc.sample(arbitrary.map(knownOptions), { seed, numRuns: share }),
  );
  return Array.from({ length: share }, (_, i) => lists.flatMap((list) => list[i] ?? []))
    .flat()
    .slice(0, count);
}
