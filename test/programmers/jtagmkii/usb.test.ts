import { expect, test } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { dragonIsp, jtagmkiiIsp } from '../../../src/programmers/jtagmkii/isp.ts';
import { dragonJtag, jtagmkii } from '../../../src/programmers/jtagmkii/jtag-types.ts';
import { UsbBoard } from '../../sim/usb-device.ts';
import { classic } from '../parts.ts';
import { rangesOf, samplePages } from '../serial-bench.ts';
import { aloud, bench } from '../usb-bench.ts';

const part = {
  ...classic,
  isAvr32: false,
  bootSectionSize: 512,
  eepromInstr: new Uint8Array(20),
  flashInstr: new Uint8Array(3),
} as unknown as Part;
const flash = classic.memories[0]!;

test.each([
  ['jtag2', jtagmkii],
  ['dragon_jtag', dragonJtag],
  ['jtag2isp', jtagmkiiIsp],
  ['dragon_isp', dragonIsp],
] as const)('%s over USB', async (kind, type) => {
  const board = new UsbBoard({ kind, part: 'm32u4', memories: { hfuse: 0x19 } });
  const { context, said } = bench([board], { id: 'jtag2', part });
  const programmer = type.create(context);
  await programmer.open();
  await programmer.initialize();
  const run = samplePages(9, 128);
  await programmer.chipErase();
  await programmer.pagedWrite!(flash, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  expect({ violations: board.violations, held: board.isp.held }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([]);
});

test('a JTAGICE that is unplugged ends the run', async () => {
  const board = new UsbBoard({ kind: 'jtag2', part: 'm32u4', faults: ['unplug-at=40'] });
  const { context } = bench([board], { id: 'jtag2', part });
  const programmer = jtagmkii.create(context);
  await programmer.open();
  await programmer.initialize();
  await expect(programmer.pagedWrite!(flash, samplePages(20, 128), () => {})).rejects.toMatchObject({
    name: 'DisconnectedError',
  });
  await programmer.disable();
  await programmer.close();
});
