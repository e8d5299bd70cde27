import fc from 'fast-check';
import type { RunRecord } from '../conformance/record.ts';

/**
 * Random command lines against simulated programmers with a chip behind them: what avrdude is asked to do from day to day, in any
 * order, with files good and bad.
 */

/** Images that files of a run are made from. */
const images = [
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
const update = fc.oneof(
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

const option = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('-v', '-vv', '-q', '-qq') },
  { weight: 4, arbitrary: fc.constantFrom('-V', '-D', '-A', '-e', '-n', '-F') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('-u', '-s', '-y', '-B 10', '-B 125kHz', '-i 20', '-E reset', '-x nothing'),
  },
);

const words = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: option.map((text) => text.split(' ')) },
      { weight: 3, arbitrary: update.map((text) => ['-U', text]) },
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((groups) => groups.flat());

const chip = fc.record({
  flash: fc.constantFrom(undefined, 'small.hex', 'tiny.hex', 'gaps.hex'),
  eeprom: fc.constantFrom(undefined, 'ee512.bin'),
  fault: fc.oneof(
    { weight: 9, arbitrary: fc.constant<string | undefined>(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('wrong-signature', 'bad-verify=0x2a', 'nodevice') },
  ),
});

/** Programmers with a part behind them. */
const benches = [
  { kind: 'stk500v1', part: 'm32u4', options: ['fw=stk500'], words: ['-c', 'avrisp', '-b', '19200'] },
  { kind: 'stk500v1', part: 'm328p', options: ['fw=stk500'], words: ['-c', 'stk500v1'] },
  { kind: 'optiboot', part: 'm328p', options: [], words: ['-c', 'arduino', '-b', '115200'] },
  { kind: 'avr109', part: 'm32u4', options: [], words: ['-c', 'avr109'] },
] as const;

const bench = fc.oneof(
  { weight: 3, arbitrary: fc.constant(benches[0]) },
  { weight: 2, arbitrary: fc.constantFrom(...benches) },
);

const mode = fc.constantFrom<RunRecord['mode']>('pipe', 'pipe', 'tty-in', 'tty');

/** One random run, as a record without a result. */
export const sequence: fc.Arbitrary<RunRecord> = fc
  .tuple(words, chip, bench, mode)
  .map(([argv, { flash, eeprom, fault }, { kind, part, options, words: programmer }, mode]) => ({
    name: `sequence/${argv.join(' ')}`,
    version: '7.1',
    argv: [...programmer, '-P', '@PORT@', '-p', part, ...argv],
    mode,
    stdin: '',
    files: Object.fromEntries(images.map((image) => [image, { image }])),
    device: {
      kind,
      part,
      memories: { ...(flash && { flash: { image: flash } }), ...(eeprom && { eeprom: { image: eeprom } }) },
      faults: fault ? [fault] : [],
      options,
    },
    expect: { status: 0, stdout: '', stderr: '', files: {}, memories: {} },
  }));
