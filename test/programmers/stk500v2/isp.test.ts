import { expect, test } from 'vitest';
import { stk500v2 } from '../../../src/programmers/stk500v2/isp.ts';
import { wiring } from '../../../src/programmers/stk500v2/wiring.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const [flash, eeprom] = classic.memories;
const kinds = { stk500v2, wiring };

test.each([
  ['stk500v2', 'whole'],
  ['stk500v2', 'bytes'],
  ['wiring', 'whole'],
] as const)('%s: flash and EEPROM take one turn for a page or two (%s)', async (kind, pieces) => {
  const device = simulate({ kind, part: 'm32u4' });
  const { context, said } = serialBench(device, { id: kind, pieces });
  const programmer = kinds[kind].create(context);
  await programmer.open();
  await programmer.initialize();
  const run = [...samplePages(20, 128), ...samplePages(4, 128, 0x3000)];
  const before = device.dump().meta.turns;
  await programmer.pagedWrite!(flash!, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  // Pages go one by one and come two by two; an address at the start and at the gap.
  expect(device.dump().meta.turns - before).toBe(24 + 2 + 12 + 2);
  await programmer.pagedWrite!(eeprom!, samplePages(4, 4, 16), () => {});
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  expect(Buffer.from(device.chip.eeprom.slice(16, 32))).toEqual(
    Buffer.concat(samplePages(4, 4, 16).map(({ data }) => data)),
  );
  const { meta } = device.dump();
  expect({ violations: meta.violations, held: meta.targetHeld }).toEqual({ violations: [], held: false });
  expect(aloud(said)).toEqual([]);
});

test('a command that was refused for its checksum is said again', async () => {
  const device = simulate({ kind: 'stk500v2', part: 'm32u4', faults: ['nak-once=5'] });
  const { context, said } = serialBench(device, { id: 'stk500v2' });
  const programmer = stk500v2.create(context);
  await programmer.open();
  await programmer.initialize();
  const signature: number[] = [];
  for (let i = 0; i < 3; i++)
    signature.push((await programmer.command!(Uint8Array.of(0x30, 0, i, 0)))[3] ?? 0);
  await programmer.close();
  expect(signature).toEqual([0x1e, 0x95, 0x87]);
  expect(aloud(said)).toEqual(['info: avrdude: stk500v2_recv(): previous packet sent with wrong checksum\n']);
});

test.each([
  [
    '6.4',
    'info',
    ['stk500v2_ReceiveMessage(): timeout', 'stk500v2_getsync(): timeout communicating with programmer'],
  ],
  ['8.2', 'error', ['timeout', 'timeout communicating with programmer']],
] as const)('silence ends in bounded time, in the words of %s', async (release, level, [each, last]) => {
  const device = simulate({ kind: 'stk500v2', part: 'm32u4', faults: ['silent'] });
  const { context, said } = serialBench(device, { id: 'stk500v2', release });
  await expect(stk500v2.create(context).open()).rejects.toThrow('does not sign on');
  expect(aloud(said)).toEqual([
    ...Array.from({ length: 6 }, () => `${level}: avrdude: ${each}\n`),
    `${level}: avrdude: ${last}\n`,
  ]);
});

test('a part that is not there', async () => {
  const device = simulate({ kind: 'stk500v2', part: 'm32u4', faults: ['nodevice'] });
  const { context, said } = serialBench(device, { id: 'stk500v2', release: '7.1' });
  const programmer = stk500v2.create(context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toMatchObject({ name: 'ProtocolError', rc: -1 });
  expect(aloud(said)).toEqual(['error: avrdude: command failed\n']);
});

// A boot loader carries out no instruction on EEPROM and flash; the terminal of 6.4 asks for bytes.
test('wiring: bytes of EEPROM and flash go in blocks, and nothing beside them changes', async () => {
  const device = simulate({ kind: 'wiring', part: 'm32u4' });
  device.chip.eeprom.set([0x10, 0x11, 0x12, 0x13], 16);
  device.chip.flash.set([0x20, 0x21, 0x22, 0x23], 0x100);
  const { context } = serialBench(device, { id: 'wiring' });
  const programmer = wiring.create(context);
  await programmer.open();
  await programmer.initialize();
  const bytes: number[] = [];
  for (const address of [16, 17, 19]) bytes.push(await programmer.readByte!(eeprom!, address));
  for (const address of [0x100, 0x103]) bytes.push(await programmer.readByte!(flash!, address));
  await programmer.writeByte!(eeprom!, 17, 0xa5);
  await programmer.writeByte!(flash!, 0x101, 0x5a);
  await programmer.close();
  expect(bytes).toEqual([0x10, 0x11, 0x13, 0x20, 0x23]);
  expect([...device.chip.eeprom.subarray(15, 21)]).toEqual([0xff, 0x10, 0xa5, 0x12, 0x13, 0xff]);
  expect([...device.chip.flash.subarray(0xff, 0x105)]).toEqual([0xff, 0x20, 0x5a, 0x22, 0x23, 0xff]);
  expect(device.dump().meta.violations).toEqual([]);
});
