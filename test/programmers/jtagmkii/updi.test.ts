import { expect, test } from 'vitest';
import type { ReleaseId } from '../../../src/model/release.ts';
import { jtagmkiiUpdi } from '../../../src/programmers/jtagmkii/updi.ts';
import { Jtag2Updi } from '../../sim/jtag2updi.ts';
import { updiPart } from '../../sim/updi-parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';
import { updi } from '../updi-parts.ts';

async function started(
  name: string,
  spec: { memories?: Record<string, number>; faults?: string[] } = {},
  release: ReleaseId = '7.1',
  extended: string[] = [],
) {
  const device = new Jtag2Updi({ kind: 'jtag2updi', part: name, ...spec }, updiPart(name)!);
  const part = updi(name);
  const bench = serialBench(device, { id: 'jtag2updi', part, release, extended });
  const programmer = jtagmkiiUpdi.create(bench.context);
  await programmer.open();
  await programmer.initialize();
  return { ...bench, programmer, device, named: (one: string) => part.memories.find((m) => m.name === one)! };
}

test.each([
  ['t1614', '7.1'],
  ['avr128da48', '8.2'],
  ['avr64ea48', '8.2'],
] as const)('all memories of %s are written and read under %s', async (name, release) => {
  const { programmer, device, named } = await started(name, {}, release);
  const [flash, eeprom, userRow] = [named('flash'), named('eeprom'), named('userrow')];
  const pages = [...samplePages(3, flash.pageSize), ...samplePages(1, flash.pageSize, 0x2000)];
  const cells = samplePages(2, eeprom.pageSize, 64);
  const row = samplePages(1, userRow.pageSize);
  for (const { address } of pages) await programmer.pageErase!(flash, address);
  await programmer.pagedWrite!(flash, pages, () => {});
  await programmer.pagedWrite!(eeprom, cells, () => {});
  await programmer.pagedWrite!(userRow, row, () => {});
  await programmer.writeByte!(named('fuse5'), 0, 0xc8);
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash, rangesOf(pages), (index, data) => {
    read[index] = Buffer.from(data);
  });
  expect(await programmer.readByte!(named('fuse5'), 0)).toBe(0xc8);
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(pages.map(({ data }) => Buffer.from(data)));
  const { memories, meta } = device.dump();
  for (const { address, data } of cells)
    expect(memories.eeprom!.slice(address, address + data.length)).toEqual(data);
  expect(memories.userrow).toEqual(row[0]!.data);
  expect(meta).toMatchObject({ violations: [], targetHeld: false, chip: { lostWrites: 0, pageErases: 4 } });
});

test('a chip erase needs no signature, and 8.2 looks at the target afterwards', async () => {
  const { programmer, device } = await started('t1614', { memories: { flash: 0 } }, '8.2');
  await programmer.chipErase();
  const before = device.dump().meta.commands['05'] ?? 0;
  await programmer.disable();
  await programmer.close();
  expect(device.dump().meta.commands['05']).toBe(before + 3);
  expect(device.dump().meta.chip.chipErases).toBe(1);
  expect(device.dump().meta.violations).toEqual([]);
});

test('what a locked part refuses is said in the words of the release', async () => {
  const { programmer, named, said } = await started('t1614', { memories: { lock: 0 } });
  await expect(programmer.readByte!(named('signature'), 0)).rejects.toMatchObject({ name: 'RefusedError' });
  await programmer.disable();
  await programmer.close();
  const refused = 'warning: avrdude: bad response to enter progmode command: RSP_ILLEGAL_MCU_STATE\n';
  expect(aloud(said).slice(0, 3)).toEqual([
    refused,
    refused,
    'error: avrdude: bad response to read memory command: RSP_ILLEGAL_MCU_STATE\n',
  ]);
});

test('-x rtsdtr holds the control lines from the opening to the end', async () => {
  const { programmer, lines, said } = await started('t1614', {}, '8.2', ['rtsdtr=low']);
  await programmer.disable();
  await programmer.close();
  expect(lines).toEqual(['dtr false rts false', 'dtr true rts true', 'dtr false rts false']);
  expect(said.filter((line) => line.includes('handshake'))).toEqual([
    'notice: avrdude: forcing serial DTR/RTS handshake lines LOW\n',
    'notice: avrdude: releasing DTR/RTS handshake lines\n',
  ]);
});
