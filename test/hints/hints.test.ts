import { describe, expect, test } from 'vitest';
import type { ReleaseId } from '../../src/model/release.ts';
import { simulateAny } from '../sim/kinds.ts';
import { inVirtualTime, runProgram, withoutSeconds } from '../whole-run/run-program.ts';
import { argumentCases } from './argument-cases.ts';
import { bootLoaderCases } from './boot-loader-cases.ts';
import { fileCases } from './file-cases.ts';
import { guardCases } from './guard-cases.ts';
import type { HintCase, Situation } from './situations.ts';
import { targetCases } from './target-cases.ts';

const releases: readonly ReleaseId[] = ['6.4', '7.1', '8.2'];

inVirtualTime();

type Switches = Readonly<Partial<Record<'AVRDUDE_HINTS' | 'AVRDUDE_GUARDS', 'always' | 'never'>>>;

/** The program in a situation, and what its device holds then. */
async function outcome({ device: spec, ...situation }: Situation, release: ReleaseId, env: Switches) {
  const device = spec && simulateAny(spec);
  const { status, stdout, stderr } = await runProgram({ ...situation, device, release, env });
  return { status, stdout, stderr: withoutSeconds(stderr), memories: device?.dump().memories ?? {} };
}

/** What the release says and does, with what comes behind it. */
async function both(situation: Situation, release: ReleaseId) {
  const on = await outcome(situation, release, { AVRDUDE_HINTS: 'always' });
  const off = await outcome(situation, release, {});
  return { on, off };
}

/** Every hint behind the words and the status of the release, which stay. */
const suites: Readonly<Record<string, readonly HintCase[]>> = {
  'what was typed': argumentCases,
  'input files': fileCases,
  'the target': targetCases,
  'boot loaders': bootLoaderCases,
};

describe.each(Object.entries(suites))('%s', (_suite, cases) => {
  describe.each(cases)('$name', ({ name, hints, silentIf, releases: some = releases, ...situation }) => {
    test.each(some)('is said by %s', async (release) => {
      const { on, off } = await both(situation, release);
      const said = hints.map((text) => `hint: ${text}\n`).join('');
      expect(on).toEqual({ ...off, stderr: off.stderr + said });
    });

    test.each(silentIf)('not if $why', async ({ why, ...change }) => {
      // The one that says most, and the one that says least.
      for (const release of some.filter((one) => one !== '7.1' || some.length === 1)) {
        const { on, off } = await both({ ...situation, ...change }, release);
        expect(on).toEqual(off);
      }
    });
  });
});

/** The program's last words. */
const farewells: Readonly<Record<ReleaseId, string>> = {
  '6.4': '\navrdude done.  Thank you.\n\n',
  '7.1': '\navrdude done.  Thank you.\n\n',
  '8.2': '\nAvrdude done.  Thank you.\n',
};
const margins: Readonly<Record<ReleaseId, readonly [string, string]>> = {
  '6.4': ['avrdude: ', '         '],
  '7.1': ['avrdude error: ', '        '],
  '8.2': ['Error: ', ''],
};

describe.each(guardCases)('guard: $name', ({ name, words, ...situation }) => {
  const before = simulateAny(situation.device!).dump().memories;

  test.each(releases)('refuses under %s before anything is written', async (release) => {
    const { status, stderr, memories } = await outcome(situation, release, { AVRDUDE_GUARDS: 'always' });
    const off = await outcome(situation, release, {});
    const [margin, indent] = margins[release];
    const refusal = `${margin}${words[0]}\n${indent}${words[1]}\n${farewells[release]}`;
    const head = stderr.slice(0, -refusal.length);
    expect({ status, memories, stderr }).toEqual({ status: 1, memories: before, stderr: head + refusal });
    expect(off.stderr.slice(0, head.length)).toBe(head);
    // Without a guard it is done.
    expect(off.memories).not.toEqual(before);
  });

  test('lets it pass with -F', async () => {
    const forced = { ...situation, args: [...situation.args, '-F'] };
    const { memories } = await outcome(forced, '6.4', { AVRDUDE_GUARDS: 'always' });
    expect(memories).not.toEqual(before);
  });
});
