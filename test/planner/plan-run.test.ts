import { describe, expect, test } from 'vitest';
import type { Options } from '../../src/model/options.ts';
import type { Part } from '../../src/model/part.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import { planRun } from '../../src/planner/plan-run.ts';
import { releases } from '../../src/releases/all.ts';
import { eeprom, flash, m32u4, memory } from '../programmers/parts.ts';

const part = { ...m32u4, memories: [flash, eeprom, memory({ name: 'efuse' })] } as unknown as Part;

function plan(
  release: ReleaseId,
  steps: Options['steps'],
  more: Partial<Options> = {},
  request: Partial<Parameters<typeof planRun>[0]> = {},
): Plan {
  const options = {
    erase: false,
    autoErase: true,
    noWrite: false,
    force: false,
    calibrate: false,
    keepTrailingFf: false,
    verify: true,
    safemode: { wanted: 'default', silent: false },
    ...more,
    steps,
  } as unknown as Options;
  return planRun({
    options,
    part,
    behaviour: releases[release].behaviour,
    defaultSafemode: undefined,
    stdinIsTerminal: true,
    erasesPages: false,
    excluded: () => false,
    ...request,
  });
}

const update = (memoryName: string | undefined, operation: 'read' | 'write' | 'verify', verify = true) => ({
  kind: 'update' as const,
  update: { memory: memoryName, operation, file: 'f', format: 'i' as const, text: '' },
  verify,
});

/** What is done, in short. */
const deeds = ({ steps }: Plan) =>
  steps.map((step) =>
    step.kind !== 'update'
      ? step.kind
      : `${step.update.operation} ${step.target.kind === 'memory' ? step.target.memory.name : step.target.kind}${step.verifyWrite ? ' and verify' : ''}`,
  );

describe('steps', () => {
  test('a verified write is two updates in 6.4, and -V reaches later ones only', () => {
    const steps = [update('flash', 'write'), update('eeprom', 'write', false)];
    expect(deeds(plan('6.4', steps))).toEqual(['write flash', 'verify flash', 'write eeprom']);
  });

  test('later it verifies itself', () => {
    expect(deeds(plan('7.1', [update('flash', 'write')]))).toEqual(['write flash and verify']);
  });

  test('and -V reaches all writes, wherever it stands', () => {
    const steps = [update('flash', 'write'), update('eeprom', 'write', false)];
    expect(deeds(plan('8.2', steps, { verify: false }))).toEqual(['write flash', 'write eeprom']);
  });

  test('a file alone is flash', () => {
    expect(deeds(plan('6.4', [update(undefined, 'read')]))).toEqual(['read flash']);
  });

  test('6.4 takes a beginning that only one memory has', () => {
    expect(deeds(plan('6.4', [update('ef', 'read'), update('e', 'read'), update('boot', 'read')]))).toEqual([
      'read efuse',
      'read unknown',
      'read unknown',
    ]);
  });

  test('the terminal comes first, except where it has its place', () => {
    const steps = [update('flash', 'read'), { kind: 'terminal' as const }];
    expect(deeds(plan('6.4', steps))).toEqual(['terminal', 'read flash']);
    expect(deeds(plan('8.2', steps))).toEqual(['read flash', 'terminal']);
  });
});

describe('erase', () => {
  test.each([
    ['writing flash', [update('fl', 'write')], {}, { kind: 'auto', memory: 'flash', asked: 'flash' }],
    ['writing eeprom', [update('eeprom', 'write')], {}, { kind: 'none' }],
    ['reading flash', [update('flash', 'read')], {}, { kind: 'none' }],
    ['-D', [update('flash', 'write')], { autoErase: false }, { kind: 'none' }],
    ['-e', [update('flash', 'write')], { autoErase: false, erase: true }, { kind: 'asked' }],
  ])('%s', (_name, steps, options, wanted) => {
    expect(plan('6.4', steps, options).erase).toEqual(wanted);
  });

  const write = update('fl', 'write');
  const command = (line: string) => ({ kind: 'command' as const, line });
  test.each([
    ['writing flash', [write], { kind: 'auto', memory: 'flash', asked: 'fl' }],
    ['flash of a list', [update('ee,flash', 'write')], { kind: 'auto', memory: 'flash', asked: 'ee,flash' }],
    ['reading flash first', [update('flash', 'read'), write], { kind: 'withheld' }],
    ['reading flash later', [write, update('flash', 'read')], { kind: 'auto', memory: 'flash', asked: 'fl' }],
    ['a command first, which may read', [command('dump flash'), write], { kind: 'withheld' }],
    ['a command that erases', [command(' era'), write], { kind: 'none' }],
  ])('8.2: %s', (_name, steps, wanted) => {
    expect(plan('8.2', steps).erase).toEqual(wanted);
  });

  test('by pages, flash keeps its trailing 0xff in 8.2', () => {
    const updi = { part: { ...part, progModes: ['UPDI'] } as unknown as Part, erasesPages: true };
    const { erase, keepTrailingFf } = plan('8.2', [write], {}, updi);
    expect([erase, keepTrailingFf]).toEqual([{ kind: 'pages', flash: true }, true]);
    expect(plan('8.2', [update('eeprom', 'write')], {}, updi).keepTrailingFf).toBe(false);
  });

  test('where a boot loader may ignore it, trailing 0xff are written', () => {
    expect(plan('7.1', [write], {}, { writesOverOldFlash: true }).keepTrailingFf).toBe(true);
  });
});

describe('safemode', () => {
  const silent = { safemode: { wanted: 'on' as const, silent: true } };
  const off = { safemode: { wanted: 'off' as const, silent: false } };
  test.each([
    ['a terminal', '6.4', {}, {}, 'ask'],
    ['a script', '6.4', {}, { stdinIsTerminal: false }, 'off'],
    ['a script with -s', '6.4', silent, { stdinIsTerminal: false }, 'silent'],
    ['-u', '6.4', off, {}, 'off'],
    ['a configuration that turns it off', '6.4', {}, { defaultSafemode: false }, 'off'],
    ['the same with -u, which then means the opposite', '6.4', off, { defaultSafemode: false }, 'ask'],
    ['a TPI part', '6.4', {}, { part: { ...part, progModes: ['TPI'] } as Part }, 'off'],
    ['a release without it', '7.1', silent, {}, 'off'],
  ] as const)('%s', (_name, release, options, request, wanted) => {
    expect(plan(release, [], options, request).safemode).toBe(wanted);
  });
});
