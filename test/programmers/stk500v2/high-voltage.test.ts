import { expect, test } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { stk500generic } from '../../../src/programmers/stk500v1/generic.ts';
import { stk500hvsp, stk500pp } from '../../../src/programmers/stk500v2/high-voltage.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic, memory } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const [flash, eeprom] = classic.memories;
const types = { pp: stk500pp, hvsp: stk500hvsp };
const partFor = (kind: 'pp' | 'hvsp') =>
  ({
    ...classic,
    ctlStack: { kind, bytes: Uint8Array.from({ length: 32 }, (_, i) => i) },
    hventerstabdelay: 100,
    progmodedelay: 0,
    latchcycles: 5,
    togglevtg: 1,
    poweroffdelay: 15,
    resetdelayms: 1,
    resetdelayus: 0,
    hvspcmdexedelay: 0,
    synchcycles: 6,
    chiperasepulsewidth: 0,
    chiperasepolltimeout: 10,
    chiperasetime: 0,
    programfusepulsewidth: 0,
    programfusepolltimeout: 5,
    programlockpulsewidth: 0,
    programlockpolltimeout: 5,
  }) as unknown as Part;

test.each(['pp', 'hvsp'] as const)('%s: pages, bytes, fuses and signature', async (kind) => {
  const device = simulate({ kind: 'stk500v2', part: 'm32u4' });
  const { context, said } = serialBench(device, { id: `stk500${kind}`, part: partFor(kind) });
  const programmer = types[kind].create(context);
  await programmer.open();
  await programmer.initialize();
  await programmer.chipErase();
  const run = samplePages(4, 128, 0x100);
  await programmer.pagedWrite!(flash!, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  await programmer.writeByte!(eeprom!, 5, 0x42);
  expect(await programmer.readByte!(eeprom!, 5)).toBe(0x42);
  await programmer.writeByte!(memory({ name: 'lfuse' }), 0, 0xe2);
  expect(await programmer.readByte!(memory({ name: 'lfuse' }), 0)).toBe(0xe2);
  const signature = memory({ name: 'signature', size: 3 });
  expect([
    await programmer.readByte!(signature, 0),
    await programmer.readByte!(signature, 1),
    await programmer.readByte!(signature, 2),
  ]).toEqual([0x1e, 0x95, 0x87]);
  await programmer.disable();
  await programmer.close();
  expect({ said: aloud(said), violations: device.dump().meta.violations }).toEqual({
    said: [],
    violations: [],
  });
});

test.each(['truncate=13 nibble=20', 'drop=200', 'truncate=22'])(
  'stk500pp: a block whose answer is lost is repeated in its place (%s)',
  async (faults) => {
    const device = simulate({ kind: 'stk500v2', part: 'm32u4', faults: faults.split(' ') });
    const { context } = serialBench(device, { id: 'stk500pp', part: partFor('pp') });
    const programmer = stk500pp.create(context);
    await programmer.open();
    await programmer.initialize();
    const run = samplePages(8, 128, 0x100);
    await programmer.pagedWrite!(flash!, run, () => {});
    const read: Buffer[] = [];
    await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
      read[index] = Buffer.from(data);
    });
    await programmer.close();
    const written = Buffer.concat(run.map(({ data }) => data));
    expect(Buffer.from(device.chip.flash.slice(0x100, 0x100 + written.length))).toEqual(written);
    expect(Buffer.concat(read)).toEqual(written);
    expect(device.chip.flash.slice(0x100 + written.length).every((byte) => byte === 0xff)).toBe(true);
  },
);

test('a part without that control stack is refused', async () => {
  const device = simulate({ kind: 'stk500v2', part: 'm32u4' });
  const { context, said } = serialBench(device, { id: 'stk500hvsp', part: partFor('pp') });
  const programmer = stk500hvsp.create(context);
  await programmer.open();
  await expect(programmer.initialize()).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(aloud(said)).toEqual([
    'info: avrdude: stk500hv_initialize(): high-voltage serial programming control stack not defined for part "ATmega32U4"\n',
  ]);
});

test.each([
  ['stk500v1', '8.2', 'stk500v1'],
  ['stk500v2', '8.2', 'stk500v2'],
] as const)('stk500generic finds %s', async (kind, release, name) => {
  const device = simulate({ kind, part: 'm32u4' });
  const { context, said } = serialBench(device, { id: 'stk500', release });
  const programmer = stk500generic.create(context);
  await programmer.open();
  await programmer.initialize();
  expect((await programmer.command!(Uint8Array.of(0x30, 0, 1, 0)))[3]).toBe(0x95);
  await programmer.disable();
  await programmer.close();
  expect(said.filter((line) => line.startsWith('info'))).toEqual([
    `info: avrdude: successfully opened ${name} device; in future\n`,
    `info:          please use -c ${name}, so -x parameters are available\n`,
  ]);
});
