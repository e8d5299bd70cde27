import { expect, test } from 'vitest';
import type { Memory } from '../../../src/model/part.ts';
import { dryrun } from '../../../src/programmers/dryrun/dryrun.ts';
import type { Programmer } from '../../../src/programmers/programmer.ts';
import { simulate } from '../../sim/kinds.ts';
import { classic, memory } from '../parts.ts';
import { samplePages, serialBench } from '../serial-bench.ts';

const fuse = memory({ name: 'hfuse', size: 1, initval: 0x99, bitmask: 0xff });
const narrow = memory({ name: 'efuse', size: 1, initval: 0xf3, bitmask: 0x0f });
const signature = memory({ name: 'signature', size: 3 });
const part = { ...classic, memories: [...classic.memories, fuse, narrow, signature] };
const [flash, eeprom] = part.memories;
const facts = {
  fuseFields: async () => [{ name: 'eesave', memory: 'hfuse', mask: 0x08 }],
  resetValues: async () => [],
  vectors: async () => [],
  toolScripts: async () => undefined,
  usbDevices: async () => [],
  opcodes: async () => ({ isBenign: () => false, target: () => undefined }),
};
const chip = async () => {
  const { context } = serialBench(simulate({ kind: 'stk500v1', part: 'm32u4' }), { id: 'dryrun', part });
  const programmer = dryrun.create({ ...context, facts });
  await programmer.enable!();
  return programmer;
};
const bytes = async (programmer: Programmer, of: Memory, from: number, count: number) =>
  Promise.all(Array.from({ length: count }, (_, i) => programmer.readByte!(of, from + i)));

test('flash only loses bits until the chip is erased; EEPROM takes what it is given', async () => {
  const programmer = await chip();
  const write = (of: Memory, address: number, data: number[]) =>
    programmer.pagedWrite!(of, [{ address, data: Uint8Array.from(data) }], () => {});
  await write(flash!, 0, [0xf0, 0x0f]);
  await write(flash!, 0, [0x3c, 0xff]);
  await write(eeprom!, 0, [0xf0]);
  await write(eeprom!, 0, [0x0f]);
  expect([await bytes(programmer, flash!, 0, 2), await bytes(programmer, eeprom!, 0, 1)]).toEqual([
    [0x30, 0x0f],
    [0x0f],
  ]);
  await programmer.chipErase();
  expect([await bytes(programmer, flash!, 0, 2), await bytes(programmer, eeprom!, 0, 1)]).toEqual([
    [0xff, 0xff],
    [0xff],
  ]);
});

test('EESAVE spares the EEPROM', async () => {
  const programmer = await chip();
  await programmer.writeByte!(fuse, 0, 0x91);
  await programmer.writeByte!(eeprom!, 3, 0x42);
  await programmer.chipErase();
  expect(await programmer.readByte!(eeprom!, 3)).toBe(0x42);
});

test('fuses have factory values, keep bits they do not have, and the signature cannot be written', async () => {
  const programmer = await chip();
  expect(await programmer.readByte!(fuse, 0)).toBe(0x99);
  await programmer.writeByte!(narrow, 0, 0x05);
  expect(await programmer.readByte!(narrow, 0)).toBe(0xf5);
  expect([...(await programmer.readSignature!(signature))]).toEqual([0x1e, 0x95, 0x87]);
  await programmer.writeByte!(signature, 0, 0x1e);
  await expect(programmer.writeByte!(signature, 0, 0x00)).rejects.toThrow('write-protected');
});

test('runs of pages are reported one by one', async () => {
  const programmer = await chip();
  const run = samplePages(3, 128);
  const done: number[] = [];
  await programmer.pagedWrite!(flash!, run, (index) => done.push(index));
  const read: Uint8Array[] = [];
  await programmer.pagedRead!(
    flash!,
    run.map(({ address }) => ({ address, length: 128 })),
    (index, data) => {
      read[index] = data;
    },
  );
  expect([done, read]).toEqual([[0, 1, 2], run.map(({ data }) => data)]);
});
