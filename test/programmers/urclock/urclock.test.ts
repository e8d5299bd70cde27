import { expect, test } from 'vitest';
import type { Part } from '../../../src/model/part.ts';
import { urclock } from '../../../src/programmers/urclock/urclock.ts';
import type { SimulatedDevice } from '../../sim/device.ts';
import { Urboot, type UrbootOptions } from '../../sim/urboot.ts';
import { classic } from '../parts.ts';
import { aloud, rangesOf, samplePages, serialBench } from '../serial-bench.ts';

const part = {
  ...classic,
  id: 'm328p',
  desc: 'ATmega328P',
  mcuid: 119,
  signature: Uint8Array.of(0x1e, 0x95, 0x0f),
} as Part;
const [flash, eeprom] = part.memories;

async function opened(options: UrbootOptions = {}, settings: object = {}) {
  const device = new Urboot(options);
  const bench = serialBench(device as unknown as SimulatedDevice, { id: 'urclock', part, ...settings });
  const programmer = urclock.create(bench.context);
  await programmer.open();
  await programmer.initialize();
  return { ...bench, device, programmer };
}

/** An application: 26 jumps, and something behind them. */
const application = (pages: number) => {
  const run = samplePages(pages, 128);
  const table = Buffer.from(`0c943400${'0c945100'.repeat(25)}`, 'hex');
  run[0]!.data.set(table);
  return run;
};

test.each(['whole', 'bytes'] as const)('pages of flash and EEPROM, one command each (%s)', async (pieces) => {
  const { device, programmer, said } = await opened({}, { pieces });
  const run = application(12);
  await programmer.pagedWrite!(flash!, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  await programmer.pagedWrite!(eeprom!, samplePages(4, 4, 16), () => {});
  expect([...(await programmer.readSignature!({} as never))]).toEqual([0x1e, 0x95, 0x0f]);
  await programmer.disable();
  await programmer.close();
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  expect(device.commands).toEqual({ '30': 2, '50': 1, '03': 13, '02': 12, '00': 4, '51': 1 });
  expect(device.running).toBe(false);
  expect(aloud(said)).toEqual([]);
});

test('a vector boot loader stays in the way of reset, and what was written still verifies', async () => {
  const { device, programmer } = await opened({ vector: 25, chipErase: true });
  await programmer.chipErase();
  expect(Buffer.from(device.flash.slice(0, 2)).toString('hex')).toBe('ffce');
  const run = application(2);
  await programmer.pagedWrite!(flash!, run, () => {});
  const read: Buffer[] = [];
  await programmer.pagedRead!(flash!, rangesOf(run), (index, data) => {
    read[index] = Buffer.from(data);
  });
  expect(read).toEqual(run.map(({ data }) => Buffer.from(data)));
  expect(Buffer.from(device.flash.slice(0, 4)).toString('hex')).toBe('ffce3400');
  expect(Buffer.from(device.flash.slice(100, 104)).toString('hex')).toBe('0c943400');
  await programmer.close();
});

test('nothing is written over the loader, nor over a reset vector that would lose it', async () => {
  const { device, programmer, said } = await opened({ vector: 25 }, { release: '7.1' });
  await expect(programmer.pagedWrite!(flash!, samplePages(1, 128, 0x7e00), () => {})).rejects.toThrow(
    'overlaps',
  );
  const blank = [{ address: 0, data: new Uint8Array(128).fill(0xff) }];
  await expect(programmer.pagedWrite!(flash!, blank, () => {})).rejects.toThrow('bricking');
  expect(device.commands['02']).toBeUndefined();
  expect(aloud(said)).toEqual([
    'error: avrdude: input [0x7e00, 0x7e7f] overlaps bootloader [0x7e00, 0x7fff]\n',
    'error: avrdude: input would overwrite the reset vector bricking the bootloader\n',
  ]);
});

test('silence', async () => {
  await expect(opened({ silent: true })).rejects.toThrow('not in sync');
});

test('another chip is refused', async () => {
  const other = { ...part, mcuid: 1, desc: 'ATmega168', signature: Uint8Array.of(0x1e, 0x94, 0x06) } as Part;
  const device = new Urboot();
  const { context, said } = serialBench(device as unknown as SimulatedDevice, { id: 'urclock', part: other });
  const programmer = urclock.create({
    ...context,
    findPart: (matches) => (matches(part) ? part : undefined),
  });
  await expect(programmer.open()).rejects.toMatchObject({ name: 'ProtocolError' });
  expect(aloud(said)).toEqual([
    'info: avrdude: urclock_read_sig_bytes(): connected part ATmega328P differs in signature from -p ATmega168 (override with -F or use -p ATmega328P)\n',
  ]);
});
