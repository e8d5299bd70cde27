import { describe, expect, test } from 'vitest';
import { parseUpdate } from '../../src/cli/update-argument.ts';
import { options as options64 } from '../../src/releases/6.4/options.ts';
import { options as options71 } from '../../src/releases/7.1/options.ts';
import { options as options82 } from '../../src/releases/8.2/options.ts';
import type { OptionTable } from '../../src/releases/option-table.ts';

/** Memory, operation, file and format between bars, or `refused`. */
function read(text: string, table: OptionTable): string {
  const parsed = parseUpdate(text, table);
  if (!parsed.ok) return 'refused';
  const { memory, operation, file, format } = parsed.update;
  expect(parsed.update.text).toBe(text);
  return [memory ?? '-', operation, file, format].join(' | ');
}

const same: readonly [string, string][] = [
  ['flash:w:main.hex:i', 'flash | write | main.hex | i'],
  ['flash:w:main.hex', 'flash | write | main.hex | a'],
  ['flash:v:main.hex', 'flash | verify | main.hex | a'],
  ['flash:r:main.hex', 'flash | read | main.hex | r'],
  ['lfuse:r:-:h', 'lfuse | read | - | h'],
  ['lfuse:w:0x5E:m', 'lfuse | write | 0x5E | m'],
  ['fuses:w:1,2,3,0xff:m', 'fuses | write | 1,2,3,0xff | m'],
  ['eeprom:w:C:\\a b\\x.eep:i', 'eeprom | write | C:\\a b\\x.eep | i'],
  ['flash:r:a b.hex:I', 'flash | read | a b.hex | I'],
  ['main.hex', '- | write | main.hex | a'],
  ['flash:x:a.hex:i', 'refused'],
  ['flash:w:a.hex:z', 'refused'],
];

describe.each([
  ['6.4', options64],
  ['7.1', options71],
])('%s', (_, table) => {
  test.each([
    ...same,
    ['', '- | write |  | a'],
    [':w:a:i', ' | write | a | i'],
    ['flash', '- | write | flash | a'],
    ['flash:', 'refused'],
    ['flash:w', 'refused'],
    ['flash:wx', 'refused'],
    ['flash:w:', 'flash | write |  | a'],
    ['flash:w::i', 'flash | write |  | i'],
    ['flash:w:a.hex:', 'refused'],
    ['flash:w:a.hex:ihex', 'refused'],
    ['flash:w:C:/x.hex', 'refused'],
    ['C:/x.hex', 'refused'],
  ])('%j', (text, update) => {
    expect(read(text, table)).toBe(update);
  });
});

describe('8.2', () => {
  test.each([
    ...same,
    ['main.hex:i', '- | write | main.hex | i'],
    ['C:/x.hex', '- | write | C:/x.hex | a'],
    ['C:/x.hex:i', '- | write | C:/x.hex | i'],
    ['flash:w:C:/x.hex', 'flash | write | C:/x.hex | a'],
    ['flash:w:a.hex:ihex', 'flash | write | a.hex:ihex | a'],
    ['flash:w:a.hex:', 'flash | write | a.hex: | a'],
    ['all:r:backup', 'all | read | backup | I'],
    ['all,-calibration:r:backup', 'all,-calibration | read | backup | I'],
    ['flash,eeprom:r:x:r', 'flash,eeprom | read | x | r'],
    ['flash:w:urboot:autobaud_uart0_alt1:h', 'flash | write | urboot:autobaud_uart0_alt1:h | a'],
    ['flash:r::i', 'flash | read | :i | r'],
  ])('%j', (text, update) => {
    expect(read(text as string, options82)).toBe(update);
  });

  test('a letter behind a colon at the end is a format, whatever stands before it', () => {
    expect(read('flash:w', options82)).toBe('refused');
  });
});
