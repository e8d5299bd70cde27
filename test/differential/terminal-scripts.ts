import fc from 'fast-check';
import type { ReleaseId } from '../../src/model/release.ts';
import { benchFor, deviceOf, wordsOf } from './benches.ts';
import type { Scenario } from './scenario.ts';
import { option } from './updates.ts';

/** Random lines typed at the prompt of `-t`, or given with `-T`. */

const memory = fc.constantFrom(
  ...['flash', 'eeprom', 'flash', 'eeprom', 'fl', 'lfuse', 'hfuse', 'efuse', 'lock', 'signature'],
  ...['calibration', 'nosuch', 'e', 'fuse', 'fuses', 'sig'],
);
const number = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map(String),
  fc.integer({ min: 0, max: 0x8000 }).map((value) => `0x${value.toString(16)}`),
  fc.constantFrom('-1', '-16', '0x', 'abc', '0b101', '0377', '1e3', '70000', ''),
);
const item = fc.oneof(
  { weight: 4, arbitrary: number },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '"hello"',
      "'a'",
      '0x1234',
      '0x12345678',
      '1.5',
      '-2',
      '0x11LL',
      '12u',
      '"x',
      '65s',
    ),
  },
);
const words = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((list) => list.filter((word) => word !== '').join(' '));
const optional = (arbitrary: fc.Arbitrary<string>) => fc.oneof(arbitrary, fc.constant(''));

/** Commands that every release has. */
const COMMON = [
  words(fc.constantFrom('dump', 'd', 'read', 'r', 'du'), memory, optional(number), optional(number)),
  words(fc.constantFrom('dump', 'd', 'read'), memory, number, number),
  words(fc.constantFrom('write', 'w', 'wr'), memory, number, item, optional(item), optional(item)),
  words(fc.constantFrom('write', 'w'), fc.constantFrom('flash', 'eeprom'), number, item, item, item),
  words(fc.constantFrom('write'), fc.constantFrom('lfuse', 'hfuse', 'lock'), fc.constant('0'), number),
  words(fc.constant('write'), fc.constantFrom('flash', 'eeprom'), number, number, item, fc.constant('...')),
  words(fc.constant('send'), number, number, number, optional(number)),
  fc.constantFrom(
    'erase',
    'sig',
    'part',
    'help',
    '?',
    'si',
    'dump',
    'd',
    'write',
    'w flash',
    'spi',
    'vtarg 5',
  ),
  fc.constantFrom('varef 1', 'fosc 1M', 'fosc off', 'sck 10', 'parms', 'nonsense', '', '# a comment', 'pgm'),
  words(fc.constant('verbose'), fc.constantFrom('', '0', '1', '2', '-1', 'x')),
];

/** Commands since 7.1. */
const SINCE_7_1 = [
  fc.constantFrom('flush', 'abort', 'quell 2', 'quell', 'include nosuch', 'include tiny.hex', 'erase flash'),
  words(fc.constant('erase'), memory, number, number),
  words(fc.constant('pgerase'), memory, number),
];

/** Commands since 8.0. */
const SINCE_8 = [
  words(fc.constantFrom('save', 'backup'), memory, fc.constantFrom('-:h', 'out.hex:I', 'out.srec:s', '-')),
  words(fc.constantFrom('restore', 'verify'), memory, fc.constantFrom('tiny.hex', 'small.hex:i', 'none')),
  words(fc.constantFrom('disasm', 'disasm -g', 'disasm -as'), fc.constant('flash'), number, number),
  words(
    fc.constant('config'),
    optional(fc.constantFrom('-a', '-f', '-v', 'cksel', 'bootrst', 'bootsz', 'nosuch')),
  ),
  fc.constantFrom(
    'config bootrst=1',
    'config eesave=0',
    'config -f -a',
    'factory reset',
    'factory',
    'regfile',
  ),
  fc.constantFrom('regfile -a', 'regfile portb', 'disasm -?', 'config -?', 'dump -?', 'backup -?', 'part -m'),
];

/** A line for the terminal of a release. */
export const lineOf = (release: ReleaseId) =>
  fc.oneof(
    ...COMMON,
    ...(release === '6.4' ? [] : SINCE_7_1),
    ...(release === '8.2' ? [...SINCE_8, ...SINCE_8] : []),
  );

/** A script for the terminal, ended by `quit` or by the end of input. */
export function terminalScripts(release: ReleaseId): fc.Arbitrary<Scenario> {
  const line = lineOf(release);
  const script = fc
    .tuple(fc.array(line, { minLength: 1, maxLength: 8 }), fc.constantFrom('quit', 'q', undefined))
    .map(([lines, last]) => (last ? [...lines, last] : lines));
  return benchFor(release).chain((bench) =>
    fc
      .record({
        device: deviceOf(bench),
        lines: script,
        options: fc.array(
          option.map((text) => text.split(' ')),
          { maxLength: 2 },
        ),
      })
      .map(({ device, lines, options }) => ({
        kind: 'terminal',
        release,
        words: [...wordsOf(bench), '-t'],
        groups: options,
        lines,
        mode: 'pipe',
        images: ['tiny.hex', 'small.hex'],
        device,
      })),
  );
}
