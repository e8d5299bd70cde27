import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { masked } from '../conformance/replay.ts';
import { run } from '../conformance/spawn.ts';
import { projectFile } from './carrier.ts';
import { realAvrdudeWith } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

// Real avrdude 8.x and our binary, each with an AVR-Doper of its own: everything that they print and do is compared. (On Linux 6.4 and 7.1
// ask an AVR-Doper for a report without saying which, and get none.)

const folder = mkdtempSync(join(tmpdir(), 'avrdoper-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const image = Uint8Array.from({ length: 600 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
writeFileSync(join(folder, 'firmware.bin'), image);
/** The CH341A came with 7.2. */
const real = realAvrdudeWith('ch341a');
const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const possible = canServeUsb() && real !== undefined && existsSync(built);
if (!possible) process.stderr.write('NOTICE: no umockdev, avrdude or dist/avrdude: words are not compared\n');

async function outcome(binary: string, args: readonly string[], plugged: boolean) {
  const boards = plugged ? [new UsbBoard({ kind: 'avrdoper', part: 'm328p' })] : [];
  const service = await serveUsb(boards);
  try {
    const env = { ...process.env, ...service.env, AVRDUDE_COMPAT: '8.2', HOME: folder, LC_ALL: 'C' };
    const command = [binary, '-P', 'avrdoper', '-p', 'm328p', ...args];
    const done = await run(command, { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 60_000 });
    return {
      printed: {
        status: done.status,
        stdout: masked(done.stdout, []),
        // The files are elsewhere, and where only USB is simulated, real avrdude cannot list serial ports.
        stderr: masked(done.stderr, [])
          .replace(/^System wide configuration file is .*\n/m, '')
          .replace('Error: sp_list_ports() failed!\n', ''),
      },
      targets: boards.map(({ chip, isp, violations }) => ({
        flash: Buffer.from(chip.flash).toString('base64'),
        fuses: { ...chip.fuses },
        held: isp.held,
        violations: [...violations],
      })),
    };
  } finally {
    await service.close();
  }
}

const write = ['-U', 'flash:w:firmware.bin:r', '-U', 'lfuse:w:0xE2:m'];
const cases: Readonly<Record<string, readonly [args: readonly string[], plugged: boolean]>> = {
  plain: [['-c', 'stk500v2', ...write], true],
  verbose: [['-v', '-c', 'stk500v2', ...write], true],
  'another id': [['-c', 'avrisp2', ...write], true],
  'no AVR-Doper': [['-c', 'stk500v2', ...write], false],
};

describe.skipIf(!possible)('an AVR-Doper, beside avrdude 8.2', () => {
  test.each(Object.entries(cases))('%s', { timeout: 120_000 }, async (_, [args, plugged]) => {
    const theirs = await outcome(real!, args, plugged);
    expect(theirs.printed.status).toBe(plugged ? 0 : 1);
    expect(await outcome(built, args, plugged)).toEqual(theirs);
    for (const { flash } of theirs.targets)
      expect(Buffer.from(flash, 'base64').subarray(0, image.length)).toEqual(Buffer.from(image));
  });
});
