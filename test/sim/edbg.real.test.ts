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

// Real avrdude 7.1 and our binary, each with a tool of its own over every interface: everything that they print and do is compared.

const folder = mkdtempSync(join(tmpdir(), 'edbg-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const firmware = Uint8Array.from({ length: 900 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
writeFileSync(join(folder, 'firmware.bin'), firmware);
const conf = '/etc/avrdude.conf';
const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const possible = canServeUsb() && REAL_AVRDUDE !== undefined && existsSync(built) && existsSync(conf);
if (!possible) process.stderr.write('NOTICE: no umockdev, avrdude or dist/avrdude: words are not compared\n');

interface Case {
  readonly kind: string;
  readonly id: string;
  readonly part: string;
  readonly args?: readonly string[];
  readonly options?: readonly string[];
  /** Default 0. */
  readonly status?: number;
}

async function outcome(binary: string, { kind, id, part, args = [], options = [] }: Case) {
  const board = new UsbBoard({ kind, part, options: ['lenient', ...options] });
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, AVRDUDE_COMPAT: '7.1', HOME: folder, LC_ALL: 'C' };
    const command = [binary, '-C', conf, '-c', id, '-p', part, ...args];
    const done = await run(command, { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 300_000 });
    const { signature, calibration, ...memories } = board.memories();
    return {
      printed: {
        status: done.status,
        stdout: masked(done.stdout, []),
        stderr: masked(done.stderr, []).replace(/0\.\d\dsavrdude/g, '0.00savrdude'),
      },
      memories: Object.fromEntries(
        Object.entries(memories).map(([name, data]) => [name, Buffer.from(data).toString('base64')]),
      ),
      held: board.isp.held || board.firmware.holds,
      objections: board.objections,
      transfers: board.transfers,
    };
  } finally {
    await service.close();
  }
}

const write = ['-U', 'flash:w:firmware.bin:r'];
const cases: readonly Case[] = [
  { kind: 'atmelice', id: 'atmelice_updi', part: 't3216', args: write },
  { kind: 'atmelice', id: 'atmelice_updi', part: 'avr128da48', args: write },
  { kind: 'pkobn', id: 'pkobn_updi', part: 'm4809', args: [...write, '-U', 'fuse6:w:4:m'] },
  { kind: 'snap', id: 'snap_updi', part: 't3216', args: ['-v'] },
  { kind: 'atmelice', id: 'atmelice_pdi', part: 'x128a4u', args: [...write, '-U', 'boot:w:firmware.bin:r'] },
  { kind: 'atmelice', id: 'atmelice', part: 'm32u4', args: [...write, '-U', 'lfuse:w:0x5e:m'] },
  { kind: 'jtag3edbg', id: 'jtag3', part: 'm32u4', args: ['-v'] },
  { kind: 'atmelice', id: 'atmelice_dw', part: 'm328p', args: write, options: ['dwen=1'] },
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', args: [...write, '-U', 'lfuse:w:0xe2:m'] },
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', options: ['dwen=1'] },
  { kind: 'xplainedmini', id: 'xplainedmini', part: 'm328p', args: write },
  { kind: 'jtagice3', id: 'jtag3isp', part: 'm328p', args: write },
  { kind: 'powerdebugger', id: 'powerdebugger_isp', part: 'm328p', args: ['-v'] },
  { kind: 'atmelice', id: 'atmelice_tpi', part: 't10', args: [...write, '-U', 'fuse:w:0xfe:m'] },
  { kind: 'atmelice', id: 'atmelice_updi', part: 't3216', options: ['nodevice'], status: 1 },
  { kind: 'atmelice', id: 'atmelice_isp', part: 'm328p', options: ['no-power'], status: 1 },
  { kind: 'atmelice', id: 'atmelice_pdi', part: 'x128a4u', options: ['wrong-signature'], status: 1 },
];

describe.runIf(possible)('real avrdude and ours', () => {
  test.for(cases)('$id $part $args $options', async (one) => {
    const real = await outcome(REAL_AVRDUDE ?? '', one);
    const ours = await outcome(built, one);
    // avrdude pads its reports with what its stack held before.
    expect(real.objections.filter((text) => !text.endsWith('is not padded with zeros'))).toEqual([]);
    expect(real.printed.status, real.printed.stderr).toBe(one.status ?? 0);
    expect(ours.objections).toEqual([]);
    expect(ours.printed).toEqual(real.printed);
    expect(ours.memories).toEqual(real.memories);
    expect([ours.held, real.held]).toEqual([false, false]);
    // A few pages do not make up for what is asked besides: how many reports may be under way, and UPDI's clock.
    expect(ours.transfers).toBeLessThan(real.transfers + 16);
  });
});
