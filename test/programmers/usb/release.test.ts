import { describe, expect, test } from 'vitest';
import { ch341a } from '../../../src/programmers/ch341a/ch341a.ts';
import { usbasp } from '../../../src/programmers/usbasp/type.ts';
import { usbtiny } from '../../../src/programmers/usbtiny/type.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { flash } from '../parts.ts';
import { bench, pages } from '../usb-bench.ts';

const types = { usbtiny, usbasp, ch341a };

/** A short run, as a session has it: every bracket is closed, whatever failed. @returns the board afterwards */
async function run(id: keyof typeof types, faults: readonly string[]): Promise<UsbBoard> {
  const board = new UsbBoard({ kind: id, part: 'm328p', faults });
  const programmer = types[id].create(bench([board], { id }).context);
  try {
    await programmer.open();
    await programmer.initialize();
    await programmer.pagedWrite!(flash, pages(2), () => {});
  } catch {
    // What is said of it is told elsewhere.
  }
  await programmer.disable();
  await programmer.powerdown?.();
  await programmer.close();
  return board;
}

describe.each(['usbtiny', 'usbasp', 'ch341a'] as const)('%s lets the target go', (id) => {
  test('when any one transfer stalls', { timeout: 60_000 }, async () => {
    const whole = await run(id, []);
    const all = Array.from({ length: whole.transfers }, (_, i) => i + 1);
    expect(all.length).toBeGreaterThan(5);
    const held: number[] = [];
    for (const transfer of all) {
      const board = await run(id, [`stall-at=${transfer}`]);
      if (board.isp.held) held.push(transfer);
    }
    expect(held).toEqual([]);
  });
});
