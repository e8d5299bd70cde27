import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { realAvrdudeWith, runSimulated } from './real-avrdude.ts';

// avrdude has `serprog` since 8.0, `xbee` for long.
const judges = [
  { programmer: 'serprog', port: '@PORT@', kind: 'serprog', binary: realAvrdudeWith('serprog') },
  { programmer: 'xbee', port: '0013A20012345678@@PORT@', kind: 'xbee', binary: realAvrdudeWith('xbee') },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'serprog-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const flash = Uint8Array.from({ length: 300 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
const flashFile = join(folder, 'flash.bin');
writeFileSync(flashFile, flash);

describe.each(judges)('real avrdude through $programmer', ({ programmer, port, kind, binary }) => {
  const avrdude = (
    device: { options?: readonly string[]; memories?: Record<string, Uint8Array> },
    args: readonly string[],
  ) =>
    runSimulated({ kind, part: 'm328p', ...device }, binary ?? '', [
      ...['-c', programmer, '-p', 'm328p', '-P', port, '-D'],
      ...args,
    ]);

  test.skipIf(binary === undefined)('writes and verifies', async () => {
    const { status, stderr, dump } = await avrdude({}, ['-U', `flash:w:${flashFile}:r`]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect({
      flash: dump.memories.flash?.slice(0, flash.length),
      violations: dump.meta.violations,
      held: dump.meta.targetHeld,
    }).toEqual({ flash, violations: [], held: false });
  });

  test.skipIf(binary === undefined)('reads', async () => {
    const verify = ['-U', `flash:v:${flashFile}:r`];
    const same = await avrdude({ memories: { flash } }, verify);
    expect({ status: same.status, stderr: same.stderr }).toMatchObject({ status: 0 });
    expect({ violations: same.dump.meta.violations, held: same.dump.meta.targetHeld }).toEqual({
      violations: [],
      held: false,
    });
    const other = await avrdude({ memories: { flash: flash.with(200, ~(flash[200] ?? 0) & 0xff) } }, verify);
    expect(other.status).toBe(1);
  });

  // serprog: without what a programmer may lack; xbee: through the air.
  const hardships = { serprog: 'without=3.8.11.14.15.16', xbee: 'lose=9' } as const;
  test.skipIf(binary === undefined)(`writes with ${hardships[programmer]}`, async () => {
    const device = { options: [hardships[programmer]] };
    const { status, stderr, dump } = await avrdude(device, ['-U', `flash:w:${flashFile}:r`]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect({ flash: dump.memories.flash?.slice(0, flash.length), violations: dump.meta.violations }).toEqual({
      flash,
      violations: [],
    });
  });
});
