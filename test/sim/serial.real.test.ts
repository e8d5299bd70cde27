import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, test } from 'vitest';
import { REAL_AVRDUDE, runSimulated } from './real-avrdude.ts';

/** One way to reach a chip, and what it cannot do. */
interface Setup {
  readonly kind: string;
  readonly programmer: string;
  readonly part: string;
  readonly options?: readonly string[];
  readonly args?: readonly string[];
  /** A boot loader: no fuse writes, flash pages erased as they are written. */
  readonly boot?: boolean;
  /** The boot loader has no way to ask for fuses. */
  readonly noFuses?: boolean;
}

const SETUPS: readonly Setup[] = [
  { kind: 'stk500v1', programmer: 'stk500v1', part: 'm32u4' },
  { kind: 'stk500v1', programmer: 'avrisp', part: 't85' },
  { kind: 'stk500v1', programmer: 'avrisp', part: 'm8' },
  { kind: 'optiboot', programmer: 'arduino', part: 'm328p', args: ['-D'], boot: true, noFuses: true },
  { kind: 'avr109', programmer: 'avr109', part: 'm32u4', boot: true },
  { kind: 'avr109', programmer: 'butterfly', part: 'm32u4', options: ['fw=butterfly'], boot: true },
  { kind: 'avr109', programmer: 'avr109', part: 'm16u2', options: ['fw=lufa', 'protect=0'], boot: true },
  { kind: 'stk500v2', programmer: 'stk500v2', part: 'm32u4' },
  { kind: 'stk500v2', programmer: 'stk500v2', part: 'm2560' },
  { kind: 'stk500v2', programmer: 'stk500pp', part: 'm32' },
  { kind: 'wiring', programmer: 'wiring', part: 'm2560', args: ['-D'], boot: true },
  { kind: 'jtagmkii', programmer: 'jtag2fast', part: 'm32u4' },
  { kind: 'jtagmkii', programmer: 'jtag2slow', part: 'm16', options: ['fw=3.20'] },
  { kind: 'jtagmkii', programmer: 'jtag2isp', part: 'm32u4' },
  { kind: 'avr910', programmer: 'avr910', part: 'm16' },
  { kind: 'avr910', programmer: 'avr910', part: 'm32', options: ['block=128'] },
  { kind: 'buspirate', programmer: 'buspirate', part: 'm328p' },
  {
    kind: 'buspirate',
    programmer: 'buspirate',
    part: 'm32u4',
    options: ['reset=aux'],
    args: ['-x', 'reset=aux'],
  },
];

const folder = mkdtempSync(join(tmpdir(), 'real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Bytes without a pattern that a wrong address could hide in. */
function sample(length: number): Buffer {
  return Buffer.from(Array.from({ length }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff));
}

const flashFile = join(folder, 'flash.bin');
const eepromFile = join(folder, 'eeprom.bin');
const flash = sample(1900);
const eeprom = sample(200);
writeFileSync(flashFile, flash);
writeFileSync(eepromFile, eeprom);

/**
 * The first address where a memory is not `data` followed by 0xff; `undefined` when there is none. (Comparing with
 * toEqual takes long enough to make the devices of the tests beside this one miss avrdude's deadlines.)
 */
function firstDifference(memory: Uint8Array, data: Uint8Array): number | undefined {
  const length = Math.max(memory.length, data.length);
  for (let a = 0; a < length; a++) if ((memory[a] ?? 0xff) !== (data[a] ?? 0xff)) return a;
  return undefined;
}

const title = (s: Setup) => [s.programmer, s.part, ...(s.options ?? [])].join(' ');

describe.skipIf(!REAL_AVRDUDE).each(SETUPS)(
  'real avrdude 7.1 through $kind',
  { concurrent: true },
  (setup) => {
    const { kind, part, options = [], args = [] } = setup;
    const common = ['-c', setup.programmer, '-p', part, '-P', '@PORT@', ...args];
    const avrdude = (
      spec: { faults?: readonly string[]; memories?: Record<string, Uint8Array | number> },
      more: readonly string[],
      on?: 'pty' | 'tcp',
    ) => runSimulated({ kind, part, options, ...spec }, REAL_AVRDUDE!, [...common, ...more], on);

    test(`${title(setup)}: writes and verifies flash and EEPROM`, async ({ expect }) => {
      const { status, stderr, dump } = await avrdude({}, [
        '-U',
        `flash:w:${flashFile}:r`,
        '-U',
        `eeprom:w:${eepromFile}:r`,
      ]);
      expect(stderr).toMatch(/1900 bytes of flash verified/);
      expect(status).toBe(0);
      expect(dump.meta.violations).toEqual([]);
      expect(dump.meta.targetHeld).toBe(false);
      expect(firstDifference(dump.memories.flash!, flash)).toBeUndefined();
      expect(firstDifference(dump.memories.eeprom!, eeprom)).toBeUndefined();
    });

    test(`${title(setup)}: reads back over TCP what was there`, async ({ expect }) => {
      const readFile = join(folder, `${title(setup)}.bin`);
      const { status, dump } = await avrdude({ memories: { flash } }, ['-U', `flash:r:${readFile}:r`], 'tcp');
      expect(status).toBe(0);
      expect(dump.meta.violations).toEqual([]);
      // 7.1 leaves trailing 0xff away, but not with -c arduino.
      expect(firstDifference(readFileSync(readFile), flash)).toBeUndefined();
    });

    test.skipIf(setup.noFuses)(`${title(setup)}: reads fuses and lock`, async ({ expect }) => {
      const memories = { lfuse: 0xe2, hfuse: 0xd5, lock: 0xfc };
      const { status, stdout, stderr } = await avrdude({ memories }, [
        '-U',
        'lfuse:r:-:h',
        '-U',
        'hfuse:r:-:h',
        '-U',
        'lock:r:-:h',
      ]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      expect(stdout).toBe(`0xe2\n0xd5\n0x${(0xfc).toString(16)}\n`);
    });

    test.skipIf(setup.boot)(`${title(setup)}: writes fuses and lock, erases the chip`, async ({ expect }) => {
      const { status, dump } = await avrdude({ memories: { flash, eeprom } }, [
        ...['-e', '-U', 'lfuse:w:0xC2:m', '-U', 'hfuse:w:0xD7:m', '-U', 'lock:w:0xFC:m'],
      ]);
      expect(status).toBe(0);
      expect(dump.memories.lfuse).toEqual(Uint8Array.of(0xc2));
      expect(dump.memories.hfuse).toEqual(Uint8Array.of(0xd7));
      expect(dump.memories.lock).toEqual(Uint8Array.of(0xfc));
      expect(dump.memories.flash!.every((b) => b === 0xff)).toBe(true);
      expect(dump.meta.chip.chipErases).toBe(1);
      expect(dump.meta.violations).toEqual([]);
    });

    test(`${title(setup)}: refuses another chip`, async ({ expect }) => {
      const { status, stderr, dump } = await avrdude({ faults: ['wrong-signature=1e9999'] }, [
        '-U',
        `flash:w:${flashFile}:r`,
      ]);
      expect(status).toBe(1);
      expect(stderr).toContain('device signature = 0x1e9999');
      expect(dump.meta.chip.pageWrites).toBe(0);
    });

    test(`${title(setup)}: finds a bit that does not read back`, async ({ expect }) => {
      const { status, stderr } = await avrdude({ faults: ['bad-verify=0x10'] }, [
        '-U',
        `flash:w:${flashFile}:r`,
      ]);
      expect(status).toBe(1);
      expect(stderr).toContain('at addr 0x0010 (error)');
    });
  },
);
