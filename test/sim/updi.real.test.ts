import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { REAL_AVRDUDE, runSimulated } from './real-avrdude.ts';

const folder = mkdtempSync(join(tmpdir(), 'updi-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sample = (length: number) =>
  Buffer.from(Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff));
const file = (name: string, data: Uint8Array) => {
  const path = join(folder, name);
  writeFileSync(path, data);
  return path;
};
const flash = sample(1900);
const eeprom = sample(40);
const row = sample(32);
const flashFile = file('flash.bin', flash);
const eepromFile = file('eeprom.bin', eeprom);
const rowFile = file('row.bin', row);

// 7.1 cannot program parts with version 3 of the memory controller, which 8.2 has shown to work with this simulator.
describe.skipIf(!REAL_AVRDUDE).each([
  { kind: 'serialupdi', part: 't1614', options: [] as string[] },
  { kind: 'serialupdi', part: 'avr128da48', options: [] as string[] },
  { kind: 'serialupdi', part: 'm4809', options: ['need_break=1'] },
  { kind: 'jtag2updi', part: 't1614', options: [] as string[] },
  { kind: 'jtag2updi', part: 'avr128da48', options: [] as string[] },
])('real avrdude 7.1 through $kind: $part $options', { concurrent: true }, (setup) => {
  const { kind, part, options } = setup;
  const avrdude = (
    more: readonly string[],
    spec: { memories?: Record<string, Uint8Array | number>; faults?: string[]; timing?: boolean } = {},
  ) =>
    runSimulated({ kind, part, options, ...spec }, REAL_AVRDUDE!, [
      ...['-c', kind, '-p', part, '-P', '@PORT@'],
      ...more,
    ]);

  test('writes and verifies flash, EEPROM and the user row', async ({ expect }) => {
    const writes = [`flash:w:${flashFile}:r`, `eeprom:w:${eepromFile}:r`, `userrow:w:${rowFile}:r`];
    const { status, stderr, dump } = await avrdude(writes.flatMap((write) => ['-U', write]));
    expect(stderr).toMatch(/1900 bytes of flash verified/);
    expect({ status, violations: dump.meta.violations }).toEqual({ status: 0, violations: [] });
    expect(dump.meta.targetHeld).toBe(false);
    expect(Buffer.from(dump.memories.flash!.subarray(0, 1900))).toEqual(flash);
    expect(Buffer.from(dump.memories.eeprom!.subarray(0, 40))).toEqual(eeprom);
    expect(Buffer.from(dump.memories.userrow!.subarray(0, 32))).toEqual(row);
    expect(dump.meta.chip).toMatchObject({ chipErases: 1, lostWrites: 0 });
  });

  test('waits for commands that take their time', async ({ expect }) => {
    const { status, dump } = await avrdude(['-U', `flash:w:${flashFile}:r`], { timing: true });
    expect({ status, violations: dump.meta.violations }).toEqual({ status: 0, violations: [] });
    expect(Buffer.from(dump.memories.flash!.subarray(0, 1900))).toEqual(flash);
  });

  test('reads back what was there', async ({ expect }) => {
    const readFile = join(folder, `${part}.bin`);
    const { status } = await avrdude(['-U', `flash:r:${readFile}:r`], { memories: { flash } });
    expect(status).toBe(0);
    expect(readFileSync(readFile)).toEqual(flash);
  });

  test('writes fuses and the lock', async ({ expect }) => {
    const { status, dump } = await avrdude(['-U', 'fuse2:w:0x01:m', '-U', 'fuse5:w:0xc8:m']);
    expect({ status, violations: dump.meta.violations }).toEqual({ status: 0, violations: [] });
    expect([...dump.memories.fuses!.subarray(0, 6)]).toEqual([0, 0, 0x01, 0xff, expect.any(Number), 0xc8]);
  });

  // Over jtag2updi, avrdude does not get past the signature of a locked part.
  test.skipIf(kind === 'jtag2updi')('finds a locked part, and unlocks it by erasing', async ({ expect }) => {
    const locked = { memories: { lock: 0x00, flash } };
    const refused = await avrdude([], locked);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('device is locked');
    const { status, dump } = await avrdude(['-e'], locked);
    expect({ status, violations: dump.meta.violations }).toEqual({ status: 0, violations: [] });
    expect(dump.memories.flash!.every((byte) => byte === 0xff)).toBe(true);
    expect(dump.memories.lock![0]).not.toBe(0x00);
  });

  test('refuses another chip', async ({ expect }) => {
    const { status, stderr, dump } = await avrdude(['-U', `flash:w:${flashFile}:r`], {
      faults: ['wrong-signature=1e9999'],
    });
    expect(status).toBe(1);
    expect(stderr).toContain('device signature = 0x1e9999');
    expect(dump.meta.chip.pageWrites).toBe(0);
  });
});
