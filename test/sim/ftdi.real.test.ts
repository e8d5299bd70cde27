import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../conformance/spawn.ts';
import { REAL_AVRDUDE, realAvrdudeWith } from './real-avrdude.ts';
import { UsbBoard } from './usb-device.ts';
import { canServeUsb, serveUsb } from './usb-server.ts';

/** A chip of FTDI's with an AVR on it, as `-c` names it. */
interface Setup {
  readonly programmer: string;
  readonly kind: string;
  readonly part: string;
  readonly options?: readonly string[];
}

const classic: readonly Setup[] = [
  { programmer: 'avrftdi', kind: 'ft2232h', part: 'm328p' },
  { programmer: 'avrftdi', kind: 'ft2232d', part: 'm328p' },
  { programmer: 'ft232h', kind: 'ft232h', part: 'm32u4' },
  { programmer: 'ft232r', kind: 'ft232r', part: 'm328p' },
  { programmer: 'ft245r', kind: 'ft245r', part: 'm328p' },
  {
    ...{ programmer: 'arduino-ft232r', kind: 'ft232r', part: 't85' },
    options: ['reset=7', 'sck=5', 'sdo=6', 'sdi=3'],
  },
];
const tiny: readonly Setup[] = [
  { programmer: 'ft232h', kind: 'ft232h', part: 't10' },
  { programmer: 'ft232r', kind: 'ft232r', part: 't10' },
];
const newest: readonly Setup[] = [
  { programmer: 'ft232h_jtag', kind: 'ft232h', part: 'm1284p', options: ['wiring=jtag'] },
];

/** Of each release, what it knows. */
const judges: readonly {
  readonly name: string;
  readonly binary: string | undefined;
  readonly setups: readonly Setup[];
}[] = [
  { name: '7.1', binary: REAL_AVRDUDE, setups: [...classic, ...tiny] },
  { name: '8.x', binary: realAvrdudeWith('ft232h_jtag'), setups: [...classic, ...tiny, ...newest] },
];

const folder = mkdtempSync(join(tmpdir(), 'ftdi-real-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** More than a page, without a pattern that a wrong address could hide in; each bit costs time when it is banged. */
const firmware = Uint8Array.from({ length: 140 }, (_, i) => (i * 73 + (i >> 7) * 31 + 11) & 0xff);
const eeprom = Uint8Array.from({ length: 5 }, (_, i) => 255 - i);
writeFileSync(join(folder, 'firmware.bin'), firmware);
writeFileSync(join(folder, 'eeprom.bin'), eeprom);

async function runWith(setup: Setup, board: UsbBoard, binary: string, args: readonly string[]) {
  const service = await serveUsb([board]);
  try {
    const env = { ...process.env, ...service.env, HOME: folder, XDG_CONFIG_HOME: folder, LC_ALL: 'C' };
    const settings = { cwd: folder, env, stdin: '', mode: 'pipe', limitMs: 300_000 } as const;
    return await run([binary, '-c', setup.programmer, '-p', setup.part, ...args], settings);
  } finally {
    await service.close();
  }
}

describe.each(judges)('real avrdude $name through libftdi', ({ binary, setups }) => {
  const runs = describe.skipIf(!canServeUsb() || binary === undefined);
  runs.each(setups)('and $programmer with $part on a $kind', (setup) => {
    const isTiny = setup.part === 't10';

    test('writes and verifies, and leaves the chip running', async () => {
      const { kind, part, options = [] } = setup;
      const board = new UsbBoard({ kind, part, options });
      const others = ['-U', 'eeprom:w:eeprom.bin:r', '-U', 'lfuse:w:0xE2:m'];
      const { status, stderr } = await runWith(setup, board, binary!, [
        ...['-U', 'flash:w:firmware.bin:r', ...(isTiny ? [] : others)],
      ]);
      expect({ status, stderr }).toMatchObject({ status: 0 });
      const { flash, eeprom: ee, lfuse } = board.memories();
      expect({
        flash: flash?.slice(0, firmware.length),
        ...(isTiny ? {} : { eeprom: ee?.slice(0, eeprom.length), lfuse: lfuse?.[0] }),
        objections: board.objections,
        held: board.isp.held || board.firmware.holds,
      }).toEqual({
        flash: firmware,
        ...(isTiny ? {} : { eeprom, lfuse: 0xe2 }),
        objections: [],
        held: false,
      });
    });
  });
});
