import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CommandLine, type ParsedOptions, parseOptions } from '../../src/cli/options.ts';
import type { Options } from '../../src/model/options.ts';
import { lineageOf, type ReleaseId } from '../../src/model/release.ts';
import { levels, type Words, wordingFor } from '../../src/output/words.ts';
import { options as options64 } from '../../src/releases/6.4/options.ts';
import { usage as usage64, version as version64 } from '../../src/releases/6.4/usage.ts';
import { options as options71 } from '../../src/releases/7.1/options.ts';
import { usage as usage71, version as version71 } from '../../src/releases/7.1/usage.ts';
import { options as options82 } from '../../src/releases/8.2/options.ts';
import { usage as usage82, version as version82 } from '../../src/releases/8.2/usage.ts';

const rules = {
  '6.4': { options: options64, usage: usage64, version: version64 },
  '7.1': { options: options71, usage: usage71, version: version71 },
  '8.2': { options: options82, usage: usage82, version: version82 },
};
const ids = ['6.4', '7.1', '8.2'] as const;
const usageOf = (id: ReleaseId) =>
  rules[id].usage({ program: 'avrdude', personalConfig: '~/.avrduderc', noArguments: false });

function parse(id: ReleaseId, words: readonly string[]): ParsedOptions {
  const line: CommandLine = {
    words,
    calledAs: '/bin/avrdude',
    program: 'avrdude',
    personalConfig: '~/.avrduderc',
    posixlyCorrect: false,
  };
  return parseOptions(line, rules[id]);
}

/** What is said, undressed: `*` stands for the release's own lead, and the usage is shortened to [usage]. */
function said(id: ReleaseId, parsed: ParsedOptions): string {
  const words = parsed.said.flatMap((event): readonly Words[] => {
    if (event.kind !== 'notice') return [];
    const found = wordingFor(event.message, lineageOf(id))?.(event.facts);
    return found === undefined ? [] : ([found].flat() as Words[]);
  });
  const text = words.map((word) => (word.lead === 'program' ? `*${word.text}` : word.text)).join('');
  return text.replace(usageOf(id), '[usage]');
}

function run(id: ReleaseId, words: readonly string[]): Options {
  const parsed = parse(id, words);
  if (parsed.kind !== 'run') throw new Error(`ended: ${said(id, parsed)}`);
  return parsed.options;
}

describe('a run', () => {
  const nothing: Options = {
    part: undefined,
    programmer: undefined,
    port: undefined,
    baudRate: undefined,
    bitClock: undefined,
    ispDelay: undefined,
    config: undefined,
    additionalConfigs: [],
    skipPersonalConfig: false,
    erase: false,
    autoErase: true,
    noErase: false,
    keepTrailingFf: false,
    force: false,
    noWrite: false,
    verify: true,
    calibrate: false,
    reconnect: 0,
    steps: [],
    safemode: { wanted: 'default', silent: false },
    exitSpecs: undefined,
    extended: [],
    verbosity: 0,
    quell: 0,
    installUdev: false,
    logFile: undefined,
  };

  test.each<[string, string[], Partial<Options>]>([
    ['operands are ignored', ['extra', 'words'], {}],
    [
      'the last text wins',
      ['-p', 'a', '-pb', '-c', 'x', '-cy', '-P1', '-P', '2'],
      { part: 'b', programmer: 'y', port: '2' },
    ],
    ['a cluster', ['-qqFnV'], { quell: 2, force: true, noWrite: true, verify: false }],
    ['a baud rate behind a blank', ['-b 57600'], { baudRate: 57600 }],
    ['a baud rate of nothing', ['-b0'], { baudRate: undefined }],
    [
      'configurations',
      ['-C', 'a', '-C+b', '-Cc', '-C', '+d'],
      { config: 'c', additionalConfigs: ['b', 'd'] },
    ],
    ['erase', ['-e'], { erase: true, autoErase: false }],
    ['a delay and a clock', ['-i', '15', '-B4.5'], { ispDelay: 15, bitClock: 4.5 }],
    ['a clock in kHz', ['-B', '250kHz'], { bitClock: 4 }],
    ['a clock in MHz', ['-B', '2MHz'], { bitClock: 0.5 }],
    ['a clock in Hz', ['-B', '500hz'], { bitClock: 2000 }],
    ['extended', ['-x', 'a=1', '-xb'], { extended: ['a=1', 'b'] }],
    ['exit specifications', ['-E', 'reset,novcc'], { exitSpecs: ['reset', 'novcc'] }],
    ['texts in quotes', ['-x', '"a"', "-p'b'"], { extended: ['"a"'], part: "'b'" }],
    [
      '8.x letters',
      ['-N', '-r', '-rr', '-A'],
      { skipPersonalConfig: true, reconnect: 3, keepTrailingFf: true },
    ],
    [
      'long names',
      ['--part', 'm8', '--noconf', '--verbose'],
      { part: 'm8', skipPersonalConfig: true, verbosity: 1 },
    ],
    ['log file, calibration', ['-l', 'log', '-O'], { logFile: 'log', calibrate: true }],
  ])('%s', (_, words, options) => {
    for (const id of ids) expect(run(id, words)).toEqual({ ...nothing, ...options });
  });

  test('-D keeps trailing 0xff since 7.0', () => {
    const options = { ...nothing, autoErase: false, noErase: true };
    expect(run('6.4', ['-D'])).toEqual(options);
    expect(run('7.1', ['-D'])).toEqual({ ...options, keepTrailingFf: true });
    expect(run('8.2', ['-D'])).toEqual({ ...options, keepTrailingFf: true });
  });

  test('-U, -t and -T keep their order, and -V reaches what comes later', () => {
    const update = (verify: boolean) => ({
      kind: 'update',
      verify,
      update: { memory: 'lfuse', operation: 'write', file: '1', format: 'm', text: 'lfuse:w:1:m' },
    });
    for (const id of ids) {
      expect(run(id, ['-U', 'lfuse:w:1:m', '-T', 'sig', '-V', '-tU', 'lfuse:w:1:m']).steps).toEqual([
        update(true),
        { kind: 'command', line: 'sig' },
        { kind: 'terminal' },
        update(false),
      ]);
    }
  });

  test.each<[string[], Options['safemode']]>([
    [['-s'], { wanted: 'on', silent: true }],
    [['-u'], { wanted: 'off', silent: false }],
    [['-su'], { wanted: 'off', silent: true }],
    [['-us'], { wanted: 'on', silent: true }],
  ])('safemode %j', (words, safemode) => {
    for (const id of ['6.4', '7.1'] as const) expect(run(id, words).safemode).toEqual(safemode);
  });

  test('options of older releases are taken with the words of the release, or refused where that is meant', () => {
    const words = ['-y', '-Y', '3', '-u', '-s'];
    const counter = '*erase cycle counter no longer supported\n';
    const safemode = '*"safemode" feature no longer supported\n';
    expect(said('6.4', parse('6.4', words))).toBe(counter + counter);
    expect(said('7.1', parse('7.1', words))).toBe(counter + counter + safemode + safemode);
    for (const [i, letter] of ['y', 'Y', 'u', 's'].entries()) {
      const parsed = parse('8.2', [['-y'], ['-Y'], ['-u'], ['-s']][i] ?? []);
      expect(parsed).toMatchObject({ kind: 'exit', status: 1 });
      expect(said('8.2', parsed).endsWith(`\n*invalid option -${letter}\n`)).toBe(true);
    }
  });

  test('any text arrives as it was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1 }), (texts) => {
        const options = run(
          '6.4',
          texts.flatMap((text) => ['-x', text]),
        );
        expect(options.extended).toEqual(texts);
      }),
    );
  });
});

describe('an end', () => {
  test.each<[ReleaseId, string[], number, string]>([
    ['6.4', ['-?'], 0, '[usage]'],
    ['7.1', ['-?'], 0, '[usage]'],
    ['8.2', ['-?'], 0, "/bin/avrdude: invalid option -- '?'\n[usage]"],
    ['6.4', ['-h'], 0, '[usage]'],
    ['8.2', ['--help'], 0, '[usage]'],
    ['6.4', ['-z'], 0, "/bin/avrdude: invalid option -- 'z'\n[usage]"],
    ['7.1', ['-p'], 0, "/bin/avrdude: option requires an argument -- 'p'\n[usage]"],
    ['8.2', ['-z'], 1, '[usage]\n*invalid option -z\n'],
    ['8.2', ['-_'], 1, "/bin/avrdude: invalid option -- '_'\n"],
    ['8.2', ['-p'], 1, "/bin/avrdude: option requires an argument -- 'p'\n"],
    ['8.2', ['--nosuch'], 1, "/bin/avrdude: unrecognized option '--nosuch'\n"],
    ['6.4', ['--nosuch'], 0, "/bin/avrdude: invalid option -- '-'\n[usage]"],
    ['6.4', ['--ver'], 0, "/bin/avrdude: invalid option -- '-'\n[usage]"],
    ['6.4', ['-b', 'x'], 1, "*invalid baud rate specified 'x'\n"],
    ['6.4', ['-b', ''], 1, "*invalid baud rate specified ''\n"],
    ['7.1', ['-b', '9600 '], 1, "*invalid baud rate specified '9600 '\n"],
    ['8.2', ['-b', 'x'], 1, '*invalid baud rate x specified: cannot parse\n'],
    ['6.4', ['-B', '0'], 1, "*invalid bit clock period specified '0'\n"],
    [
      '6.4',
      ['-B', '3KHz'],
      1,
      "*invalid bit clock unit of measure 'KHz'\n*invalid bit clock period specified '3KHz'\n",
    ],
    ['6.4', ['-B', 'hz'], 1, "*invalid bit clock period specified 'hz'\n"],
    ['8.2', ['-B', '3furlong'], 1, '*invalid bit clock unit furlong\n'],
    ['8.2', ['-B', '-3'], 1, '*invalid bit clock period -3\n'],
    ['6.4', ['-i', '0'], 1, "*invalid isp clock delay specified '0'\n"],
    ['6.4', ['-i', '0x10'], 1, "*invalid isp clock delay specified '0x10'\n"],
    ['8.2', ['-i', '0'], 1, '*invalid isp clock delay 0 specified\n'],
    ['8.2', ['-i', 'x'], 1, '*invalid isp clock delay x specified: cannot parse\n'],
    [
      '6.4',
      ['-U', 'flash:', '-z'],
      1,
      "*invalid I/O mode '\0' in update specification\n  allowed values are:\n    r = read device\n    w = write device\n    v = verify device\n*error parsing update operation 'flash:'\n",
    ],
    [
      '7.1',
      ['-U', 'flash:w'],
      1,
      "*invalid update specification\n*unable to parse update operation 'flash:w'\n",
    ],
    [
      '6.4',
      ['-y', '-z'],
      0,
      "*erase cycle counter no longer supported\n/bin/avrdude: invalid option -- 'z'\n[usage]",
    ],
  ])('%s %j', (id, words, status, text) => {
    const parsed = parse(id, words);
    expect([parsed.kind, parsed.kind === 'exit' && parsed.status, said(id, parsed)]).toEqual([
      'exit',
      status,
      text,
    ]);
  });

  test.each(ids)('%s without arguments shows the usage, the version before a comma', (id) => {
    const parsed = parse(id, []);
    expect(parsed).toMatchObject({ kind: 'exit', status: 0 });
    const shown = rules[id].usage({ program: 'avrdude', personalConfig: '~/.avrduderc', noArguments: true });
    expect(said(id, parsed).replace('[usage]', usageOf(id))).toBe(shown);
    expect(shown).toContain(`\navrdude version ${id}, `);
  });

  test.each(ids)('%s --version ends with the version before a comma, on standard output', (id) => {
    const parsed = parse(id, ['-v', '--version', 'x']);
    expect(parsed).toMatchObject({ kind: 'exit', status: 0 });
    expect(said(id, parsed).split('\n').at(-2)?.split(' ')[2]).toBe(`${id},`);
    const event = parsed.said.at(-1);
    const words = event?.kind === 'notice' && wordingFor(event.message, lineageOf('6.4'))?.(event.facts);
    expect(words).toMatchObject({ stream: 'stdout' });
  });
});

test('a message is heard with the -v and -q before it', () => {
  expect(
    parse('7.1', ['-vv', '-y', '-q', '-b', 'x', '-v']).said.filter(({ kind }) => kind === 'verbosity'),
  ).toEqual([
    { kind: 'verbosity', verbosity: 2, quell: 0 },
    { kind: 'verbosity', verbosity: 2, quell: 1 },
  ]);
  expect(levels.error).toBeLessThan(0);
});
