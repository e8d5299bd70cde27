import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { builtInDatabase } from '../../src/config/built-in.ts';
import { createDatabase } from '../../src/config/database.ts';
import { ownTypes } from '../../src/model/own-types.ts';
import { isAdapter } from '../../src/model/programmer-entry.ts';
import { programmerTypeIds } from '../../src/programmers/registry.ts';
import { config as config82 } from '../../src/releases/8.2/config.ts';
import { projectFile } from '../sim/carrier.ts';
import { inVirtualTime, runProgram } from '../whole-run/run-program.ts';

inVirtualTime();

/** What real avrdude prints of its types, each release built with everything that it can be built with. */
const recorded = (release: string) =>
  readFileSync(projectFile(`test/cli/recorded/types-${release}.txt`), 'utf8');
const listed = Array.from(recorded('8.2').matchAll(/^ {2}(\S+)/gm), (match) => match[1] ?? '');

test.each(['6.4', '7.1', '8.2'] as const)('-c ?type lists what %s lists', async (release) => {
  const { status, stdout, stderr } = await runProgram({ release, args: ['-c', '?type'] });
  expect({ status, printed: stdout + stderr }).toEqual({ status: 1, printed: recorded(release) });
});

test('every type of 8.2 is there, and no other than our own', () => {
  expect([...programmerTypeIds].sort()).toEqual([...listed, ...ownTypes].sort());
});

test('every programmer of conf/ has a type that is there', () => {
  const entries = [...createDatabase(builtInDatabase.open('x'), config82).allProgrammers()];
  const without = entries.filter((entry) => !isAdapter(entry) && !programmerTypeIds.includes(entry.type));
  expect(without.map(({ ids, type }) => `${ids[0]}: ${type}`)).toEqual([]);
});
