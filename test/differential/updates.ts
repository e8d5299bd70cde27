import fc from 'fast-check';
import type { ReleaseId } from '../../src/model/release.ts';
import { anyMode, benchFor, deviceOf, wordsOf } from './benches.ts';
import type { Scenario } from './scenario.ts';

/**
 * Random command lines against simulated programmers with a chip behind them: what avrdude is asked to do from day to day, in any
 * order, with files good and bad.
 */

/** Images that files of a run are made from. */
export const images = [
  'allff.hex',
  'badsum.hex',
  'badsum2.hex',
  'boot.hex',
  'crlf.hex',
  'ee.bin',
  'eegap.hex',
  'eesmall.hex',
  'empty.hex',
  'gaps.hex',
  'high.hex',
  'junk.hex',
  'noeof.hex',
  'odd.bin',
  'onlyeof.hex',
  'small.hex',
  'small.srec',
  'tiny.hex',
  'trailing-ff.hex',
  'truncated.hex',
  'wide.hex',
] as const;

const flashFiles = fc.constantFrom(...images, 'missing.hex');
const eepromFiles = fc.constantFrom(
  'eesmall.hex',
  'eegap.hex',
  'ee.bin',
  'odd.bin',
  'small.hex',
  'missing.hex',
);
const inputFormat = fc.constantFrom('', '', ':i', ':a', ':s', ':r', ':I');
const outputFormat = fc.constantFrom('', ':i', ':I', ':s', ':r', ':h', ':d', ':b', ':o', ':m');
const outputFile = fc.constantFrom('-', 'out.a', 'out.b', 'no/such/folder');
const byte = fc.integer({ min: 0, max: 255 });

const flash = fc.constantFrom('flash', 'fl', 'f');
const eeprom = fc.constantFrom('eeprom', 'ee', 'e');
const setting = fc.constantFrom(
  'lfuse',
  'hfuse',
  'efuse',
  'lf',
  'lock',
  'lockbits',
  'fuse',
  'signature',
  'calibration',
);
const anyMemory = fc.oneof(flash, eeprom, setting, fc.constantFrom('application', 'usersig', 'nosuch', ''));

const immediate = fc.oneof(
  byte.map(String),
  byte.map((value) => `0x${value.toString(16)}`),
  fc.tuple(byte, byte).map(([a, b]) => `${a},0x${b.toString(16)}`),
  fc.constantFrom('0b101', '0377', '0x1G', '300', '-1', ''),
);

/** `-U` arguments, by what they are about; the commonest stand more than once. */
export const update = fc.oneof(
  fc.tuple(flash, fc.constantFrom('w', 'v'), flashFiles, inputFormat).map(joined),
  fc.tuple(flash, fc.constantFrom('w', 'v'), flashFiles, inputFormat).map(joined),
  fc.tuple(eeprom, fc.constantFrom('w', 'v'), eepromFiles, inputFormat).map(joined),
  fc.tuple(setting, fc.constantFrom('w', 'v'), immediate, fc.constant(':m')).map(joined),
  fc.tuple(setting, fc.constantFrom('w', 'v'), immediate, fc.constant(':m')).map(joined),
  fc.tuple(anyMemory, fc.constant('r'), outputFile, outputFormat).map(joined),
  fc.tuple(setting, fc.constant('r'), fc.constant('-'), outputFormat).map(joined),
  // What was read is written or compared again.
  fc.tuple(anyMemory, fc.constantFrom('w', 'v'), outputFile, inputFormat).map(joined),
  flashFiles,
);

function joined([memory, operation, file, format]: [string, string, string, string]): string {
  return `${memory}:${operation}:${file}${format}`;
}

export const option = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('-v', '-vv', '-q', '-qq') },
  { weight: 4, arbitrary: fc.constantFrom('-V', '-D', '-A', '-e', '-n', '-F') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('-u', '-s', '-y', '-B 10', '-B 125kHz', '-i 20', '-E reset', '-x nothing'),
  },
);

const groups = fc.array(
  fc.oneof(
    { weight: 2, arbitrary: option.map((text) => text.split(' ')) },
    { weight: 3, arbitrary: update.map((text) => ['-U', text]) },
  ),
  { minLength: 1, maxLength: 6 },
);

/** Memories read, written and compared over any programmer. */
export function updateRuns(release: ReleaseId): fc.Arbitrary<Scenario> {
  return benchFor(release).chain((bench) =>
    fc.record({ groups, device: deviceOf(bench), mode: anyMode }).map((random) => ({
      ...random,
      kind: 'updates',
      release,
      words: wordsOf(bench),
      lines: [],
      images,
    })),
  );
}
