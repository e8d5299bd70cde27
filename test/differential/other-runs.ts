import fc from 'fast-check';
import type { ReleaseId } from '../../src/model/release.ts';
import type { DeviceRecord } from '../conformance/record.ts';
import { anyMode } from './benches.ts';
import type { Scenario } from './scenario.ts';
import { lineOf } from './terminal-scripts.ts';
import { images, option, update } from './updates.ts';

const byte = fc.integer({ min: 0, max: 255 }).map((value) => `0x${value.toString(16)}`);
const split = (text: string) => text.split(' ');

/** `-x` of urclock, with and without what follows. */
const URCLOCK = [
  ...['showall', 'showid', 'showapp', 'showstore', 'showmeta', 'showboot', 'showversion', 'showvector'],
  ...[
    'showpart',
    'showdate',
    'showfilename',
    'showmcuid',
    'showpagesize',
    'nometadata',
    'nofilename',
    'nodate',
  ],
  ...['nostore', 'restore', 'initstore', 'id=F.12.3', 'id=E.17.4.1234', 'id=', 'title=fun', 'bootsize=512'],
  ...[
    'vectornum=25',
    'eepromrw',
    'emulate_ce',
    'forcetrim',
    'strict',
    'delay=100',
    'help',
    'bogus',
    'nosuch=1',
  ],
];

/** An ATmega328P with urboot, through `-c urclock` (since 7.1). */
export function urclockRuns(release: ReleaseId): fc.Arbitrary<Scenario> {
  const group = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...URCLOCK).map((text) => ['-x', text]) },
    { weight: 3, arbitrary: update.map((text) => ['-U', text]) },
    { weight: 2, arbitrary: option.map(split) },
  );
  return fc
    .record({
      groups: fc.array(group, { minLength: 1, maxLength: 5 }),
      options: fc.oneof(
        {
          weight: 3,
          arbitrary: fc.constantFrom([], ['vector=25'], ['chip-erase=1'], ['vector=25', 'chip-erase=1']),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom(['eeprom=0'], ['nor=1', 'chip-erase=1'], ['write-only=1', 'vector=25']),
        },
      ),
      lines: fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        { weight: 1, arbitrary: fc.array(lineOf(release), { minLength: 1, maxLength: 6 }) },
      ),
      flash: fc.constantFrom(undefined, 'small.hex', 'tiny.hex'),
    })
    .map(({ groups, options, flash, lines }) => ({
      kind: 'urclock',
      release,
      words: ['-c', 'urclock', '-P', '@PORT@', '-p', 'm328p', ...(lines.length > 0 ? ['-t'] : [])],
      groups,
      lines,
      mode: 'pipe',
      images,
      device: {
        kind: 'urboot',
        part: 'm328p',
        memories: flash ? { flash: { image: flash } } : {},
        faults: [],
        options,
      },
    }));
}

/** `-c dryrun` (since 8.0), which makes a chip up. */
export function dryruns(release: ReleaseId): fc.Arbitrary<Scenario> {
  const group = fc.oneof(
    {
      weight: 2,
      // Without a seed real avrdude takes the time for one.
      arbitrary: fc
        .constantFrom('seed=7 init', 'init=3', 'seed=2 random', 'random=4', 'seed=1', 'seed', 'help', 'bogus')
        .map((text) => text.split(' ').flatMap((one) => ['-x', one])),
    },
    { weight: 3, arbitrary: update.map((text) => ['-U', text]) },
    { weight: 2, arbitrary: option.map(split) },
    {
      weight: 2,
      arbitrary: fc
        .constantFrom('config', 'dump flash 0 32', 'sig', 'erase', 'part')
        .map((text) => ['-T', text]),
    },
  );
  return fc
    .record({
      part: fc.constantFrom(
        'm328p',
        'm32u4',
        't85',
        'm2560',
        't1614',
        'avr128da48',
        'x128a1',
        't10',
        'm4809',
        't13',
      ),
      groups: fc.array(group, { minLength: 1, maxLength: 5 }),
    })
    .map(({ part, groups }) => ({
      kind: 'dryrun',
      release,
      words: ['-c', 'dryrun', '-p', part],
      groups,
      lines: [],
      mode: 'pipe',
      images,
      device: null,
    }));
}

const CHOSEN = {
  p: ['m328p', 'atmega32u4', 'm32', 'nosuch', '', 'ATmega328P', 'm', 't85', '?', 'm328p/s'],
  c: [
    'avrisp',
    'stk500v1',
    'usbasp',
    'arduino',
    'nosuch',
    '',
    'avrips',
    'linuxspi',
    'ftdi_syncbb',
    'jtag3',
    'c2n232i',
  ],
  P: ['/dev/null', '/dev/nosuchport', 'usb', 'net:', 'net:localhost:x', '', 'lpt1', 'usb:nothere', 'ch340'],
  b: ['9600', '0', '-1', 'abc', '115200x', '', '1e4', '0x2580'],
  B: ['10', '0', '-1', '1MHz', '125kHz', '5x', '', '0.5', '1e3'],
  i: ['10', '0', '-1', 'abc', ''],
  E: ['reset', 'vcc', 'reset,novcc', 'bogus', 'noreset,d_high', ''],
  x: ['nothing', 'help', 'a=1', '', 'devcode=0x44'],
  U: [
    'flash:w:tiny.hex:i',
    'flash:w:none.hex',
    'flash:r:-:h',
    'flash',
    ':',
    'a:b:c:d:e',
    'flash:x:y',
    'lfuse:w:0x62:m',
  ],
  l: ['log.txt', 'no/such/folder/log', ''],
  C: ['+none.conf', '+tiny.hex', 'none.conf'],
} as const;

const letter = fc.constantFrom(...(Object.keys(CHOSEN) as (keyof typeof CHOSEN)[]));
const anyOption = fc.oneof(
  {
    weight: 6,
    arbitrary: letter.chain((l) => fc.constantFrom(...CHOSEN[l]).map((value) => [`-${l}`, value])),
  },
  {
    weight: 2,
    arbitrary: letter.chain((l) => fc.constantFrom(...CHOSEN[l]).map((value) => [`-${l}${value}`])),
  },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(
        ...['-v', '-vv', '-q', '-n', '-e', '-F', '-D', '-V', '-t', '-u', '-s', '-O', '-?', '-Z', '-W'],
      )
      .map((word) => [word]),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ['extra'],
      ['--'],
      ['-'],
      ['-qv'],
      ['-evp', 'm32'],
      ['--nosuch'],
      ['-U'],
      ['-p'],
    ),
  },
);

/** Any options in any order, right and wrong, with no device there. */
export function optionLines(release: ReleaseId): fc.Arbitrary<Scenario> {
  const complete = fc.constantFrom<readonly string[]>(
    ['-c', 'avrisp', '-p', 'm328p', '-P', '/dev/nosuchport'],
    ['-c', 'usbasp', '-p', 't85'],
    ['-c', 'avrisp', '-p', 'm32'],
    [],
  );
  return fc
    .record({ words: complete, groups: fc.array(anyOption, { minLength: 1, maxLength: 5 }), mode: anyMode })
    .map((random) => ({
      ...random,
      kind: 'options',
      release,
      lines: [],
      images: ['tiny.hex'],
      device: null,
    }));
}

/** Parts of the database with a programmer that is not there, or one whose chip is another. */
export function partRuns(release: ReleaseId, parts: readonly string[]): fc.Arbitrary<Scenario> {
  const device: DeviceRecord = {
    kind: 'stk500v1',
    part: 'm328p',
    memories: {},
    faults: [],
    options: ['fw=stk500'],
  };
  return fc
    .record({
      part: fc.constantFrom(...parts),
      programmer: fc.constantFrom('avrisp', 'stk500v1', 'arduino', 'stk500v2', 'usbasp', 'avr910'),
      verbose: fc.constantFrom('-v', '-vv', '-q'),
      there: fc.boolean(),
      groups: fc.array(
        fc.oneof(
          fc.constantFrom('-F', '-n', '-e', '-D').map((word) => [word]),
          fc
            .tuple(fc.constantFrom('lfuse', 'fuse', 'flash', 'eeprom', 'lock'), byte)
            .map(([m, b]) => ['-U', `${m}:w:${b}:m`]),
        ),
        { maxLength: 2 },
      ),
    })
    .map(({ part, programmer, verbose, there, groups }) => ({
      kind: 'parts',
      release,
      words: there
        ? ['-c', 'avrisp', '-P', '@PORT@', '-p', part, verbose]
        : ['-c', programmer, '-P', '/dev/nosuchport', '-p', part, verbose],
      groups,
      lines: [],
      mode: 'pipe',
      images: [],
      device: there ? device : null,
    }));
}
