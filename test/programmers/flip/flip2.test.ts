import { describe, expect, test } from 'vitest';
import { UsbBoard } from '../../sim/usb-device.ts';
import { inVirtualTime, type ProgramRun, runProgram } from '../../whole-run/run-program.ts';

inVirtualTime();

const sample = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + (i >> 13) * 7 + 11) & 0xff);

async function flip(args: string, options: readonly string[] = [], more: Partial<ProgramRun> = {}) {
  const board = new UsbBoard({ kind: 'flip2', part: 'x128a3u', options });
  const line = `-qq -c flip2 -p x128a3u ${args}`.trim();
  const run = await runProgram({ release: '8.2', device: board, ...more, args: line });
  return { ...run, board };
}

test('128 KiB lie on both sides of 64 KiB, and come back', async () => {
  const data = sample(0x20000);
  const { status, board, read } = await flip('-U application:w:all.bin:r -U application:r:back.bin:r', [], {
    files: { 'all.bin': data },
  });
  expect({
    status,
    there: Buffer.compare(board.chip.flash.subarray(0, data.length), data),
    back: Buffer.compare(read('back.bin')!, data),
    violations: board.violations,
  }).toEqual({ status: 0, there: 0, back: 0, violations: [] });
});

describe('a chip erase', () => {
  test('is waited for', async () => {
    const { status, board } = await flip('-e', ['split-erase', 'secure']);
    expect({ status, erases: board.chip.counts.chipErases }).toEqual({ status: 0, erases: 1 });
  });

  test('that does not end is given up', async () => {
    const { status, took, stderr } = await flip('-e', ['endless-erase']);
    expect({ failed: status !== 0, inTime: took > 15_000 && took < 25_000, stderr }).toEqual({
      failed: true,
      inTime: true,
      stderr: 'Error: the chip is still being erased after 20 s\nError: chip erase failed\n',
    });
  });
});

test.each(['6.4', '7.1', '8.2'] as const)('%s: -E reset starts the application', async (release) => {
  const { status, board, stderr } = await flip('-E reset', [], { release });
  expect({ status, started: board.firmware.started, stderr }).toEqual({
    status: 0,
    started: true,
    // 6.4 does not hush what it says at its usual loudness.
    stderr: release === '6.4' ? 'avrdude: starting application\n' : '',
  });
});

/** What real avrdude 7.1 and 8.2 say of a word that they do not know. (Recorded with the emulated loader.) */
test.each([
  ['6.4', 0, 'avrdude: WARNING: -E option not supported by this programmer type\n'],
  [
    '8.2',
    1,
    [
      'Error: invalid exitspec parameter -E bogus',
      'avrdude -c flip2 exitspec parameter options:',
      '  -E reset   Application will not start automatically after programming session',
      '  -E noreset Application will start automatically after programming session',
      '  -E help    Show this help menu and exit',
      'Error: unable to parse list of -E parameters',
      '',
    ].join('\n'),
  ],
] as const)('%s: -E bogus', async (release, status, stderr) => {
  const run = await flip('-E bogus', [], { release });
  expect({ status: run.status, stderr: run.stderr, started: run.board.firmware.started }).toEqual({
    ...{ status, stderr },
    started: false,
  });
});
