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

/** A run of real avrdude 7.1 and of our binary, each with a device of its own. */
export interface BesideReal {
  /** The device. */
  readonly kind: string;
  /** As `-c` names it. */
  readonly id: string;
  readonly part: string;
  readonly args?: readonly string[];
  readonly options?: readonly string[];
  readonly stdin?: string;
  /** Default 0. */
  readonly status?: number;
}

const folder = mkdtempSync(join(tmpdir(), 'beside-real-'));
const firmware = Uint8Array.from({ length: 900 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
const conf = '/etc/avrdude.conf';
const built = projectFile('package.json').replace(/package\.json$/, 'dist/avrdude');
const possible = canServeUsb() && REAL_AVRDUDE !== undefined && existsSync(built) && existsSync(conf);

/** A file of 900 bytes, and its first 500, to be written. */
export const firmwareFile = 'firmware.bin';
export const shortFile = 'short.bin';

async function outcome(binary: string, { kind, id, part, args = [], options = [], stdin = '' }: BesideReal) {
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

/**
 * Everything that both print and do is compared.
 * @param moreTransfers that we may take beyond avrdude's
 * @param excused objections of the device's to real avrdude that are known
 */
export function compareBesideReal(
  cases: readonly BesideReal[],
  moreTransfers: number,
  excused: RegExp = /^$/,
): void {
  if (!possible)
    process.stderr.write('NOTICE: no umockdev, avrdude or dist/avrdude: words are not compared\n');
  writeFileSync(join(folder, firmwareFile), firmware);
  writeFileSync(join(folder, shortFile), firmware.subarray(0, 500));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe.runIf(possible)('real avrdude and ours', () => {
    test.for(cases)('$id $part $args $options', async (one) => {
      const real = await outcome(REAL_AVRDUDE ?? '', one);
      const ours = await outcome(built, one);
      expect(real.objections.filter((text) => !excused.test(text))).toEqual([]);
      expect(real.printed.status, real.printed.stderr).toBe(one.status ?? 0);
      expect(ours.objections).toEqual([]);
      expect(ours.printed).toEqual(real.printed);
      expect(ours.memories).toEqual(real.memories);
      expect([ours.held, real.held]).toEqual([false, false]);
      expect(ours.transfers).toBeLessThanOrEqual(real.transfers + moreTransfers);
    });
  });
}
