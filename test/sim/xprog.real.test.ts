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

// Real avrdude 7.1 and our binary, each with an AVRISP mkII or STK600 of its own: everything that they print and do is compared.

const folder = mkdtempSync(join(tmpdir(), 'xprog-real-'));
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
  readonly stdin?: string;
  /** Default 0. */
  readonly status?: number;
}

async function outcome(binary: string, { kind, id, part, args = [], options = [], stdin = '' }: Case) {
  const board = new UsbBoard({ kind, part, options: ['lenient', ...options] });
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, AVRDUDE_COMPAT: '7.1', HOME: folder, LC_ALL: 'C' };
    const command = [binary, '-C', conf, '-c', id, '-p', part, ...args];
    const done = await run(command, { cwd: folder, env, stdin, mode: 'pipe', limitMs: 300_000 });
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
  { kind: 'avrispmkII', id: 'avrispmkII', part: 'x16a4u', args: [...write, '-U', 'boot:w:firmware.bin:r'] },
  { kind: 'avrispmkII', id: 'avrispmkII', part: 'x16a4u', args: ['-U', 'fuse2:w:0xbf:m', '-v'] },
  { kind: 'avrispmkII', id: 'avrispmkII', part: 't10', args: [...write, '-U', 'fuse:w:0xfe:m'] },
  { kind: 'avrispmkII', id: 'avrispmkII', part: 't10', options: ['nodevice'], status: 1 },
  { kind: 'stk600', id: 'stk600', part: 'm328p', args: [...write, '-v'] },
  { kind: 'stk600', id: 'stk600', part: 'x16a4u', args: ['-e', ...write] },
  { kind: 'stk600', id: 'stk600', part: 'x16a4u', options: ['wrong-signature'], status: 1 },
  {
    kind: 'stk600',
    id: 'stk600',
    part: 'm328p',
    args: ['-t'],
    stdin: 'parms\nvtarg 3\nvaref 1 2\nfosc 2M\nsck 10\nparms\nquit\n',
  },
  { kind: 'stk600', id: 'stk600pp', part: 'm328p', args: [...write, '-U', 'hfuse:w:0xd8:m'] },
  { kind: 'stk600', id: 'stk600hvsp', part: 't85', args: [...write, '-U', 'lfuse:w:0xe2:m'] },
];

describe.runIf(possible)('real avrdude and ours', () => {
  test.for(cases)('$id $part $args $options', async (one) => {
    const real = await outcome(REAL_AVRDUDE ?? '', one);
    const ours = await outcome(built, one);
    expect(real.objections).toEqual([]);
    expect(real.printed.status, real.printed.stderr).toBe(one.status ?? 0);
    expect(ours.objections).toEqual([]);
    expect(ours.printed).toEqual(real.printed);
    expect(ours.memories).toEqual(real.memories);
    expect([ours.held, real.held]).toEqual([false, false]);
    // We ask the device for one name more when it is opened.
    expect(ours.transfers).toBeLessThanOrEqual(real.transfers + 2);
  });
});
