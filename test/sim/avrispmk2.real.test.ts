import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { masked } from '../conformance/replay.ts';
import { run } from '../conformance/spawn.ts';
import { projectFile } from './carrier.ts';
import { REAL_AVRDUDE } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

// Real avrdude 7.1 and our binary, each with AVRISP mkIIs of its own: everything that they print and do is compared.

const folder = mkdtempSync(join(tmpdir(), 'mk2-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
writeFileSync(
  join(folder, 'firmware.bin'),
  Uint8Array.from({ length: 600 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff),
);
const conf = '/etc/avrdude.conf';
const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const possible = canServeUsb() && REAL_AVRDUDE !== undefined && existsSync(built) && existsSync(conf);
if (!possible) process.stderr.write('NOTICE: no umockdev, avrdude or dist/avrdude: words are not compared\n');

interface Case {
  readonly args: readonly string[];
  readonly stdin?: string;
  /** One set of options for each programmer that is plugged in. */
  readonly boards?: readonly (readonly string[])[];
}

async function outcome(binary: string, { args, stdin = '', boards = [[]] }: Case) {
  const plugged = boards.map(
    (options) => new UsbBoard({ kind: 'avrispmkII', part: 'm328p', options: [...options] }),
  );
  const service = await serveUsb(plugged);
  try {
    const env = { ...process.env, ...service.env, AVRDUDE_COMPAT: '7.1', HOME: folder, LC_ALL: 'C' };
    const command = [binary, '-C', conf, '-c', 'avrispmkII', '-p', 'm328p', ...args];
    const done = await run(command, { cwd: folder, env, stdin, mode: 'pipe', limitMs: 300_000 });
    return {
      printed: {
        status: done.status,
        stdout: masked(done.stdout, []),
        stderr: masked(done.stderr, []).replace(/\[main\.c:\d+\]/g, '[main.c:0]'),
      },
      targets: plugged.map(({ chip, isp, violations }) => ({
        flash: Buffer.from(chip.flash).toString('base64'),
        fuses: { ...chip.fuses },
        held: isp.held,
        violations: [...violations],
      })),
      transfers: plugged.reduce((sum, { transfers }) => sum + transfers, 0),
    };
  } finally {
    await service.close();
  }
}

const write = ['-U', 'flash:w:firmware.bin:r', '-U', 'lfuse:w:0xE2:m'];
const cases: Readonly<Record<string, Case>> = {
  quiet: { args: ['-q', ...write] },
  plain: { args: ['-P', 'usb', ...write] },
  verbose: { args: ['-v', ...write] },
  'very verbose': { args: ['-v', '-v', ...write] },
  'a clock': { args: ['-v', '-v', '-B', '10'] },
  'the fastest clock': { args: ['-v', '-v', '-B', '0.1'] },
  'no such clock': { args: ['-B', '1000000'] },
  'a serial number': { args: ['-P', 'usb:01:23:45', '-v'] },
  'another serial number': { args: ['-P', 'usb:01:23:46', '-v'] },
  'too long a serial number': { args: ['-P', 'usb:00:02:00:01:23:45:00'] },
  'the other of two': { args: ['-P', 'usb:2222', '-v'], boards: [['serial=1111'], ['serial=2222']] },
  'another program has it': { args: ['-v'], boards: [['busy']] },
  'no target': { args: ['-v'], boards: [['absent']] },
  'a target the wrong way round': { args: [], boards: [['absent', 'connection=51']] },
  'no voltage': { args: ['-v'], boards: [['vtarget=0']] },
  'nothing plugged in': { args: ['-v'], boards: [] },
  terminal: { args: ['-t'], stdin: 'parms\nsck 10\nparms\nvtarg 3\nfosc 1M\nd lfuse\nquit\n' },
};

describe.skipIf(!possible)('real avrdude 7.1 and our binary with an AVRISP mkII', () => {
  test.each(Object.entries(cases))('%s', async (_, one) => {
    const theirs = await outcome(REAL_AVRDUDE!, one);
    const ours = await outcome(built, one);
    expect(ours.printed).toEqual(theirs.printed);
    expect(ours.targets).toEqual(theirs.targets);
    // We ask every one that is plugged in for three names, avrdude for two until it has found the right one.
    const plugged = one.boards?.length ?? 1;
    expect(ours.transfers).toBeLessThanOrEqual(theirs.transfers + Math.max(0, 6 * plugged - 4));
  });
});
