import { expect, test } from 'vitest';
import { CommandError, UnsupportedError } from '../../src/model/errors.ts';
import type { ReleaseId } from '../../src/model/release.ts';
import { runCommand } from '../../src/terminal/terminal.ts';
import { type BenchOptions, bench } from './fixture.ts';

/** Lines that fail, and the name of what is said of the failure. */
const lines: readonly (readonly [ReleaseId, string, string, BenchOptions?])[] = [
  ['6.4', 'xyz', 'terminal/unknown-command'],
  ['6.4', 'dump nosuch 0 1', 'terminal/memory-unknown'],
  ['8.2', 'abort 1', 'terminal/no-arguments-syntax'],
  ['8.2', 'help 1', 'terminal/no-arguments-syntax'],
  ['8.2', 'flush 1', 'terminal/no-arguments-syntax'],
  ['8.2', 'quit 1', 'terminal/no-arguments-syntax'],
  ['8.2', 'sig 1', 'terminal/no-arguments-syntax'],
  ['7.1', 'dump flash x 1', 'terminal/argument-wrong'],
  ['7.1', 'dump flash 0x8000 1', 'terminal/read-section-out-of-range'],
  ['8.2', 'dump', 'terminal/dump-syntax'],
  ['8.2', 'dump nosuch', 'terminal/memory-unknown'],
  ['8.2', 'dump flash 0 x', 'terminal/argument-wrong'],
  ['8.2', 'dump flash 16 -0x7ff8', 'terminal/length-invalid'],
  ['8.2', 'save eeprom 0 1 file:?', 'terminal/unknown-format'],
  ['8.2', 'save eeprom x 1 file', 'terminal/argument-wrong'],
  ['8.2', 'save eeprom 0x1000 1 file', 'terminal/segment-wrong'],
  ['8.2', 'backup eeprom file:?', 'terminal/unknown-format'],
  ['8.2', 'write eeprom', 'terminal/write-arguments-syntax'],
  ['8.2', 'write eeprom 0', 'terminal/missing'],
  ['8.2', 'write eeprom x 1', 'terminal/argument-wrong'],
  ['8.2', 'write eeprom 0x400 1', 'terminal/write-arguments-out-of-range'],
  ['8.2', 'write eeprom 0 0x800 1 ...', 'terminal/fill-too-long'],
  ['7.1', 'write eeprom 0x3ff 1 2', 'terminal/write-arguments-too-many'],
  ['7.1', 'write eeprom 0 z', 'terminal/data-wrong'],
  ['8.2', 'erase eeprom x 1', 'terminal/argument-wrong'],
  ['7.1', 'pgerase flash x', 'terminal/argument-wrong', { programmer: { pageErase: async () => {} } }],
  ['8.2', 'regfile -q', 'terminal/flags-invalid-option'],
  ['8.2', 'regfile a b', 'terminal/registers-syntax'],
  ['8.2', 'config -q', 'terminal/flags-invalid-option'],
  ['8.2', 'config lb=0x100', 'terminal/outside'],
  ['8.2', 'include -x file', 'terminal/flags-invalid-option'],
  ['8.2', 'disasm -y', 'terminal/disassemble-invalid-option'],
  ['8.2', 'disasm nosuch', 'terminal/memory-unknown'],
  ['8.2', 'part -v -m', 'terminal/mixed'],
  ['8.2', 'factory', 'terminal/factory-syntax'],
  ['8.2', 'send 1 2 3 x', 'terminal/argument-wrong', { programmer: { command: async (sent) => sent } }],
  ['8.2', 'sck 1parsec', 'terminal/wrong-unit', { programmer: { setSckPeriod: async () => {} } }],
  ['8.2', 'sck 1', 'terminal/setting-refused', { programmer: { setSckPeriod: () => refusal() } }],
];

const refusal = (): Promise<never> => Promise.reject(new UnsupportedError('not on this board'));

const cases = lines.map(([release, line, name, options = {}]) => [release, line, name, options] as const);

test.each(cases)('%s: %s fails with an error that carries %s', async (release, line, name, options) => {
  const outcome = await runCommand(bench(release, [], options).terminal, line);
  const error = outcome.kind === 'failed' ? outcome.error : undefined;
  expect([error instanceof CommandError, error?.said?.name]).toEqual([true, name]);
});

test('a cache that cannot be flushed and a file operation fail with what they failed of', async () => {
  const cause = new UnsupportedError('not on this board');
  const { terminal } = bench('8.2', [], {
    programmer: { pagedWrite: () => Promise.reject(cause) },
    context: { runUpdate: async () => ({ ok: false, error: cause }) },
  });
  expect(await runCommand(terminal, 'verify flash file')).toEqual({
    kind: 'failed',
    error: new CommandError(cause.message, -1, { cause }),
  });
});

test('factory goes on after a failure, and fails with the first', async () => {
  const { terminal, cells } = bench('8.2', [], {
    programmer: { chipErase: () => Promise.reject(new UnsupportedError('no erase')) },
    prepare: (chip) => chip.get('eeprom')?.fill(0),
  });
  const outcome = await runCommand(terminal, 'factory reset');
  const error = outcome.kind === 'failed' ? outcome.error : undefined;
  expect(error?.said?.name).toBe('terminal/erase-failure-erase-failed');
  expect([cells.get('eeprom')?.every((byte) => byte === 0xff), cells.get('lfuse')?.[0]]).toEqual([
    true,
    0x52,
  ]);
});
